using Harvester.Core.Ports;
using Harvester.Publishing.Feeds;
using Harvester.Web.Api;
using Harvester.Web.Requests;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Feeds;

/// <summary><c>/feed.atom</c> and <c>/municipalities/{code}/feed.atom</c>.</summary>
internal static class FeedApi
{
    public static Task<IResult> All(HttpContext context, IStore store, HarvesterWebOptions options, FeedCache cache, CancellationToken cancellationToken) =>
        FeedAsync(null, context, store, options, cache, cancellationToken);

    public static async Task<IResult> Municipality(string code, HttpContext context, IStore store, HarvesterWebOptions options, FeedCache cache, CancellationToken cancellationToken) =>
        options.Municipalities.ContainsKey(code)
            ? await FeedAsync(code, context, store, options, cache, cancellationToken)
            : ApiResponse.NotFound($"\"{code}\" is not the six-digit code of a body whose data this catalogue gathers.");

    private static async Task<IResult> FeedAsync(string? code, HttpContext context, IStore store, HarvesterWebOptions options, FeedCache cache, CancellationToken cancellationToken)
    {
        var parameters = new ApiParameters(context.Request, "before");
        FeedPosition? before = null;
        if (parameters.Text("before") is { } text && (before = FeedPosition.Parse(text)) is null)
            parameters.Fault("before", text, "the link \"next\" of a page of this feed");
        parameters.Check();
        // A feed is a function of the change log: so one look says whether anything is new, for readers and for what is kept.
        var state = $"{await store.Changes.EpochAsync(cancellationToken)}-{await store.Changes.LastAsync(cancellationToken)}";
        var site = SiteAddress.Of(context.Request, options);
        var first = new Uri(site, code is null ? "feed.atom" : $"municipalities/{code}/feed.atom");
        var tag = $"{state}-{Core.Model.RecordHash.Format(Core.Model.RecordHash.OfText($"{first}|{before}"))[..12]}";
        if (Validator.IsKnown(context, tag))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        var (entries, next) = await cache.ReadAsync(state, code, before, store, cancellationToken);
        var page = new AtomPage
        {
            Site = site,
            First = first,
            Self = before is null ? first : Page(first, before.Value),
            Next = next is { } more ? Page(first, more) : null,
            Alternate = new Uri(site, code is null ? "datasets" : $"datasets?publisher={code}"),
            Title = code is null ? "東京オープンデータ統合カタログ: 更新情報" : $"{options.Municipalities[code]}: オープンデータの更新情報",
            Updated = DateTimeOffset.UnixEpoch,
            Entries = entries,
        };
        return Results.Stream(body => AtomFeed.WriteAsync(page, body), AtomFeed.MediaType);
    }

    private static Uri Page(Uri feed, FeedPosition before) => new(feed, $"?before={Uri.EscapeDataString(before.ToString())}");
}

using System.Globalization;
using System.Runtime.CompilerServices;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Publication;
using Harvester.Publishing.Feeds;
using Harvester.Web.Api;
using Harvester.Web.Requests;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Feeds;

/// <summary>
/// <c>/sitemap.xml</c>, its parts and <c>/robots.txt</c>: the pages of all active datasets that stand for their group. A part begins at a dataset, which its address names, so that no
/// part is a matter of counting through those before it, and a part that was named an hour ago is still right.
/// </summary>
internal static class SitemapApi
{
    private const int BatchSize = 500;
    private const string FirstPart = "first";

    public static IResult Robots(HttpRequest request, HarvesterWebOptions options) =>
        Results.Text($"User-agent: *\nAllow: /\nDisallow: /sign-in\n\nSitemap: {new Uri(SiteAddress.Of(request, options), "sitemap.xml").AbsoluteUri}\n", "text/plain; charset=utf-8");

    public static async Task<IResult> Index(HttpContext context, IStore store, HarvesterWebOptions options, CancellationToken cancellationToken)
    {
        new ApiParameters(context.Request).Check();
        var site = SiteAddress.Of(context.Request, options);
        if (await IsKnownAsync(context, site, "", store, cancellationToken))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        return Results.Stream(body => Sitemap.WriteIndexAsync(PartsAsync(site, store, options.SitemapPart, cancellationToken), body, cancellationToken), Sitemap.MediaType);
    }

    public static async Task<IResult> Part(HttpContext context, IStore store, HarvesterWebOptions options, CancellationToken cancellationToken)
    {
        var parameters = new ApiParameters(context.Request, "from");
        var from = parameters.Text("from");
        if (from is null)
            parameters.Fault("\"from\" is missing: /sitemap.xml names the parts");
        parameters.Check();
        var site = SiteAddress.Of(context.Request, options);
        if (await IsKnownAsync(context, site, from!, store, cancellationToken))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        return Results.Stream(body => Sitemap.WritePartAsync(PagesAsync(site, from!, store, options.SitemapPart, cancellationToken), body, cancellationToken), Sitemap.MediaType);
    }

    private static async Task<bool> IsKnownAsync(HttpContext context, Uri site, string from, IStore store, CancellationToken cancellationToken)
    {
        var about = RecordHash.Format(RecordHash.OfText($"{site}|{from}"))[..12];
        return Validator.IsKnown(context, $"{await store.Changes.EpochAsync(cancellationToken)}-{await store.Changes.LastAsync(cancellationToken)}-{about}");
    }

    private static async IAsyncEnumerable<(Uri, DateTimeOffset?)> PartsAsync(Uri site, IStore store, int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return (PartAddress(site, FirstPart), null);
        var count = 0;
        await foreach (var dataset in store.Datasets.AllAsync(new DatasetFilter { State = DatasetState.Active }, cancellationToken))
        {
            if (!dataset.IsCanonical())
                continue;
            // The one that no more has room in the part before is the first of the next.
            if (++count > size)
            {
                count = 1;
                yield return (PartAddress(site, dataset.Id), null);
            }
        }
    }

    private static async IAsyncEnumerable<(Uri, DateTimeOffset?)> PagesAsync(Uri site, string from, IStore store, int size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = new DatasetFilter { State = DatasetState.Active };
        string? after = null;
        var count = 0;
        if (from == FirstPart)
        {
            yield return (site, null);
            yield return (new Uri(site, "datasets"), null);
        }
        else if (await store.Datasets.GetAsync(from, cancellationToken) is { State: DatasetState.Active } first && first.Id == from && first.IsCanonical())
        {
            yield return Page(site, first);
            (after, count) = (from, 1);
        }
        else
        {
            // It is gone; those after it are still there.
            after = from;
        }

        while (count < size)
        {
            var batch = await store.Datasets.ListAsync(filter, after, BatchSize, cancellationToken);
            foreach (var dataset in batch.Where(dataset => dataset.IsCanonical()))
            {
                if (++count > size)
                    yield break;
                yield return Page(site, dataset);
            }

            if (batch.Count < BatchSize)
                yield break;
            after = batch[^1].Id;
        }
    }

    private static (Uri, DateTimeOffset?) Page(Uri site, Dataset dataset) => (new Uri(site, $"datasets/{Uri.EscapeDataString(dataset.Id)}"), dataset.Provenance.LastChanged);

    private static Uri PartAddress(Uri site, string from) => new(site, string.Create(CultureInfo.InvariantCulture, $"sitemap-part.xml?from={Uri.EscapeDataString(from)}"));
}

using Harvester.Core.Model;
using Harvester.Core.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Harvester.Web.Api;

/// <summary><c>/api/v1/datasets</c>: the common schema as it is stored, annotations joined.</summary>
internal static class DatasetsApi
{
    /// <summary>In the order of ids. The cursor is a position, not an offset: writes between two pages neither double nor hide a dataset.</summary>
    public static async Task<IResult> List(HttpRequest request, IStore store, CancellationToken cancellationToken)
    {
        var parameters = new ApiParameters(request, "source", "publisher", "state", "q", "limit", "cursor");
        var filter = new DatasetFilter
        {
            Source = parameters.Text("source"),
            PublisherCode = parameters.PublisherCode(),
            State = parameters.State(),
            Text = parameters.Text("q"),
        };
        var limit = parameters.Limit();
        parameters.Check();
        var page = new Page<Dataset>(await store.Datasets.ListAsync(filter, parameters.Text("cursor"), limit + 1, cancellationToken), limit);
        var total = await store.Datasets.CountAsync(filter, cancellationToken);
        return JsonStream.List(page.Items, page.Next(dataset => dataset.Id), total, JsonWriting.Dataset);
    }

    /// <summary>A tombstone is an answer too: <c>state</c> says so. An id that moved redirects (308).</summary>
    public static async Task<IResult> Get(string id, HttpContext context, IStore store, CancellationToken cancellationToken)
    {
        new ApiParameters(context.Request).Check();
        if (await store.Datasets.GetAsync(id, cancellationToken) is not { } dataset)
            return await UnknownAsync(id, store, cancellationToken);
        if (dataset.Id != id)
            return Moved(dataset.Id, "");
        var tag = Tag(dataset);
        context.Response.GetTypedHeaders().ETag = tag;
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known.Equals(EntityTagHeaderValue.Any))
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : new JsonStream(body =>
            {
                JsonWriting.Dataset(body.Json, dataset);
                return Task.CompletedTask;
            });
    }

    public static async Task<IResult> History(string id, HttpRequest request, IStore store, CancellationToken cancellationToken)
    {
        new ApiParameters(request).Check();
        if (await store.Datasets.GetAsync(id, cancellationToken) is not { } dataset)
            return await UnknownAsync(id, store, cancellationToken);
        if (dataset.Id != id)
            return Moved(dataset.Id, "/history");
        var versions = await store.Datasets.HistoryAsync(id, cancellationToken);
        return JsonStream.List(versions, null, versions.Count, JsonWriting.Version);
    }

    /// <summary>404, or 410 where there was one that was taken down; why is nobody's business here.</summary>
    public static async Task<IResult> UnknownAsync(string id, IStore store, CancellationToken cancellationToken) =>
        await store.Takedowns.FindAsync(id, cancellationToken) is { } takedown
            ? ApiResponse.TakenDown($"The dataset \"{id}\" was taken down on {takedown.At.UtcDateTime:yyyy-MM-dd}, with all its versions: delete what you keep of it.")
            : ApiResponse.NotFound($"There is no dataset \"{id}\", nor one that had this id before.");

    private static IResult Moved(string id, string tail) =>
        Results.Redirect($"/api/v1/datasets/{Uri.EscapeDataString(id)}{tail}", permanent: true, preserveMethod: true);

    /// <summary>
    /// Weak, of the sequence number; what can change beside it (a new mapping of the same content, annotations) is hashed in. Weak, because
    /// the instant of a link check may differ in equal answers.
    /// </summary>
    private static EntityTagHeaderValue Tag(Dataset dataset)
    {
        var beside = $"{dataset.Provenance.RawHash}|{dataset.Provenance.MappingVersion}|{dataset.Provenance.MissingSince:O}|{dataset.Annotations?.ChangedAt:O}";
        return new EntityTagHeaderValue($"\"{dataset.Sequence}-{RecordHash.Format(RecordHash.OfText(beside))[..8]}\"", isWeak: true);
    }
}

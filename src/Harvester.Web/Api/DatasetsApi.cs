using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Search;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Api;

/// <summary><c>/api/v1/datasets</c>: the common schema as it is stored, annotations joined.</summary>
internal static class DatasetsApi
{
    public static readonly IReadOnlyList<ApiParameter> ListParameters =
    [
        ApiParameter.Source, ApiParameter.Publisher, ApiParameter.State,
        new("q", "Only those whose title, description, keyword, address or record id contains this text, without regard to case."),
        new("since", "Only those that changed after this sequence number of /api/v1/changes.", """{"type":"integer","minimum":0}"""),
        .. DatasetSearch.Parameters, ApiParameter.Fields, ApiParameter.Limit, ApiParameter.Cursor,
    ];

    public static readonly IReadOnlyList<ApiParameter> GetParameters = [ApiParameter.Fields];

    /// <summary>In the order of ids. The cursor is a position, not an offset: writes between two pages neither double nor hide a dataset.</summary>
    public static async Task<IResult> List(HttpRequest request, IStore store, CatalogueIndex index, CancellationToken cancellationToken)
    {
        var parameters = new ApiParameters(request, ListParameters);
        var filter = new DatasetFilter
        {
            Source = parameters.Text("source"),
            PublisherCode = parameters.PublisherCode(),
            State = parameters.State(),
            Text = parameters.Text("q"),
            SinceSequence = parameters.Text("since") is null ? null : parameters.Number("since", 0, 0),
        };
        var limit = parameters.Limit();
        var fields = DatasetFields.Of(parameters);
        if (DatasetSearch.IsAsked(parameters))
            return await DatasetSearch.ListAsync(parameters, filter, limit, fields, index, store, request.HttpContext.Response, cancellationToken);
        parameters.Check();
        var page = new Page<Dataset>(await store.Datasets.ListAsync(filter, parameters.Text("cursor"), limit + 1, cancellationToken), limit);
        var total = await store.Datasets.CountAsync(filter, cancellationToken);
        return JsonStream.List(page.Items, page.Next(dataset => dataset.Id), total, fields.Write);
    }

    /// <summary>A tombstone is an answer too: <c>state</c> says so. An id that moved redirects (308).</summary>
    public static async Task<IResult> Get(string id, HttpRequest request, IStore store, CancellationToken cancellationToken)
    {
        var parameters = new ApiParameters(request, GetParameters);
        var fields = DatasetFields.Of(parameters);
        parameters.Check();
        if (await store.Datasets.GetAsync(id, cancellationToken) is not { } dataset)
            return await UnknownAsync(id, store, cancellationToken);
        return dataset.Id == id ? JsonStream.Of(json => fields.Write(json, dataset)) : Moved(dataset.Id, "", request);
    }

    /// <summary>404, or 410 where there was one that was taken down; why is nobody's business here.</summary>
    public static async Task<IResult> UnknownAsync(string id, IStore store, CancellationToken cancellationToken) =>
        await store.Takedowns.FindAsync(id, cancellationToken) is { } takedown
            ? ApiResponse.TakenDown($"The dataset \"{id}\" was taken down on {takedown.At.UtcDateTime:yyyy-MM-dd}, with all its versions: delete what you keep of it.")
            : ApiResponse.NotFound($"There is no dataset \"{id}\", nor one that had this id before.");

    public static IResult Moved(string id, string tail, HttpRequest request) =>
        Results.Redirect($"{request.PathBase}/api/v1/datasets/{Uri.EscapeDataString(id)}{tail}{request.QueryString}", permanent: true, preserveMethod: true);
}

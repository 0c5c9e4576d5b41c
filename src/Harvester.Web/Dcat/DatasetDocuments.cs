using System.Globalization;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Publishing.Dcat;
using Harvester.Search;
using Harvester.Web.Api;
using Harvester.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Dcat;

/// <summary>
/// A dataset's IRI: <c>/datasets/{id}</c> gives its page, or the form of RDF that is asked for, which <c>/datasets/{id}.{ttl,rdf,jsonld,nt}</c> gives, too.
/// </summary>
internal static class DatasetDocuments
{
    public static async Task<IResult> Get(
        string id, HttpContext context, IStore store, ISources sources, CatalogueIndex index, HarvesterWebOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        // A dataset may itself be called so.
        if (DcatFormat.OfName(id) is { } named && await store.Datasets.GetAsync(id, cancellationToken) is null)
            return await DocumentAsync(named.Stem, named.Format, context, store, options, cancellationToken);
        var headers = context.Response.Headers;
        headers.Vary = "Accept";
        switch (MediaNegotiation.Choose(context.Request.Headers.Accept, [DcatFormat.Html, .. DcatFormat.MediaTypes]))
        {
            case null:
                return CatalogueDocuments.NotAcceptable([DcatFormat.Html, .. DcatFormat.MediaTypes]);
            case DcatFormat.Html:
                headers.Link = string.Join(", ", DcatFormat.All.Select(format => $"<{Address(id, format)}>; rel=\"alternate\"; type=\"{format.MediaType}\""));
                return await PageHandlers.Dataset(id, context, store, sources, index, options, clock, cancellationToken);
            case var chosen:
                var form = DcatFormat.OfMediaType(chosen)!;
                headers.ContentLocation = Address(id, form);
                return await DocumentAsync(id, form, context, store, options, cancellationToken);
        }
    }

    private static async Task<IResult> DocumentAsync(string id, DcatFormat format, HttpContext context, IStore store, HarvesterWebOptions options, CancellationToken cancellationToken)
    {
        context.Response.Headers.AccessControlAllowOrigin = "*";
        if (await store.Datasets.GetAsync(id, cancellationToken) is not { } dataset)
            return await DatasetsApi.UnknownAsync(id, store, cancellationToken);
        if (dataset.Id != id)
            return Results.Redirect(Address(dataset.Id, format), permanent: true, preserveMethod: true);
        if (dataset.State == DatasetState.Withdrawn)
            return ApiResponse.Withdrawn($"The source of the dataset \"{id}\" no longer has it; what it last said stands at /datasets/{Uri.EscapeDataString(id)}.");
        var catalogue = options.Catalogue with { Address = SiteAddress.Of(context.Request, options) };
        var changed = dataset.Annotations?.ChangedAt > dataset.Provenance.LastChanged ? dataset.Annotations.ChangedAt : dataset.Provenance.LastChanged;
        if (Validators.IsKnown(context, id, dataset.Sequence.ToString(CultureInfo.InvariantCulture), $"{dataset.Annotations?.ChangedAt:O}", dataset.Provenance.RawHash, dataset.Provenance.MappingVersion, catalogue.Address.AbsoluteUri, format.Extension))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        context.Response.GetTypedHeaders().LastModified = changed;
        return new DocumentStream(format.ContentType, (body, token) => new DcatDocument(catalogue, format.Syntax).WriteDatasetAsync(dataset, body, token));
    }

    private static string Address(string id, DcatFormat format) => $"/datasets/{Uri.EscapeDataString(id)}.{format.Extension}";
}

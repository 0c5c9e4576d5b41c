using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Publishing;
using Harvester.Publishing.Dcat;
using Harvester.Web.Api;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Dcat;

/// <summary>
/// The catalogue as DCAT: <c>/catalog.{ttl,rdf,jsonld,nt}</c> page by page, and <c>/catalog</c>, which gives the one that is asked for. Pages hang together by cursors:
/// a write between two neither doubles nor hides a dataset.
/// </summary>
internal static class CatalogueDocuments
{
    public static async Task<IResult> Negotiated(HttpContext context, IStore store, HarvesterWebOptions options, CancellationToken cancellationToken)
    {
        context.Response.Headers.Vary = "Accept";
        switch (MediaNegotiation.Choose(context.Request.Headers.Accept, [.. DcatFormat.MediaTypes, DcatFormat.Html]))
        {
            case null:
                return NotAcceptable(DcatFormat.MediaTypes);
            case DcatFormat.Html:
                context.Response.Headers.Location = "/datasets";
                return Results.StatusCode(StatusCodes.Status303SeeOther);
            case var chosen:
                var format = DcatFormat.OfMediaType(chosen)!;
                context.Response.Headers.ContentLocation = $"/catalog.{format.Extension}{context.Request.QueryString.ToUriComponent()}";
                return await Page(format, context, store, options, cancellationToken);
        }
    }

    public static async Task<IResult> Page(DcatFormat format, HttpContext context, IStore store, HarvesterWebOptions options, CancellationToken cancellationToken)
    {
        var parameters = new ApiParameters(context.Request, "cursor", "limit");
        var limit = parameters.Limit();
        var given = parameters.Text("cursor");
        var cursor = given is null ? null : CatalogueCursor.Parse(given);
        if (given is not null && cursor is null)
            parameters.Fault("cursor", given, "what hydra:nextPage of the page before says");
        parameters.Check();
        var epoch = await store.Changes.EpochAsync(cancellationToken);
        if (cursor is not null && cursor.Epoch != epoch)
            return ApiResponse.Gone($"The catalogue was restored from a backup since the page before this one: begin anew at /catalog.{format.Extension}.");
        // Read before anything else: what comes after it is only ever shown in addition.
        var sequence = await store.Changes.LastAsync(cancellationToken);
        var catalogue = options.Catalogue with { Address = SiteAddress.Of(context.Request, options) };
        if (Validators.IsKnown(context, epoch, $"{sequence}", catalogue.Address.AbsoluteUri, catalogue.Publisher.Best(), catalogue.MetadataLicence ?? "", format.Extension, $"{limit}", given ?? ""))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        var page = new Page<Dataset>(await CatalogueListing.PageAsync(store, cursor?.After, cursor?.Sequence ?? sequence, limit, cancellationToken), limit);
        var total = cursor?.Total ?? (page.HasMore ? await CatalogueListing.CountAsync(store, cancellationToken) : page.Items.Count);
        var next = page.Next(last => new CatalogueCursor(epoch, cursor?.Sequence ?? sequence, total, last.Id).ToString());
        var paging = new CataloguePaging(Address(given), total, limit, Address(null), next is null ? null : Address(next));
        return new DocumentStream(format.ContentType, (body, token) =>
            new DcatDocument(catalogue, format.Syntax).WriteCatalogueAsync(page.Items.ToAsyncEnumerable(), paging, body, token));

        Uri Address(string? at)
        {
            var query = QueryString.Empty;
            if (at is not null)
                query = query.Add("cursor", at);
            if (parameters.Text("limit") is { } size)
                query = query.Add("limit", size);
            return new Uri(catalogue.Address, $"catalog.{format.Extension}{query.ToUriComponent()}");
        }
    }

    /// <summary>All datasets in one data.json.</summary>
    public static async Task<IResult> DataJson(HttpContext context, IStore store, HarvesterWebOptions options, CancellationToken cancellationToken)
    {
        new ApiParameters(context.Request).Check();
        var catalogue = options.Catalogue with { Address = SiteAddress.Of(context.Request, options) };
        var format = new DataJsonExport(catalogue);
        var (epoch, sequence) = (await store.Changes.EpochAsync(cancellationToken), await store.Changes.LastAsync(cancellationToken));
        return Validators.IsKnown(context, epoch, $"{sequence}", catalogue.Address.AbsoluteUri, catalogue.Publisher.Best(), catalogue.MetadataLicence ?? "", format.Name)
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : new DocumentStream(format.MediaType, (body, token) => format.WriteAsync(CatalogueListing.AllAsync(store, token), body, token));
    }

    public static IResult NotAcceptable(IEnumerable<string> offers) => Results.Problem(
        $"This address is served as {string.Join(", ", offers)}; Accept asks for something else.", statusCode: StatusCodes.Status406NotAcceptable, title: "Not acceptable");
}

using Harvester.Core.Model;
using Harvester.Publishing.Dcat;
using Harvester.Rdf;

namespace Harvester.Publishing;

/// <summary>
/// The catalogue as DCAT-AP 3 in a syntax of RDF. Active records only, as who reads RDF takes what is described for offered; a record for which another stands is there and says so
/// (<c>prov:alternateOf</c>). Withdrawn ones are told by NDJSON and CSV.
/// </summary>
public sealed class RdfExport(RdfSyntax syntax, CatalogueDescription catalogue, Action<LeftOut>? leftOut = null) : IExportFormat
{
    public string Name => RdfSyntaxes.Name(syntax);
    public string MediaType => syntax is RdfSyntax.Turtle ? "text/turtle; charset=utf-8" : RdfSyntaxes.MediaType(syntax);
    public string Extension => RdfSyntaxes.Extension(syntax)[1..];

    public Task<long> WriteAsync(IAsyncEnumerable<Dataset> datasets, Stream output, CancellationToken cancellationToken) =>
        new DcatDocument(catalogue, syntax, leftOut).WriteCatalogueAsync(datasets.Where(dataset => dataset.State == DatasetState.Active).Ahead(cancellationToken), null, output, cancellationToken);
}

using Harvester.Core.Model;
using Harvester.Rdf;

namespace Harvester.Publishing.Dcat;

/// <summary>Writes datasets as documents of DCAT-AP 3 in one of the syntaxes of RDF, dataset by dataset: no catalogue is ever held.</summary>
/// <param name="leftOut">Told of each value that RDF cannot hold; null: nobody asks.</param>
public sealed class DcatDocument(CatalogueDescription catalogue, RdfSyntax syntax, Action<LeftOut>? leftOut = null)
{
    private static readonly RdfWriterOptions Options = new()
    {
        Prefixes = new Dictionary<string, string>(RdfWriterOptions.CommonPrefixes)
        {
            ["org"] = "http://www.w3.org/ns/org#",
            ["odrs"] = "http://schema.theodi.org/odrs#",
            ["dqv"] = "http://www.w3.org/ns/dqv#",
        },
    };

    /// <summary>A catalogue, or one page of it, with its datasets.</summary>
    /// <returns>How many datasets were written.</returns>
    public async Task<long> WriteCatalogueAsync(IAsyncEnumerable<Dataset> datasets, CataloguePaging? paging, Stream output, CancellationToken cancellationToken)
    {
        await using var writer = RdfWriter.Create(output, syntax, Options);
        var statements = new StatementOutput(writer, leftOut);
        CatalogueStatements.Write(statements, catalogue, paging);
        long written = 0;
        await foreach (var dataset in datasets.WithCancellation(cancellationToken))
        {
            Write(statements, dataset);
            CatalogueStatements.Entry(statements, catalogue, dataset);
            written++;
            await writer.EndScopeAsync(cancellationToken);
        }

        await writer.CompleteAsync(cancellationToken);
        return written;
    }

    /// <summary>One dataset with its record.</summary>
    public async Task WriteDatasetAsync(Dataset dataset, Stream output, CancellationToken cancellationToken)
    {
        await using var writer = RdfWriter.Create(output, syntax, Options);
        Write(new StatementOutput(writer, leftOut), dataset);
        await writer.CompleteAsync(cancellationToken);
    }

    private void Write(StatementOutput statements, Dataset dataset)
    {
        statements.Dataset = dataset.Id;
        DatasetStatements.Write(statements, dataset, catalogue);
        RecordStatements.Write(statements, dataset, catalogue);
    }
}

using System.Runtime.CompilerServices;
using System.Text;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Rdf;

namespace Harvester.Connectors.Dcat;

/// <summary>Reads a DCAT catalogue in any syntax of RDF, page by page, or a data.json. Every dataset becomes a tree in the same terms.</summary>
public sealed class DcatConnector : IConnector
{
    private readonly string source;
    private readonly DcatBlock block;
    private readonly IFetcher fetcher;

    /// <param name="file">With a <c>dcat:</c> block.</param>
    public DcatConnector(ConnectorFile file, IFetcher fetcher)
    {
        source = file.Source.Id;
        block = file.Dcat ?? throw new ArgumentException("The connector file has no dcat block.", nameof(file));
        this.fetcher = fetcher;
    }

    public async IAsyncEnumerable<SourceRecord> ReadAsync(Reading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pages = new CatalogPages(block, fetcher);
        var missing = new UndescribedDatasets();
        long position = 0;
        await foreach (var page in pages.ReadAsync(reading, cancellationToken))
        {
            var entries = page.Document is { } document ? RdfEntries(document, missing) : DataJsonCatalog.Entries(page.Json, page.Url);
            foreach (var entry in entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Record(entry, ++position, reading) is { } record)
                    yield return record;
            }
        }

        missing.Report(position, reading);
        reading.ReachedEnd = pages.Complete;
    }

    private static IEnumerable<CatalogEntry> RdfEntries(CatalogDocument document, UndescribedDatasets missing)
    {
        missing.Add(document);
        var tree = new NodeTree(document.Graph);
        foreach (var dataset in document.Datasets)
        {
            var problems = new List<Problem>();
            var payload = tree.Of(dataset, document.CatalogOf(dataset));
            if (tree.WasCut)
                problems.Add(new Problem("record-cut", Severity.Warning, Whose.Record, null, null, "The dataset leads to more values than one record may hold; the outermost were left out."));
            var identifier = Texts(document.Graph, dataset, Vocabulary.Identifier).FirstOrDefault();
            var page = Texts(document.Graph, dataset, Vocabulary.LandingPage).Append(dataset.Value).FirstOrDefault(IsWebAddress);
            yield return new CatalogEntry(dataset.Kind == TermKind.Iri ? dataset.Value : identifier, page, payload, problems);
        }
    }

    private SourceRecord? Record(CatalogEntry entry, long position, Reading reading)
    {
        if (entry.Id is not { Length: > 0 })
        {
            foreach (var problem in entry.Problems)
                reading.Report(problem, null, entry.Page, position);
            reading.Unread(entry.Refusal ?? new Problem("no-identity", Severity.Error, Whose.Record, "identifier", null,
                "The dataset has neither an IRI nor an identifier, so it could not be told from others in the next run; it was not taken."), position, entry.Page);
            return null;
        }

        foreach (var problem in entry.Problems)
            reading.Report(problem, entry.Id, entry.Page, position);
        var payload = Encoding.UTF8.GetBytes(entry.Payload);
        return new SourceRecord
        {
            Source = source,
            RecordId = entry.Id,
            RecordUrl = entry.Page,
            Position = position,
            Kind = RecordKind.Dcat,
            Payload = payload,
            RawHash = RecordHash.Of(payload),
        };
    }

    private static IEnumerable<string> Texts(Graph graph, Term subject, Term predicate) => graph.Objects(subject, predicate)
        .Where(value => value.Kind != TermKind.BlankNode && value.Value.Trim().Length > 0).Select(value => value.Value.Trim()).Order(StringComparer.Ordinal);

    private static bool IsWebAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https");
}

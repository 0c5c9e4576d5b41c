using System.Runtime.CompilerServices;
using System.Text;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;

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
        long position = 0;
        await foreach (var page in pages.ReadAsync(reading, cancellationToken))
        {
            var entries = page.Document is { } document ? DatasetEntries.Of(document, page.Only) : DataJsonCatalog.Entries(page.Json, page.Url,
                problem => reading.Report(problem, recordUrl: FetchFaults.Show(page.Url)));
            foreach (var entry in entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (entry.Catalog is { } catalog)
                {
                    pages.Link(catalog, reading);
                    continue;
                }

                if (page.Only is not null && entry.Id is not null)
                    pages.Missing.Found(entry.Id);
                if (Record(entry, ++position, reading) is { } record)
                    yield return record;
            }
        }

        pages.Missing.Report(position, reading);
        reading.ReachedEnd = reading.Doubts.Count == 0;
    }

    private SourceRecord? Record(CatalogEntry entry, long position, Reading reading)
    {
        if (entry.Exclusion is { } exclusion)
        {
            reading.Exclude(exclusion, entry.Id, position);
            return null;
        }

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
            PublishedAs = entry.PublishedAs,
            RawHash = RecordHash.Of(payload),
        };
    }
}

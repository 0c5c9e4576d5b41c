using System.Runtime.CompilerServices;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.List;

/// <summary>
/// Reads オープンデータ一覧 (自治体標準オープンデータセット, sheet 06, or its predecessor), or a municipality's own list, as CSV or Excel workbook. The whole list is
/// read and judged before its first record is let through, in bounded memory.
/// </summary>
public sealed class ListConnector(ConnectorFile file, IFetcher fetcher) : IConnector
{
    private const string Accept = "text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, text/plain;q=0.9, */*;q=0.5";
    private readonly ListBlock list = file.List ?? throw new ArgumentException("The connector file has no list block.", nameof(file));
    private readonly ListColumns columns = ListColumns.For(file.Source.Fields);

    public async IAsyncEnumerable<SourceRecord> ReadAsync(Reading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var body = await fetcher.WholeAsync(list.Url, Accept, reading, DownloadedList.ReadAsync, cancellationToken);
        using var text = new CharsetReader(body.File, new CharsetHints(list.Charset, body.Charset), cancellationToken);
        await using var table = await OpenAsync(body, text, reading, cancellationToken);
        CheckHeader(table.Header, body.Url, reading);

        var notes = new ListNotes();
        await using var listing = new ListListing(file.Source.Id, list.Url, table, notes);
        var rows = new ListRows(table, body.Url, reading, notes);
        await foreach (var line in table.ReadAsync(cancellationToken))
        {
            if (rows.Read(line) is { } row)
                await listing.AddAsync(row, cancellationToken);
        }

        reading.PageRead();
        text.Report(reading);
        if (rows.Count == 0)
        {
            reading.Report(new Problem("no-rows", Severity.Warning, Whose.Source, null, null,
                $"The list has its head ({string.Join(", ", table.Header.Names.Where(name => name.Length > 0).Take(5))} …) and no row of a dataset below it."), recordUrl: FetchFaults.Show(body.Url));
        }

        listing.Judge(reading);
        notes.Report(reading, rows.Count);
        await foreach (var record in listing.RecordsAsync(cancellationToken))
            yield return record;
        reading.ReachedEnd = reading.Doubts.Count == 0;
    }

    private async Task<IListTable> OpenAsync(DownloadedList body, CharsetReader text, Reading reading, CancellationToken cancellationToken) =>
        ListContent.Of(await body.BeginningAsync(cancellationToken)) switch
        {
            ListContentKind.Zip or ListContentKind.OldWorkbook => WorkbookTable.Open(body.File, body.Url, list.Sheet, file.Http.MaxBytes, columns, reading, cancellationToken),
            ListContentKind.Markup => throw ListFaults.Html(body.Url),
            ListContentKind.Pdf => throw ListFaults.Pdf(body.Url),
            _ => await CsvTable.OpenAsync(text, body.Url, columns, cancellationToken),
        };

    private static void CheckHeader(ListHeader header, Uri url, Reading reading)
    {
        if (header.Title < 0)
            throw ListFaults.NoTitle(url, header.Names);
        if (header.Missing.ToArray() is { Length: > 0 } missing)
        {
            reading.Report(new Problem("missing-columns", Severity.Info, Whose.Source, null, null,
                $"the list has no column for: {string.Join(", ", missing)}; its datasets are taken without"));
        }

        if (header.Unknown.ToArray() is { Length: > 0 } unknown)
        {
            reading.Report(new Problem("unknown-columns", Severity.Info, Whose.Ours, null, string.Join(", ", unknown),
                "no field of the common schema takes these columns; their cells are kept with the raw record, and list.fields in the connector file can map them"));
        }
    }
}

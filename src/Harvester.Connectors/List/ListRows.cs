using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.List;

/// <summary>The rows of a CSV below its header, which may stand below some lines of preamble.</summary>
internal sealed class ListRows(TextReader text, Uri url, Reading reading)
{
    private const int RowsToSearch = 10;
    private const int LongestRow = 4 << 20;

    /// <summary>No cell of a list has so many lines; one that does has swallowed rows after a stray quotation mark.</summary>
    private const int MostLinesInACell = 50;

    private static readonly JsonWriterOptions AsIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private CsvMalformedReason? malformed;
    private long position;

    public ListHeader Header { get; private set; } = null!;

    /// <exception cref="SourceException">Code <c>not-a-list</c>: no header, no title column, a cell without end.</exception>
    public async IAsyncEnumerable<ListRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var csv = CsvReader.Create(text, new CsvReaderOptions
        {
            HasHeader = false, // it is ours to find
            MaxRecordSize = LongestRow,
            OnMalformedRecord = record => malformed = record.Reason,
            TrackLineNumbers = true,
        }, leaveOpen: true);
        ListHeader? header = null;
        var searched = 0;
        while (await NextAsync(csv, cancellationToken))
        {
            var cells = new string[csv.FieldCount];
            for (var i = 0; i < cells.Length; i++)
                cells[i] = csv.GetString(i);
            if (header is null)
            {
                header = ListHeader.Of(cells);
                if (header is null && ++searched >= RowsToSearch)
                    throw ListFaults.NoHeader(url, searched);
                if (header is { Title: < 0 })
                    throw ListFaults.NoTitle(url, header.Names);
                Header = header!;
            }
            else if (!cells.All(string.IsNullOrWhiteSpace) && Read(cells, csv.LineNumber, header) is { } row)
                yield return row;
        }

        if (header is null)
            throw ListFaults.NoHeader(url, searched);
    }

    private async Task<bool> NextAsync(CsvReader csv, CancellationToken cancellationToken)
    {
        malformed = null;
        try
        {
            return await csv.ReadAsync(cancellationToken);
        }
        catch (CsvFormatException e)
        {
            throw ListFaults.CellTooLong(url, e.LineNumber, e);
        }
    }

    /// <summary>The row, unless its cells cannot be told to belong to its columns.</summary>
    private ListRow? Read(string[] cells, long line, ListHeader header)
    {
        position++;
        var columns = header.Names.Count;
        if (malformed is CsvMalformedReason.UnterminatedQuote)
        {
            reading.Doubt($"a quotation mark in line {line} is never closed: the rows below it are lost");
            return Unread("unclosed-quote", line, $"a quotation mark in line {line} is never closed; it swallowed the rest of the list, which was left out");
        }

        if (cells.Skip(columns).Any(cell => !string.IsNullOrWhiteSpace(cell)))
            return Unread("row-too-long", line, $"line {line} has {cells.Length} cells, but the header names {columns} columns: which cell belongs where is unknown, the row was left out");
        if (cells.Any(cell => cell.Count(c => c == '\n') > MostLinesInACell))
            return Unread("unclosed-quote", line, $"a cell from line {line} on has more than {MostLinesInACell} lines, as when a quotation mark is missing; what it swallowed was left out");
        if (malformed is not null)
            Report("stray-quote", line, $"line {line} has a quotation mark in the middle of a cell; it was kept as it stands");
        if (cells.Length < columns)
            Report("row-too-short", line, $"line {line} has {cells.Length} cells, but the header names {columns} columns; the missing ones were taken as empty");
        if (cells.Any(cell => cell.Contains('\uFFFD', StringComparison.Ordinal)))
            Report("unreadable-characters", line, $"line {line} has characters that could not be read; they stand as U+FFFD");
        return new ListRow(line, Cell(header.Id), Cell(header.Number), Cell(header.Title), Cell(header.Url), Json(cells, header));

        string? Cell(int column) => column >= 0 && column < cells.Length && !string.IsNullOrWhiteSpace(cells[column]) ? cells[column].Trim() : null;
    }

    private static ReadOnlyMemory<byte> Json(string[] cells, ListHeader header)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, AsIs))
        {
            writer.WriteStartObject();
            for (var i = 0; i < Math.Min(cells.Length, header.Names.Count); i++)
            {
                var cell = cells[i].Trim();
                if (cell.Length > 0)
                    writer.WriteString(header.Names[i], cell);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenMemory.ToArray();
    }

    private ListRow? Unread(string code, long line, string detail)
    {
        reading.Unread(new Problem(code, Severity.Error, Whose.Record, null, $"line {line}", detail), position);
        return null;
    }

    private void Report(string code, long line, string detail) =>
        reading.Report(new Problem(code, Severity.Warning, Whose.Record, null, $"line {line}", detail), position: position);
}

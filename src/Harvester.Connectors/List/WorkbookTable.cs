using System.Runtime.CompilerServices;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.List;

/// <summary>A list as a workbook of Excel (XLSX, or XLS of before 2007): the first visible sheet with a head, or the one that the connector file names.</summary>
internal sealed class WorkbookTable : IListTable
{
    private readonly IExcelDataReader reader;
    private readonly Uri url;
    private readonly string sheet;
    private readonly long headEnds;

    private WorkbookTable(IExcelDataReader reader, Uri url, string sheet, ListHead head)
    {
        this.reader = reader;
        this.url = url;
        this.sheet = sheet;
        headEnds = head.Last;
        Header = head.Header;
    }

    public ListHeader Header { get; }

    /// <param name="wanted">Name of the sheet, which may then be hidden; null for any visible one.</param>
    /// <exception cref="SourceException"><c>broken-workbook</c>, <c>too-large</c>, <c>not-a-list</c>, <c>no-such-sheet</c>.</exception>
    public static WorkbookTable Open(Stream file, Uri url, string? wanted, long maxBytes, ListColumns columns, Reading reading, CancellationToken cancellationToken)
    {
        var isZip = file.ReadByte() == 'P';
        file.Position = 0;
        if (isZip)
            WorkbookGuard.Check(file, maxBytes, url);
        var fallback = Charsets.Cp932; // first: with it come the code pages that the configuration's own default needs
        return Guarded(url, () =>
        {
            var reader = ExcelReaderFactory.CreateReader(file, new ExcelReaderConfiguration { FallbackEncoding = fallback, LeaveOpen = true });
            var chosen = Choose(reader, url, wanted, columns, reading, cancellationToken);
            reader.Reset();
            while (reader.Name != chosen.Sheet && reader.NextResult())
            {
            }

            return new WorkbookTable(reader, url, chosen.Sheet, chosen.Head);
        });
    }

    public string Where(long number) => $"row {number} of sheet \"{sheet}\"";

    public async IAsyncEnumerable<ListLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask; // the file is on disk
        var rows = new WorkbookRows(reader);
        while (Guarded(url, rows.Next) is { } line)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (line.Number > headEnds)
                yield return line;
        }
    }

    public ValueTask DisposeAsync()
    {
        reader.Dispose();
        return ValueTask.CompletedTask;
    }

    private static (string Sheet, ListHead Head) Choose(
        IExcelDataReader reader, Uri url, string? wanted, ListColumns columns, Reading reading, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        (string Sheet, ListHead Head)? chosen = null;
        var others = new List<string>();
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            names.Add(reader.Name);
            if (wanted is null ? reader.VisibleState != "visible" : Nfkc.Of(reader.Name).Trim() != Nfkc.Of(wanted).Trim())
                continue;
            var rows = new WorkbookRows(reader);
            var top = new List<ListLine>();
            while (top.Count < ListHead.RowsToSearch && rows.Next() is { } line)
                top.Add(line);
            if (ListHead.Find(top, columns) is not { } head)
                continue;
            if (chosen is null)
                chosen = (reader.Name, head);
            else
                others.Add(reader.Name);
        }
        while (reader.NextResult());

        if (wanted is not null && !names.Exists(name => Nfkc.Of(name).Trim() == Nfkc.Of(wanted).Trim()))
            throw ListFaults.NoSheet(url, wanted, names);
        if (chosen is not { } found)
            throw ListFaults.NoHeader(url, $"none of the first {ListHead.RowsToSearch} rows of the sheets {string.Join(", ", names.Take(12).Select(name => $"\"{name}\""))}");
        if (others.Count > 0)
        {
            reading.Report(new Problem("other-sheets", Severity.Warning, Whose.Ours, null, string.Join(", ", others),
                $"sheet \"{found.Sheet}\" was read; the others look like lists too and were not: name the right one as list.sheet in the connector file"));
        }

        return found;
    }

    /// <summary>Turns what the reader throws at a damaged file, which is whatever its parsers meet, into a fault of the source.</summary>
    private static T Guarded<T>(Uri url, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidPasswordException e)
        {
            throw ListFaults.Protected(url, e);
        }
        catch (Exception e) when (e is not (SourceException or OperationCanceledException or OutOfMemoryException))
        {
            throw ListFaults.Broken(url, e);
        }
    }
}

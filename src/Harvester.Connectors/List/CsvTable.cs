using System.Runtime.CompilerServices;
using Harvester.Connectors.Fetching;

namespace Harvester.Connectors.List;

/// <summary>A list as CSV, or separated by tabs or semicolons: by whatever gives the best head.</summary>
internal sealed class CsvTable : IListTable
{
    private const int CharactersToSearch = 64 << 10;
    private static readonly char[] Separators = [',', '\t', ';', '|'];

    private readonly CharsetReader text;
    private readonly CsvRecords records;

    private CsvTable(CharsetReader text, CsvRecords records, ListHeader header)
    {
        this.text = text;
        this.records = records;
        Header = header;
    }

    public ListHeader Header { get; }

    /// <exception cref="Core.Model.SourceException"><c>empty-list</c>; <c>not-a-list</c>: no head.</exception>
    public static async Task<CsvTable> OpenAsync(CharsetReader text, Uri url, ListColumns columns, CancellationToken cancellationToken)
    {
        var start = await StartAsync(text, cancellationToken);
        if (string.IsNullOrWhiteSpace(start))
            throw ListFaults.NoRows(url);
        (ListHead Head, char Separator)? best = null;
        foreach (var separator in Separators)
        {
            var head = ListHead.Find(await TopAsync(new CsvRecords(new StringReader(start), separator), cancellationToken), columns);
            if (head is not null && head.Known > (best?.Head.Known ?? 0))
                best = (head, separator);
        }

        if (best is not { } found)
            throw ListFaults.NoHeader(url, $"none of the first {ListHead.RowsToSearch} rows");
        var records = new CsvRecords(new PrefixedText(start, text), found.Separator) { Width = found.Head.Header.Cells.Count };
        while (await records.ReadAsync(cancellationToken) is { } line && line.Number < found.Head.Last)
        {
        }

        return new CsvTable(text, records, found.Head.Header);
    }

    public string Where(long number) => $"line {number}";

    public async IAsyncEnumerable<ListLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await records.ReadAsync(cancellationToken) is { } line)
            yield return line;
    }

    public ValueTask DisposeAsync()
    {
        text.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<string> StartAsync(CharsetReader text, CancellationToken cancellationToken)
    {
        var start = new char[CharactersToSearch];
        var length = 0;
        while (length < start.Length && await text.ReadAsync(start.AsMemory(length), cancellationToken) is > 0 and var count)
            length += count;
        return new string(start, 0, length);
    }

    private static async Task<List<ListLine>> TopAsync(CsvRecords records, CancellationToken cancellationToken)
    {
        var top = new List<ListLine>();
        while (top.Count < ListHead.RowsToSearch && await records.ReadAsync(cancellationToken) is { } line)
            top.Add(line);
        return top;
    }
}

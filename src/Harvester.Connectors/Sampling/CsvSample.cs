using Harvester.Connectors.Fetching;
using Harvester.Connectors.List;
using Harvester.Core.Assessment.StandardDatasets;

namespace Harvester.Connectors.Sampling;

/// <summary>The first rows of a CSV, or of what is separated by tabs or semicolons, from its first bytes.</summary>
internal static class CsvSample
{
    private static readonly char[] Separators = [',', '\t', ';', '|'];

    /// <param name="isWhole">False: the bytes may end in the middle of a row, which is left out, and of a character.</param>
    /// <returns>At most <see cref="HeaderRow.RowsToSearch"/> rows, by the separator that gives the widest one.</returns>
    public static async Task<IReadOnlyList<IReadOnlyList<string>>> RowsAsync(byte[] bytes, bool isWhole, string? charset, CancellationToken cancellationToken)
    {
        var encoding = Charsets.Choose(bytes, isWhole, new CharsetHints(Header: charset)).Encoding;
        var text = encoding.GetString(bytes).TrimStart('\uFEFF');
        if (!isWhole && text.AsSpan().LastIndexOfAny('\n', '\r') is var end and > 0)
            text = text[..end];
        IReadOnlyList<IReadOnlyList<string>> best = [];
        foreach (var separator in Separators)
        {
            var rows = await RowsAsync(text, separator, cancellationToken);
            if (Width(rows) > Width(best))
                best = rows;
        }

        return best;
    }

    private static int Width(IReadOnlyList<IReadOnlyList<string>> rows) => rows.Count == 0 ? 0 : rows.Max(row => row.Count);

    private static async Task<List<IReadOnlyList<string>>> RowsAsync(string text, char separator, CancellationToken cancellationToken)
    {
        var records = new CsvRecords(new StringReader(text), separator);
        var rows = new List<IReadOnlyList<string>>();
        while (rows.Count < HeaderRow.RowsToSearch && await records.ReadAsync(cancellationToken) is { } line)
            rows.Add(line.Cells);
        return rows;
    }
}

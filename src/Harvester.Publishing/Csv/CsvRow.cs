using System.Buffers;
using System.Text;

namespace Harvester.Publishing.Csv;

/// <summary>
/// Writes one row by RFC 4180, section 2. A cell that begins with a character at which spreadsheets start a formula gets an apostrophe
/// before it (OWASP, "CSV Injection"), the full-width forms included: Japanese editions of Excel take them for the plain ones.
/// </summary>
public static class CsvRow
{
    private static readonly SearchValues<char> StartsFormula = SearchValues.Create("=+-@\t\r\n＝＋－＠");
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n");

    /// <summary>Appends the cells and the end of the row.</summary>
    public static void Append(StringBuilder row, IEnumerable<string?> cells)
    {
        var first = true;
        foreach (var cell in cells)
        {
            if (!first)
                row.Append(',');
            first = false;
            AppendCell(row, cell);
        }

        row.Append("\r\n");
    }

    private static void AppendCell(StringBuilder row, string? cell)
    {
        if (string.IsNullOrEmpty(cell))
            return;
        var quoted = cell.AsSpan().ContainsAny(NeedsQuotes);
        if (quoted)
            row.Append('"');
        if (StartsFormula.Contains(cell[0]))
            row.Append('\'');
        if (quoted)
            row.Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        else
            row.Append(cell);
    }
}

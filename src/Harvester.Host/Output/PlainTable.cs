using System.Globalization;
using Harvester.Host.Scheduling;
using Spectre.Console;

namespace Harvester.Host.Output;

/// <summary>
/// A table without frame for a terminal of 80 columns: nothing is folded or cut, so that an id can be copied. (Spectre's own table folds cells
/// where the terminal is narrow, ids and states included.)
/// </summary>
internal sealed class PlainTable
{
    private readonly (string Head, bool Right)[] columns;
    private readonly List<string[]> rows = [];

    /// <param name="heads">A leading <c>&gt;</c> sets a column of figures right.</param>
    public PlainTable(params IEnumerable<string> heads) => columns = [.. heads.Select(h => (h.TrimStart('>'), h.StartsWith('>')))];

    /// <summary>An instant in Japan, to the minute.</summary>
    public static string Local(DateTimeOffset? instant) =>
        instant is { } at ? TimeZoneInfo.ConvertTime(at, Schedule.Japan).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "–";

    /// <param name="cells">As markup: what is not ours is escaped by the caller.</param>
    public PlainTable Row(params IEnumerable<string> cells)
    {
        rows.Add([.. cells]);
        return this;
    }

    public void Print(IAnsiConsole console)
    {
        var widths = columns.Select((c, at) => rows.Select(r => Width(r[at])).Append(Width(c.Head)).Max()).ToArray();
        // The widest line may be wider than the terminal: then the terminal folds it, and no cell is lost.
        Line(console, [.. columns.Select(c => $"[bold]{c.Head}[/]")], widths);
        foreach (var row in rows)
            Line(console, row, widths);
    }

    private void Line(IAnsiConsole console, string[] cells, int[] widths)
    {
        var padded = cells.Select((cell, at) =>
        {
            var space = new string(' ', widths[at] - Width(cell));
            return columns[at].Right ? space + cell : at == cells.Length - 1 ? cell : cell + space;
        });
        console.MarkupLine(string.Join("  ", padded).TrimEnd());
    }

    private static int Width(string cell) => Markup.Remove(cell).GetCellWidth();
}

using System.Globalization;
using AngleSharp.Dom;

namespace Harvester.Connectors.Html.Layout;

/// <summary>
/// A table as rows and columns of slots, by the table forming algorithm of the HTML standard (Living Standard, section 4.9.12). Spans that
/// reach beyond their row group end with it; where cells overlap, the one that began above keeps its slot.
/// </summary>
internal sealed class TableGrid
{
    /// <summary>The standard's limit of a colspan; more columns are no table that anybody reads.</summary>
    public const int MostColumns = 1000;

    /// <summary>More slots are refused, not cut: a table cut short would be a catalogue cut short.</summary>
    public const int MostSlots = 1_000_000;

    private readonly List<GridCell[]> rows = [];

    private TableGrid()
    {
    }

    /// <summary>The rows in the order in which they are shown, each with the cells that cover it from left to right.</summary>
    public IReadOnlyList<IReadOnlyList<GridCell>> Rows => rows;

    /// <summary>The <c>tr</c> of each row.</summary>
    public IReadOnlyList<IElement> Elements { get; private set; } = [];

    /// <summary>Columns in which a cell begins. What reaches further only spans more than there is.</summary>
    public int Width { get; private set; }

    /// <summary>The grid, or null for one of more than <see cref="MostSlots"/> slots or <see cref="MostColumns"/> columns.</summary>
    public static TableGrid? Of(IElement table)
    {
        var grid = new TableGrid();
        var elements = new List<IElement>();
        long covering = 0;
        foreach (var group in Groups(table))
        {
            var free = new int[MostColumns]; // the group's row from which on the column is free
            var above = new List<GridCell>();
            for (var y = 0; y < group.Count; y++)
            {
                var first = grid.rows.Count - y;
                above.RemoveAll(cell => cell.Row + cell.Height <= first + y);
                var row = new List<GridCell>(above);
                var x = 0;
                foreach (var element in group[y].Children.Where(child => child.LocalName is "td" or "th"))
                {
                    while (x < MostColumns && free[x] > y)
                        x++;
                    if (x == MostColumns)
                        return null;
                    var width = Math.Min(Span(element, "colspan", MostColumns) is var w and > 0 ? w : 1, MostColumns - x);
                    var height = Span(element, "rowspan", 65534) is var h and > 0 ? Math.Min(h, group.Count - y) : group.Count - y;
                    var cell = new GridCell(element, first + y, x, height, width);
                    row.Add(cell);
                    if (height > 1)
                        above.Add(cell);
                    for (var covered = x; covered < x + width; covered++)
                        free[covered] = Math.Max(free[covered], y + height);
                    grid.Width = Math.Max(grid.Width, x + 1);
                    x += width;
                }

                covering += row.Count;
                if (covering > MostSlots)
                    return null;
                // Stable, and the cells from above come first: they keep their slots.
                grid.rows.Add([.. row.OrderBy(cell => cell.Column)]);
                elements.Add(group[y]);
            }
        }

        grid.Elements = elements;
        return (long)grid.rows.Count * grid.Width > MostSlots ? null : grid;
    }

    /// <summary>The cell of each column of a row, null where there is none.</summary>
    public GridCell?[] Slots(int row)
    {
        var slots = new GridCell?[Width];
        foreach (var cell in rows[row].OrderBy(cell => cell.Row))
        {
            for (var column = cell.Column; column < Math.Min(Width, cell.Column + cell.Width); column++)
                slots[column] ??= cell;
        }

        return slots;
    }

    /// <summary>Row groups as shown: <c>tfoot</c> comes last. Rows outside of any group make one.</summary>
    private static IEnumerable<IReadOnlyList<IElement>> Groups(IElement table)
    {
        var last = new List<IReadOnlyList<IElement>>();
        var loose = new List<IElement>();
        foreach (var child in table.Children)
        {
            if (child.LocalName == "tr")
            {
                loose.Add(child);
                continue;
            }

            if (child.LocalName is not ("thead" or "tbody" or "tfoot"))
                continue;
            if (loose.Count > 0)
            {
                yield return loose;
                loose = [];
            }

            IReadOnlyList<IElement> group = [.. child.Children.Where(row => row.LocalName == "tr")];
            if (child.LocalName == "tfoot")
                last.Add(group);
            else
                yield return group;
        }

        if (loose.Count > 0)
            yield return loose;
        foreach (var group in last)
            yield return group;
    }

    /// <summary>Rules for parsing non-negative integers (section 2.3.4.2); 1 where there is none, and at most <paramref name="most"/>. A rowspan of 0 means to the end.</summary>
    private static int Span(IElement cell, string attribute, int most)
    {
        var text = cell.GetAttribute(attribute).AsSpan().Trim().TrimStart('+');
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
            digits++;
        if (digits == 0)
            return 1;
        return long.TryParse(text[..Math.Min(digits, 18)], NumberStyles.None, CultureInfo.InvariantCulture, out var span) ? (int)Math.Min(span, most) : most;
    }
}

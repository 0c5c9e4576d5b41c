using AngleSharp.Dom;
using Harvester.Connectors.Definitions;
using Harvester.Core.Model;

namespace Harvester.Connectors.Html.Layout;

/// <summary>
/// Makes items of a table's rows: in place, each row gets one cell per column of the grid, with copies of the cells that span it, so that
/// <c>td:nth-child(3)</c> is the third column whatever spans.
/// </summary>
internal sealed class TableLayout(HtmlItems items, IReadOnlyList<NeededColumn> needed)
{
    private static readonly string[] DittoWords = ["同上", "〃", "″", "\"", "''", "''", "々", "ヽ", "\u2033", "\u2032\u2032"];

    public void Lay(IElement table, PageTables tables, ItemsFound found)
    {
        if (TableGrid.Of(table) is not { } grid)
        {
            found.Lacks.Add($"A table that matches \"{items.Select}\" has more than {TableGrid.MostColumns} columns or {TableGrid.MostSlots} cells; it was not read.");
            return;
        }

        var rows = TableRows.Of(grid, items.Head, out var heads, out var lost);
        foreach (var row in lost)
        {
            found.Problems.Add(new Problem("full-width-row", Severity.Info, Whose.Source, null, ElementText.Clean(ElementText.Of(grid.Elements[row])),
                "A row of one cell over all columns is a heading of those below; the links in it were not taken."));
        }

        if (rows.Count == 0)
        {
            // What is linked may well be data: only a table without a link has nothing to lose.
            if (table.QuerySelector("a[href]") is not null)
                found.Lacks.Add($"A table that matches \"{items.Select}\" has links, but only heads and rows of one cell over all columns; nothing of it was taken. If it is none of the data, leave it out by a narrower selector.");
            return;
        }

        if (needed.FirstOrDefault(column => !column.IsIn(heads)) is { } lacking)
        {
            found.Lacks.Add($"{lacking} is not among {heads} of a table that matches \"{items.Select}\"; its {rows.Count} rows were not taken.");
            return;
        }

        if (items.Layout == HtmlLayout.Cells)
            Cells(grid, rows, tables, found);
        else
            Rows(grid, rows, tables, found);
    }

    private static void Cells(TableGrid grid, IReadOnlyList<TableRow> rows, PageTables tables, ItemsFound found)
    {
        foreach (var row in rows)
        {
            foreach (var cell in grid.Rows[row.Index].Where(cell => cell.Row == row.Index && !cell.IsBlank))
            {
                tables.AddCell(cell.Element, row.Laid, cell.Column);
                found.Items.Add(cell.Element);
            }
        }
    }

    private void Rows(TableGrid grid, IReadOnlyList<TableRow> rows, PageTables tables, ItemsFound found)
    {
        // All slots are known before the first cell is moved.
        var slots = rows.Select(row => grid.Slots(row.Index)).ToArray();
        var sizes = new Dictionary<GridCell, int>();
        string? section = null;
        var above = new Dictionary<int, GridCell>();
        for (var index = 0; index < rows.Count; index++)
        {
            var (row, element) = (rows[index], grid.Elements[rows[index].Index]);
            if (row.Laid.Section != section)
                above.Clear();
            section = row.Laid.Section;
            foreach (var column in items.Ditto.SelectMany(name => row.Laid.Heads.Find([name])))
                Repeat(slots[index], column, above);
            if (!Fill(element, row.Index, slots[index], sizes, tables))
            {
                found.Lacks.Add($"A table that matches \"{items.Select}\" repeats large cells over many rows; it was read up to row {row.Index + 1} only.");
                return;
            }

            tables.AddRow(element, row.Laid);
            found.Items.Add(element);
        }
    }

    private static void Repeat(GridCell?[] slots, int column, Dictionary<int, GridCell> above)
    {
        if (slots[column] is { } cell && !cell.IsBlank && !DittoWords.Contains(cell.Words))
            above[column] = cell;
        else if (above.GetValueOrDefault(column) is { } repeated)
            slots[column] = repeated;
    }

    private static bool Fill(IElement element, int index, GridCell?[] slots, Dictionary<GridCell, int> sizes, PageTables tables)
    {
        var cells = new List<INode>();
        GridCell? used = null;
        foreach (var cell in slots)
        {
            if (cell is null)
                cells.Add(element.Owner!.CreateElement("td"));
            else if (cell.Row == index && cell != used && cell.Element.ParentElement == element && !cells.Contains(cell.Element))
                cells.Add((used = cell).Element);
            else
            {
                if (!sizes.TryGetValue(cell, out var size))
                    sizes[cell] = size = 1 + cell.Element.Descendants().Count();
                if ((tables.CopiesLeft -= size) < 0)
                    return false;
                cells.Add(cell.Element.Clone());
            }
        }

        foreach (var child in element.Children.ToArray())
            child.Remove();
        foreach (var cell in cells.OfType<IElement>())
        {
            cell.RemoveAttribute("rowspan");
            cell.RemoveAttribute("colspan");
            element.AppendChild(cell);
        }

        return true;
    }
}

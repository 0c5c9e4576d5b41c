namespace Harvester.Connectors.Html.Layout;

/// <summary>Tells a table's rows apart: heads, full-width rows, blank ones and those that are items.</summary>
internal static class TableRows
{
    /// <param name="head">Number of head rows; null: those of <c>thead</c> and those of <c>th</c> alone.</param>
    /// <param name="heads">Those of the last head; of a headless table they are without words.</param>
    /// <param name="lost">Full-width rows that hold links, which no item will have.</param>
    public static IReadOnlyList<TableRow> Of(TableGrid grid, int? head, out ColumnHeads heads, out IReadOnlyList<int> lost)
    {
        var rows = new List<TableRow>();
        var lostRows = new List<int>();
        var headRows = new List<int>();
        var headWords = new HashSet<string>();
        var wasHead = true;
        string? section = null;
        heads = new ColumnHeads(grid, []);
        for (var index = 0; index < grid.Rows.Count; index++)
        {
            var cells = grid.Rows[index];
            if (cells.All(cell => cell.IsBlank))
                continue;
            if (FullWidth(grid, index) is { } whole)
            {
                section = TitleWords.WithoutBullets(ElementText.Clean(ElementText.Of(whole.Element)));
                if (whole.Element.QuerySelector("a[href]") is not null)
                    lostRows.Add(index);
                // What follows a full-width row in the middle of a table may be a second head, but is no storey of the first.
                wasHead = wasHead && rows.Count == 0;
                continue;
            }

            if (IsHead(grid, index, head, headRows.Count, rows.Count))
            {
                var words = Words(grid, index);
                if (headWords.Contains(words) && rows.Count > 0)
                    continue;
                if (!wasHead)
                {
                    headRows.Clear();
                    headWords.Clear();
                }

                headRows.Add(index);
                headWords.Add(words);
                heads = new ColumnHeads(grid, headRows);
                wasHead = true;
                continue;
            }

            if (headWords.Contains(Words(grid, index)))
                continue;
            wasHead = false;
            rows.Add(new TableRow(index, new LaidRow(heads, section)));
        }

        lost = lostRows;
        return rows;
    }

    private static bool IsHead(TableGrid grid, int index, int? head, int heads, int items)
    {
        if (head is { } count && items == 0)
            return heads < count;
        var cells = grid.Rows[index].Where(cell => !cell.IsBlank).ToArray();
        return head != 0
            && ((items == 0 && head is null && grid.Elements[index].ParentElement?.LocalName == "thead")
                // A row of a single cell over a single column may be one of a list whose names are all th.
                || (cells.All(cell => cell.IsHead) && (grid.Width > 1 || index == 0) && cells.Any(cell => cell.Row == index)));
    }

    /// <summary>The one cell of a row over all columns, or the only cell that stands in a row without links; null for a row of a table of one column.</summary>
    private static GridCell? FullWidth(TableGrid grid, int index)
    {
        if (grid.Width < 2 || grid.Rows[index] is not [{ Column: 0 } only] || only.Height > 1)
            return null;
        return only.Width >= grid.Width || (only.Element.QuerySelector("a[href]") is null && only.Row == index) ? only : null;
    }

    private static string Words(TableGrid grid, int index) => string.Join('|', grid.Rows[index].Select(cell => cell.Words));
}

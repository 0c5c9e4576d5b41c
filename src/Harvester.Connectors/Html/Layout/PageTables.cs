using AngleSharp.Dom;

namespace Harvester.Connectors.Html.Layout;

/// <summary>What the tables of a page say of the elements in them: heads, full-width rows.</summary>
internal sealed class PageTables
{
    private readonly Dictionary<IElement, LaidRow> laid = [];
    private readonly Dictionary<IElement, int> columns = [];
    private readonly Dictionary<IElement, StandingTable?> standing = [];

    /// <summary>Nodes that may still be copied into spanned slots of this page.</summary>
    public int CopiesLeft { get; set; } = 500_000;

    /// <summary>A row that was laid out: one cell per column.</summary>
    public void AddRow(IElement row, LaidRow what) => laid[row] = what;

    /// <summary>A cell that is an item of its own.</summary>
    public void AddCell(IElement cell, LaidRow what, int column)
    {
        laid[cell] = what;
        columns[cell] = column;
    }

    /// <summary>The item made of a table that an element is, or stands in.</summary>
    public (IElement Element, LaidRow Laid)? ItemOf(IElement? element)
    {
        for (; element is not null; element = element.ParentElement)
        {
            if (laid.TryGetValue(element, out var row))
                return (element, row);
        }

        return null;
    }

    /// <summary>The head of the column that an element stands in, or null.</summary>
    public string? ColumnHead(IElement element) => First(element, (cell, row) =>
        columns.TryGetValue(cell, out var column) ? laid[cell].Heads.Of(column)
        : laid.TryGetValue(row, out var item) ? item.Heads.Of(Index(cell, row))
        : Table(row)?.ColumnHead(cell));

    /// <summary>The words of the first cell of the row that an element stands in, unless that cell holds the element; or null.</summary>
    public string? RowHead(IElement element) => First(element, (cell, row) =>
    {
        var head = laid.ContainsKey(row) ? row.FirstElementChild : Table(row)?.RowHead(cell);
        var words = head is null || head == cell ? "" : ElementText.Clean(ElementText.Of(head));
        return words.Length == 0 ? null : words;
    });

    /// <summary>The first answer of the cells around an element, from within.</summary>
    private static string? First(IElement element, Func<IElement, IElement, string?> ask)
    {
        for (var around = element; around is not null; around = around.ParentElement)
        {
            if (around.LocalName is "td" or "th" && around.ParentElement is { LocalName: "tr" } row && ask(around, row) is { } answer)
                return answer;
        }

        return null;
    }

    private static int Index(IElement cell, IElement row) => row.Children.TakeWhile(child => child != cell).Count();

    private StandingTable? Table(IElement row)
    {
        var table = row.ParentElement;
        while (table is not null && table.LocalName != "table")
            table = table.ParentElement;
        if (table is null)
            return null;
        if (!standing.TryGetValue(table, out var known))
            standing[table] = known = TableGrid.Of(table) is { } grid ? new StandingTable(grid) : null;
        return known;
    }

    /// <summary>A table that was not laid out, such as one that is a record as a whole.</summary>
    private sealed class StandingTable
    {
        private readonly TableGrid grid;
        private readonly ColumnHeads heads;
        private readonly Dictionary<IElement, GridCell> cells = [];

        public StandingTable(TableGrid grid)
        {
            this.grid = grid;
            _ = TableRows.Of(grid, null, out heads, out _);
            foreach (var cell in grid.Rows.SelectMany(row => row))
                cells.TryAdd(cell.Element, cell);
        }

        public string? ColumnHead(IElement cell) => cells.TryGetValue(cell, out var known) ? heads.Of(known.Column) : null;

        public IElement? RowHead(IElement cell) => cells.TryGetValue(cell, out var known) ? grid.Slots(known.Row).FirstOrDefault()?.Element : null;
    }
}

namespace Harvester.Connectors.Definitions;

/// <summary>What the table around an element says of it; see <see cref="HtmlValue.From"/>.</summary>
public enum HtmlFrom
{
    /// <summary>The full-width row above.</summary>
    Section,

    /// <summary>The head of its column; several storeys are joined by a space.</summary>
    ColumnHead,

    /// <summary>The first cell of its row.</summary>
    RowHead,

    /// <summary>The row's head and the column's, or the element's own words where the column has none: 「令和4年 7月」.</summary>
    Heads,
}

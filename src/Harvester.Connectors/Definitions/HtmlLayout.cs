namespace Harvester.Connectors.Definitions;

/// <summary>How the elements that <c>select</c> matches are laid out before selectors look into them.</summary>
public enum HtmlLayout
{
    /// <summary>Each is an item as it stands.</summary>
    Elements,

    /// <summary>Each is a table; an item is a row of its grid, with one cell per column.</summary>
    Table,

    /// <summary>Each is a table; an item is a cell that is not blank.</summary>
    Cells,

    /// <summary>Each begins an item, to which its siblings belong up to the next one, a heading of its level or above, or <c>until</c>.</summary>
    Sections,

    /// <summary>Each holds lines divided by <c>br</c>; an item is a line.</summary>
    Lines,
}

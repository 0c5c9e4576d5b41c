namespace Harvester.Connectors.Html.Layout;

/// <summary>What a table says of one of its rows (or cells) that became an item.</summary>
/// <param name="Section">Words of the full-width row above, or null.</param>
internal sealed record LaidRow(ColumnHeads Heads, string? Section);

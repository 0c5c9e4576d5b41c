namespace Harvester.Connectors.Html.Layout;

/// <summary>A row of a table that is an item.</summary>
/// <param name="Index">Its place in <see cref="TableGrid.Rows"/>.</param>
internal sealed record TableRow(int Index, LaidRow Laid);

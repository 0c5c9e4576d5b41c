using AngleSharp.Dom;

namespace Harvester.Connectors.Html.Layout;

/// <summary>What a table says of one of its rows (or cells) that became an item.</summary>
/// <param name="Section">Words of the full-width row above, or null.</param>
internal sealed record LaidRow(ColumnHeads Heads, string? Section)
{
    /// <summary>The head of each column (as <see cref="Fold"/> has it, "" without one) and the row's cell in it.</summary>
    public IEnumerable<(string Label, IReadOnlyList<IElement> Values)> Labels(IElement row) =>
        row.Children.Take(Heads.Count).Select((cell, column) => (Fold.Of(Heads.Of(column) ?? ""), (IReadOnlyList<IElement>)[cell]));
}

namespace Harvester.Web.Tables;

/// <summary>Makes a row of a <see cref="Table"/>.</summary>
internal static class Cells
{
    public static IReadOnlyList<Cell> Of(IReadOnlyList<Cell> cells) => cells;
}

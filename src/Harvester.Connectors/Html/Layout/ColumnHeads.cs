namespace Harvester.Connectors.Html.Layout;

/// <summary>The heads of a table's columns; one may have several storeys (「ダウンロード」 over 「CSV」 and 「Excel」).</summary>
internal sealed class ColumnHeads
{
    private readonly List<string>[] storeys;
    private readonly string[] joined;
    private readonly string[] folded;
    private readonly string[] lowest;

    /// <param name="rows">The head rows, from above.</param>
    public ColumnHeads(TableGrid grid, IReadOnlyList<int> rows)
    {
        storeys = [.. Enumerable.Range(0, grid.Width).Select(_ => new List<string>())];
        foreach (var slots in rows.Select(grid.Slots))
        {
            for (var column = 0; column < grid.Width; column++)
            {
                var words = slots[column] is { } cell ? ElementText.Clean(ElementText.Of(cell.Element)) : "";
                if (words.Length > 0 && (storeys[column].Count == 0 || storeys[column][^1] != words))
                    storeys[column].Add(words);
            }
        }

        joined = [.. storeys.Select(words => string.Join(' ', words))];
        folded = [.. joined.Select(Fold.Of)];
        lowest = [.. storeys.Select(words => words.Count == 0 ? "" : Fold.Of(words[^1]))];
    }

    public bool Any => joined.Any(head => head.Length > 0);

    public int Count => joined.Length;

    /// <summary>A column's head, its storeys joined by a space, or null.</summary>
    public string? Of(int column) => column < joined.Length && joined[column].Length > 0 ? joined[column] : null;

    /// <summary>
    /// The columns (from 0) that the first fitting of these names means: one of digits is a number (from 1); else whose head equals it, or whose lowest storey
    /// does; else the only one that has it within. Empty when none fits.
    /// </summary>
    public IReadOnlyList<int> Find(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (int.TryParse(name, out var number))
            {
                if (number >= 1 && number <= Count)
                    return [number - 1];
                continue;
            }

            var wanted = Fold.Of(name);
            var found = Where(folded, head => head == wanted);
            if (found.Count == 0)
                found = Where(lowest, head => head == wanted);
            if (found.Count > 0)
                return found;
            found = Where(folded, head => head.Contains(wanted, StringComparison.Ordinal));
            if (found.Select(column => folded[column]).Distinct().Count() == 1)
                return found;
        }

        return [];
    }

    /// <summary>For messages: 番号, 施設名, ….</summary>
    public override string ToString() => Any ? string.Join(", ", joined.Where(head => head.Length > 0).Distinct()) : $"{Count} columns without heads";

    private static List<int> Where(string[] heads, Func<string, bool> fits) =>
        [.. Enumerable.Range(0, heads.Length).Where(column => heads[column].Length > 0 && fits(heads[column]))];
}

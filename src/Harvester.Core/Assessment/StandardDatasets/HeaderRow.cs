namespace Harvester.Core.Assessment.StandardDatasets;

/// <summary>Finds a table's header among its first rows, where titles and dates stand before it: the row with most names that any sheet knows.</summary>
public static class HeaderRow
{
    /// <summary>Rows that are looked at.</summary>
    public const int RowsToSearch = 5;

    /// <summary>A title or a row of data has hardly one cell that is a column's name.</summary>
    private const int LeastKnown = 2;

    private const int MostColumns = 300;
    private const int LongestName = 100;

    /// <summary>The header's cells, without empty ones at its end and without the <c>_id</c> that CKAN's DataStore puts first; null: none of the rows is one.</summary>
    public static IReadOnlyList<string>? Find(IReadOnlyList<IReadOnlyList<string>> rows, StandardDatasetVocabulary vocabulary)
    {
        var best = rows.Take(RowsToSearch).MaxBy(Known);
        return best is null || Known(best) < LeastKnown ? null : Cleaned(best);

        int Known(IReadOnlyList<string> row) => row.Take(MostColumns).Select(ColumnName.Key).Distinct().Count(vocabulary.Columns.IsKnown);
    }

    private static List<string> Cleaned(IReadOnlyList<string> row)
    {
        var cells = row.Take(MostColumns).Select(Short).ToList();
        while (cells.Count > 0 && cells[^1].Length == 0)
            cells.RemoveAt(cells.Count - 1);
        if (cells is ["_id", ..])
            cells.RemoveAt(0);
        return cells;
    }

    private static string Short(string cell)
    {
        var name = cell.Trim(' ', '\t', '\r', '\n', '　', '"', '\uFEFF');
        return name.Length <= LongestName ? name : name[..LongestName];
    }
}

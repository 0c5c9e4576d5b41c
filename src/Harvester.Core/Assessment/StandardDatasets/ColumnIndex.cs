using System.Collections.Frozen;

namespace Harvester.Core.Assessment.StandardDatasets;

/// <summary>
/// All columns of all sheets. What a column says of a file is the less the more sheets have it: its weight is the inverse document frequency
/// (Spärck Jones 1972), ln((n + 1) / sheets).
/// </summary>
internal sealed class ColumnIndex
{
    private readonly FrozenDictionary<string, FrozenSet<string>> sheets;
    private readonly FrozenSet<string> prefixes;
    private readonly int count;

    public ColumnIndex(IReadOnlyList<StandardDataset> entries)
    {
        Sheets = [.. entries.Where(entry => entry.HasHeader).Select(entry => new SheetColumns(entry))];
        count = Sheets.Count(sheet => sheet.All.Count > 0);
        sheets = Sheets.SelectMany(sheet => sheet.All, (sheet, column) => (column, sheet.Standard.Id)).GroupBy(pair => pair.column)
            .ToFrozenDictionary(pairs => pairs.Key, pairs => pairs.Select(pair => pair.Id).ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);
        prefixes = Sheets.SelectMany(sheet => sheet.Prefixes).ToFrozenSet(StringComparer.Ordinal);
    }

    public IReadOnlyList<SheetColumns> Sheets { get; }

    /// <summary>How many sheets have the column in one of their forms.</summary>
    public int SheetsWith(string key) => sheets.TryGetValue(key, out var with) ? with.Count : 0;

    /// <summary>Known to any sheet, or known behind a sheet's prefix.</summary>
    public bool IsKnown(string key) =>
        sheets.ContainsKey(key) || prefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal) && sheets.ContainsKey(key[prefix.Length..]));

    public double Weight(IEnumerable<string> keys) => keys.Sum(key => Math.Log((count + 1.0) / Math.Max(1, SheetsWith(key))));
}

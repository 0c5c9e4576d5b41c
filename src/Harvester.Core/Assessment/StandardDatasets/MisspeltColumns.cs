using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;

namespace Harvester.Core.Assessment.StandardDatasets;

/// <summary>Columns that a file lacks under a name that it nearly has: 所在地_連結標記 for 所在地_連結表記.</summary>
internal static class MisspeltColumns
{
    /// <param name="others">Key → name of the file's columns that no sheet has: a name that is right in another sheet (名称_英字, 名称_英語) is no slip.</param>
    /// <param name="missing">Key → name of the form's columns that the file lacks.</param>
    public static List<MisspeltColumn> Of(IEnumerable<KeyValuePair<string, string>> others, IReadOnlyDictionary<string, string> missing)
    {
        var found = new List<MisspeltColumn>();
        foreach (var (key, name) in others)
        {
            // Of two that are as near, neither is meant for certain.
            var nearest = missing.Select(column => (column.Value, Slips: Slips(key, column.Key))).Where(column => column.Slips is not null)
                .GroupBy(column => column.Slips).MinBy(columns => columns.Key)?.ToArray();
            if (nearest is [var (meant, _)] && !found.Exists(one => one.Meant == meant))
                found.Add(new MisspeltColumn(name, meant));
        }

        return found;
    }

    /// <summary>How far two names are apart; null: too far for a slip.</summary>
    private static int? Slips(string written, string meant)
    {
        var most = meant.Length >= 8 ? 2 : meant.Length >= 4 ? 1 : 0;
        if (Math.Abs(written.Length - meant.Length) > most || WithoutDigits(written).SequenceEqual(WithoutDigits(meant)))
            return null;
        return EditDistance.Of(written, meant) is var slips && slips <= most ? slips : null;
    }

    // 画像3 is no slip for 画像2.
    private static IEnumerable<char> WithoutDigits(string key) => key.Where(c => !char.IsAsciiDigit(c));
}

namespace Harvester.Connectors.List;

/// <summary>Where a table's head is: below titles, dates and notes, in one row or in two (「データセット」 over 「タイトル」「概要」).</summary>
/// <param name="Last">Number of its last line.</param>
/// <param name="Known">How many of its columns are known.</param>
internal sealed record ListHead(ListHeader Header, long Last, int Known)
{
    /// <summary>A title or a note has hardly one word that is a column's name.</summary>
    private const int LeastKnown = 2;

    /// <summary>How many rows at the top are looked at.</summary>
    public const int RowsToSearch = 30;

    /// <summary>The row, or pair of rows, with most known columns; null when none has two.</summary>
    public static ListHead? Find(IReadOnlyList<ListLine> rows, ListColumns columns)
    {
        ListHead? best = null;
        for (var i = 0; i < Math.Min(rows.Count, RowsToSearch); i++)
        {
            Consider(rows[i].Cells, rows[i].Number, 0);
            if (i + 1 < rows.Count)
                Consider(Joined(rows[i].Cells, rows[i + 1].Cells, columns), rows[i + 1].Number, Count(rows[i + 1].Cells));
        }

        return best;

        // two rows are a head only where they say more than either alone: the second is a row of data otherwise
        void Consider(string[] cells, long last, int alone)
        {
            var known = Count(cells);
            if (known >= LeastKnown && known > alone && known > (best?.Known ?? 0))
                best = new ListHead(new ListHeader(columns, cells), last, known);
        }

        int Count(string[] cells) => cells.Where(columns.IsKnown).Select(columns.NameOf).Distinct(StringComparer.Ordinal).Count();
    }

    private static string[] Joined(string[] upper, string[] lower, ListColumns columns)
    {
        var joined = new string[Math.Max(upper.Length, lower.Length)];
        var group = "";
        for (var i = 0; i < joined.Length; i++)
        {
            var own = i < upper.Length ? upper[i] : "";
            var below = i < lower.Length ? lower[i] : "";
            if (!string.IsNullOrWhiteSpace(own))
                group = own;
            joined[i] = string.IsNullOrWhiteSpace(below) || below == own ? own
                : new[] { $"{group}_{below}", below, own }.FirstOrDefault(columns.IsKnown) ?? $"{group}_{below}".Trim('_');
        }

        return joined;
    }
}

namespace Harvester.Connectors.List;

/// <summary>The recognised header of a list: the names under which cells are kept, and which columns say what a row is about.</summary>
internal sealed class ListHeader
{
    /// <summary>Columns that a list may lack, by what they are for; without one, that much less is known of every dataset.</summary>
    private static readonly (string What, string[] Names)[] Wanted =
    [
        ("description", ["データセット_概要", "データ概要", "データの概要", "概要", "説明", "内容"]),
        ("format", ["ファイル_形式", "データ形式", "公開形式", "形式", "拡張子"]),
        ("licence", ["ファイル_ライセンス", "データセット_ライセンス", "ライセンス", "利用ライセンス"]),
        ("date of the last change", ["データセット_最終更新日", "ファイル_最終更新日", "最終更新日", "更新日", "データ更新日"]),
    ];

    /// <summary>As the crosswalk has them; ファイル_最終更新日 speaks of the file.</summary>
    private static readonly string[] Changes = ["データセット_最終更新日", "最終更新日", "更新日", "データ更新日"];

    private static readonly string[] Licences = ["ファイル_ライセンス", "ライセンス", "利用ライセンス"];

    private readonly ListColumns columns;

    public ListHeader(ListColumns columns, IReadOnlyList<string> cells)
    {
        this.columns = columns;
        Cells = cells;
        var width = cells.Count;
        while (width > 0 && string.IsNullOrWhiteSpace(cells[width - 1]))
            width--; // a comma too many at the end of every line
        Names = Distinct([.. cells.Take(width).Select(columns.NameOf)]);
        Id = First(ListColumns.Ids);
        Number = First(ListColumns.Numbers);
        Title = First(columns.Titles);
        Pages = Places(ListColumns.Pages);
        Addresses = Places(ListColumns.Addresses);
        Accesses = Places(columns.Accesses);
        Downloads = Places(columns.Downloads);
        IsOfFile = [.. Names.Select(columns.IsOfFile)];
    }

    /// <summary>As they stand, with empty ones at the end.</summary>
    public IReadOnlyList<string> Cells { get; }

    /// <summary>In the standard's spelling where it has the column, each once; a column without a name has its number.</summary>
    public IReadOnlyList<string> Names { get; }

    public int Id { get; }
    public int Number { get; }
    public int Title { get; }
    public IReadOnlyList<int> Pages { get; }
    public IReadOnlyList<int> Addresses { get; }
    public IReadOnlyList<int> Accesses { get; }
    public IReadOnlyList<int> Downloads { get; }

    /// <summary>Per column, whether it speaks of the row's file.</summary>
    public IReadOnlyList<bool> IsOfFile { get; }

    /// <summary>The columns in which a row states its file's licence.</summary>
    public IReadOnlyList<string> LicenceNames => [.. Places(Licences).Select(place => Names[place])];

    /// <summary>The columns in which a row states when its dataset was last changed, the best first.</summary>
    public IReadOnlyList<string> ChangeNames => [.. Places(Changes).Select(place => Names[place])];

    public bool HasAddresses => Pages.Count + Addresses.Count + Accesses.Count + Downloads.Count > 0;

    /// <summary>What the list has no column for, in words.</summary>
    public IEnumerable<string> Missing => (HasAddresses ? [] : new[] { "address" }).Concat(Wanted.Where(one => Places(one.Names).Count == 0).Select(one => one.What));

    public IEnumerable<string> Unknown => Names.Where((name, i) => !string.IsNullOrWhiteSpace(Cells[i]) && !columns.IsKnown(Cells[i]) && !columns.IsKnown(name));

    /// <summary>Whether a row is the head again, as where a list was put together from several.</summary>
    public bool IsRepeatedBy(IReadOnlyList<string> cells) =>
        cells.Count >= Names.Count && Enumerable.Range(0, Names.Count).All(i => columns.NameOf(cells[i]) is var name && (name == Names[i] || name == columns.NameOf(Cells[i])));

    private int First(IReadOnlyList<string> names) => Places(names) is [var first, ..] ? first : -1;

    private IReadOnlyList<int> Places(IReadOnlyList<string> names) => ListColumns.Places(Names, names);

    private static string[] Distinct(string[] cells)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < cells.Length; i++)
        {
            var name = cells[i].Length == 0 ? $"column {i + 1}" : cells[i];
            cells[i] = name;
            for (var copy = 2; !taken.Add(cells[i]); copy++)
                cells[i] = $"{name} ({copy})";
        }

        return cells;
    }
}

using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Connectors.List;

/// <summary>The recognised header of a list: the names under which cells are kept, and which columns say what a row is about.</summary>
internal sealed class ListHeader
{
    private const int LeastKnown = 2;

    private ListHeader(string[] cells)
    {
        Names = Distinct(cells);
        Id = ListColumns.Find(cells, ListColumns.Ids);
        Number = ListColumns.Find(cells, ListColumns.Numbers);
        Title = ListColumns.Find(cells, ListColumns.Titles);
        Url = ListColumns.Find(cells, ListColumns.Urls);
    }

    /// <summary>NFKC, trimmed, each once; a column without a name has its number.</summary>
    public IReadOnlyList<string> Names { get; }

    public int Id { get; }
    public int Number { get; }
    public int Title { get; }
    public int Url { get; }

    /// <summary>The header that a row is, or null when it is none: a title above the table, a note.</summary>
    public static ListHeader? Of(string[] cells) => cells.Count(ListColumns.IsKnown) >= LeastKnown ? new ListHeader(cells) : null;

    private static string[] Distinct(string[] cells)
    {
        var names = new string[cells.Length];
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < cells.Length; i++)
        {
            var name = string.Join(' ', Nfkc.Of(cells[i]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            if (name.Length == 0)
                name = $"column {i + 1}";
            names[i] = name;
            for (var copy = 2; !taken.Add(names[i]); copy++)
                names[i] = $"{name} ({copy})";
        }

        return names;
    }
}

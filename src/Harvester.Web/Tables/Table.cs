using Harvester.Core.Assessment;

namespace Harvester.Web.Tables;

/// <summary>A table as a value: a page shows it, and everybody may have it as CSV or JSON (<see cref="TableFile"/>).</summary>
public sealed record Table
{
    /// <summary>Its name in addresses: <c>/tables/NAME.csv</c>.</summary>
    public required string Name { get; init; }

    public required Bilingual Caption { get; init; }
    public required IReadOnlyList<Column> Columns { get; init; }

    /// <summary>As many cells in each as there are columns; the first one names the row.</summary>
    public required IReadOnlyList<IReadOnlyList<Cell>> Rows { get; init; }

    /// <summary>What its file needs to be asked for beside its name, such as <c>code=131032</c>.</summary>
    public string Query { get; init; } = "";

    /// <summary>Rows of the file that the page does not show.</summary>
    public long More { get; init; }

    /// <summary>
    /// The rows by a column: <c>NAME.column</c>, or <c>-NAME.column</c> for the highest first; what is not known comes last. Any other text leaves them as they are.
    /// </summary>
    public Table Sorted(string? by)
    {
        var descending = by?.StartsWith('-') == true;
        var place = Place(by?.TrimStart('-'));
        if (place < 0)
            return this;
        var known = Rows.Where(row => row[place].Value is not null);
        var sorted = descending ? known.OrderByDescending(row => row[place].Value, Values.Instance) : known.OrderBy(row => row[place].Value, Values.Instance);
        return this with { Rows = [.. sorted, .. Rows.Where(row => row[place].Value is null)] };
    }

    private int Place(string? by)
    {
        for (var place = 0; place < Columns.Count; place++)
        {
            if (by == $"{Name}.{Columns[place].Id}")
                return place;
        }

        return -1;
    }

    private sealed class Values : IComparer<object?>
    {
        public static readonly Values Instance = new();

        public int Compare(object? x, object? y) => (x, y) switch
        {
            (Bilingual one, Bilingual other) => string.CompareOrdinal(one.Ja, other.Ja),
            (string one, string other) => string.CompareOrdinal(one, other),
            (long one, long other) => one.CompareTo(other),
            (double one, double other) => one.CompareTo(other),
            (DateTimeOffset one, DateTimeOffset other) => one.CompareTo(other),
            _ => 0,
        };
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Harvester.Search.Searching;

/// <summary>
/// Answers to what was asked before, as long as a state of the index lasts: front pages and lists of facets ask the same over and over. Small pages only, and so many at most.
/// </summary>
internal sealed class KeptResults
{
    private const int Most = 256;
    private const int MostRows = 100;
    private const int Longest = 2000;
    private readonly ConcurrentDictionary<string, SearchResult> results = new(StringComparer.Ordinal);

    /// <param name="today">The day in Japan, which freshness depends on.</param>
    /// <param name="search">Answers what was not asked yet.</param>
    public SearchResult Of(SearchRequest request, DateOnly today, Func<SearchResult> search)
    {
        if (request.Highlight || request.Rows > MostRows || request.FacetLimit is < 0 or > MostRows || Key(request, today) is not { } key)
            return search();
        if (results.TryGetValue(key, out var kept))
            return kept;
        var found = search();
        if (results.Count >= Most)
            results.Clear();
        results[key] = found;
        return found;
    }

    /// <summary>Null: it is long, or depends on the moment.</summary>
    private static string? Key(SearchRequest request, DateOnly today)
    {
        var key = new StringBuilder();
        Add(request.Words);
        Add(request.Query);
        Add(request.CanonicalOnly ? "1" : "0");
        Add(request.Start.ToString(CultureInfo.InvariantCulture));
        Add(request.Rows.ToString(CultureInfo.InvariantCulture));
        Add(request.FacetLimit.ToString(CultureInfo.InvariantCulture));
        Add(today.DayNumber.ToString(CultureInfo.InvariantCulture));
        AddAll(request.Filters);
        AddAll(request.Facets);
        AddAll(request.Sort.Select(sort => sort.Descending ? $"-{sort.Field}" : sort.Field));
        foreach (var (facet, values) in request.Chosen.OrderBy(choice => choice.Key, StringComparer.Ordinal))
        {
            Add(facet);
            AddAll(values);
        }

        var text = key.ToString();
        return text.Length > Longest || text.Contains("NOW", StringComparison.OrdinalIgnoreCase) ? null : text;

        // With their lengths, so that no two requests have one key.
        void Add(string? part) => key.Append(part?.Length ?? -1).Append(':').Append(part).Append(';');

        void AddAll(IEnumerable<string> parts)
        {
            var all = parts.ToList();
            key.Append(all.Count).Append('#');
            all.ForEach(Add);
        }
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Harvester.Search.Searching;

/// <summary>
/// Answers to what was asked before, as long as a state of the index lasts: front pages and lists of facets ask the same over and over, and other harvesters page by page. So many at
/// most, and so many numbers of documents in all of them.
/// </summary>
internal sealed class KeptResults
{
    private const int Most = 256;
    private const int MostRanked = 2_000_000;
    private const int MostCounts = 100;
    private const int Longest = 2000;
    private readonly ConcurrentDictionary<string, Found> results = new(StringComparer.Ordinal);
    private long ranked;

    /// <param name="depth">How many are ranked: the request's own page is no part of what is kept.</param>
    /// <param name="today">The day in Japan, which freshness depends on.</param>
    /// <param name="search">Answers what was not asked yet.</param>
    public Found Of(SearchRequest request, int depth, DateOnly today, Func<Found> search)
    {
        if (request.FacetLimit is < 0 or > MostCounts || Key(request, depth, today) is not { } key)
            return search();
        if (results.TryGetValue(key, out var kept))
            return kept;
        var found = search();
        if (results.Count >= Most || Interlocked.Read(ref ranked) > MostRanked)
        {
            results.Clear();
            Interlocked.Exchange(ref ranked, 0);
        }

        if (results.TryAdd(key, found))
            Interlocked.Add(ref ranked, found.Ranked.Count);
        return found;
    }

    /// <summary>Null: it is long, or depends on the moment.</summary>
    private static string? Key(SearchRequest request, int depth, DateOnly today)
    {
        var key = new StringBuilder();
        Add(request.Words);
        Add(request.Query);
        Add(request.CanonicalOnly ? "1" : "0");
        Add(depth.ToString(CultureInfo.InvariantCulture));
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

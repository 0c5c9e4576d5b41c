using System.Collections.Concurrent;
using Lucene.Net.Util;

namespace Harvester.Search.Searching;

/// <summary>The documents that filters let through, as long as a state of the index lasts: some kilobytes each, and so many at most.</summary>
internal sealed class KeptFilters
{
    private const int Most = 64;
    private const int Longest = 1000;
    private readonly ConcurrentDictionary<string, FixedBitSet> filters = new(StringComparer.Ordinal);

    /// <param name="text">The filter in CKAN's syntax.</param>
    /// <param name="find">Finds them.</param>
    public FixedBitSet Of(string text, Func<string, FixedBitSet> find)
    {
        // The day and the moment are part of what these ask for.
        if (text.Length > Longest || text.Contains("NOW", StringComparison.OrdinalIgnoreCase) || text.Contains("freshness", StringComparison.OrdinalIgnoreCase))
            return find(text);
        if (filters.TryGetValue(text, out var kept))
            return kept;
        var found = find(text);
        if (filters.Count >= Most)
            filters.Clear();
        filters[text] = found;
        return found;
    }
}

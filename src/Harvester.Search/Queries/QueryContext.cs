using Harvester.Core.Assessment.Freshness;
using Harvester.Search.Searching;
using Lucene.Net.Search;

namespace Harvester.Search.Queries;

/// <summary>What a query is read against: a state of the index, and the moment.</summary>
internal sealed record QueryContext(Snapshot Snapshot, DateTimeOffset Now)
{
    /// <summary>Datasets that are today in one of these states; a word that is no state finds nothing.</summary>
    public Query Freshness(IEnumerable<string> states)
    {
        var wanted = states.Select(state => FreshnessStates.Words.ToList().FindIndex(word => word.Equals(state, StringComparison.OrdinalIgnoreCase))).Where(number => number >= 0).ToHashSet();
        return new ConstantScoreQuery(new FreshnessFilter(Snapshot.Freshness, DatasetFreshness.DayOf(Now), wanted));
    }
}

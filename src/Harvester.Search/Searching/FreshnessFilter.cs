using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Harvester.Search.Searching;

/// <summary>Datasets that are in one of some states of freshness on a day.</summary>
internal sealed class FreshnessFilter(FreshnessStates states, DateOnly today, IReadOnlyCollection<int> wanted) : Filter
{
    public override DocIdSet GetDocIdSet(AtomicReaderContext context, IBits acceptDocs) =>
        new Matching(context.AtomicReader.MaxDoc, acceptDocs, states.On(today, context.AtomicReader), wanted);

    private sealed class Matching(int maxDoc, IBits acceptDocs, Func<int, int> state, IReadOnlyCollection<int> wanted) : FieldCacheDocIdSet(maxDoc, acceptDocs)
    {
        protected override bool MatchDoc(int doc) => wanted.Contains(state(doc));
    }
}

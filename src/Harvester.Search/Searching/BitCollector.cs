using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Harvester.Search.Searching;

/// <summary>Which documents a query finds, no more.</summary>
internal sealed class BitCollector(int documents) : ICollector
{
    private int start;

    public FixedBitSet Found { get; } = new(documents);

    public bool AcceptsDocsOutOfOrder => true;

    public void SetScorer(Scorer scorer)
    {
        // Nothing is ranked.
    }

    public void SetNextReader(AtomicReaderContext context) => start = context.DocBase;

    public void Collect(int doc) => Found.Set(start + doc);
}

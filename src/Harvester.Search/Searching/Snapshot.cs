using System.Collections.Concurrent;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Harvester.Search.Searching;

/// <summary>One state of the index, and what is worked out of it once and used by many searches.</summary>
internal sealed class Snapshot : IndexSearcher
{
    private readonly ConcurrentDictionary<string, GlobalOrdinals> sets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, GlobalOrdinals> singles = new(StringComparer.Ordinal);
    private readonly Lazy<FreshnessStates> freshness;

    public Snapshot(IndexReader reader, TimeProvider clock)
        : base(reader)
    {
        Similarity = new FieldSimilarity();
        Clock = clock;
        Names = new NameOwners(this);
        Canonical = new Lazy<FixedBitSet>(() => CatalogueSearch.Canonical(this));
        freshness = new Lazy<FreshnessStates>(() => new FreshnessStates(this));
    }

    public TimeProvider Clock { get; }

    public NameOwners Names { get; }

    /// <summary>The filters that were asked for.</summary>
    public KeptFilters Filters { get; } = new();

    public KeptResults Results { get; } = new();

    /// <summary>Bits of the canonical records.</summary>
    public Lazy<FixedBitSet> Canonical { get; }

    public IList<AtomicReaderContext> Leaves => IndexReader.Leaves;

    public FreshnessStates Freshness => freshness.Value;

    /// <summary>Of a field with any number of values.</summary>
    public GlobalOrdinals OfSet(string field) => sets.GetOrAdd(field, static (name, leaves) => GlobalOrdinals.OfSets(leaves, name), Leaves);

    /// <summary>Of a field with one value at most.</summary>
    public GlobalOrdinals OfSingle(string field) => singles.GetOrAdd(field, static (name, leaves) => GlobalOrdinals.OfSingles(leaves, name), Leaves);
}

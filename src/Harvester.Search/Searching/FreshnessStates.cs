using Harvester.Core.Assessment.Freshness;
using Harvester.Core.Model;
using Harvester.Search.Indexing;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Harvester.Search.Searching;

/// <summary>The freshness of every document on any day, as <see cref="DatasetFreshness"/> tells it. Which hours were bulk imports is counted as coverage counts it: over canonical records.</summary>
internal sealed class FreshnessStates
{
    /// <summary>Words of the states, by their numbers.</summary>
    public static readonly IReadOnlyList<string> Words = [.. Enum.GetValues<FreshnessState>().Select(EnumWord.Of)];

    private readonly Snapshot snapshot;
    private readonly HashSet<string> bulk;

    public FreshnessStates(Snapshot snapshot)
    {
        this.snapshot = snapshot;
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var leaf in snapshot.Leaves.Select(context => context.AtomicReader))
        {
            var columns = SegmentColumns.Of(leaf);
            if (columns.Singles(leaf, IndexFields.FreshnessStamp) is not { } ordinals)
                continue;
            var stamps = leaf.GetSortedDocValues(IndexFields.FreshnessStamp);
            var flags = columns.Numbers(leaf, IndexFields.Flags)!;
            var found = new int[stamps.ValueCount];
            for (var document = 0; document < leaf.MaxDoc; document++)
            {
                if (ordinals[document] is var ord and >= 0 && leaf.LiveDocs?.Get(document) != false && (flags[document] & IndexFields.IsCanonical) != 0)
                    found[ord]++;
            }

            for (var ord = 0; ord < found.Length; ord++)
            {
                var stamp = Word(stamps, ord);
                counts[stamp] = counts.GetValueOrDefault(stamp) + found[ord];
            }
        }

        bulk = counts.Where(pair => pair.Value >= MachineStamp.BulkSize).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>A function of the segment's document: the number of its state; -1: none, as it is withdrawn.</summary>
    /// <param name="today">In Japan.</param>
    public Func<int, int> On(DateOnly today, int leaf) => On(today, snapshot.Leaves[leaf].AtomicReader);

    public Func<int, int> On(DateOnly today, AtomicReader reader)
    {
        var columns = SegmentColumns.Of(reader);
        if (columns.Numbers(reader, IndexFields.FreshnessState) is not { } states)
            return static _ => -1;
        var due = columns.Numbers(reader, IndexFields.FreshnessDue);
        var ordinals = columns.Singles(reader, IndexFields.FreshnessStamp);
        var stamps = reader.GetSortedDocValues(IndexFields.FreshnessStamp);
        var isBulk = new bool[stamps?.ValueCount ?? 0];
        for (var ord = 0; ord < isBulk.Length; ord++)
            isBulk[ord] = bulk.Contains(Word(stamps!, ord));
        return document => states[document] switch
        {
            SegmentColumns.Missing => -1,
            > 0 and var settled => (int)settled - 1,
            _ when ordinals?[document] is { } ord and >= 0 && isBulk[ord] => (int)FreshnessState.Unproven,
            _ => (int)(today.DayNumber >= due![document] ? FreshnessState.Overdue : FreshnessState.Fresh),
        };
    }

    private static string Word(SortedDocValues values, int ord)
    {
        var word = new BytesRef();
        values.LookupOrd(ord, word);
        return word.Utf8ToString();
    }
}

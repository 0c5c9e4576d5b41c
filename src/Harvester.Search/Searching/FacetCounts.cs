using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Harvester.Search.Searching;

/// <summary>Counts the values of a facet over documents, exactly: the most frequent first, equals by value.</summary>
internal static class FacetCounts
{
    /// <param name="today">In Japan.</param>
    /// <param name="limit">-1: all.</param>
    public static IReadOnlyList<FacetCount> Of(Snapshot snapshot, string facet, FixedBitSet found, DateOnly today, int limit)
    {
        if (facet == "freshness")
            return Freshness(snapshot, found, today, limit);
        var ordinals = snapshot.OfSet(facet);
        var counts = new int[ordinals.Count];
        for (var leaf = 0; leaf < snapshot.Leaves.Count; leaf++)
        {
            var reader = snapshot.Leaves[leaf].AtomicReader;
            if (SegmentColumns.Of(reader).Sets(reader, facet) is { } sets)
                Count(snapshot.Leaves[leaf], leaf, sets, ordinals, found, counts);
        }

        return [.. Top(counts, limit).Select(ordinal => new FacetCount(ordinals.Value(ordinal), counts[ordinal]))];
    }

    private static void Count(AtomicReaderContext context, int leaf, OrdinalSets sets, GlobalOrdinals ordinals, FixedBitSet found, int[] counts)
    {
        var local = new int[sets.Values];
        var (starts, values) = (sets.Starts, sets.Ordinals);
        var end = context.DocBase + context.Reader.MaxDoc;
        for (var document = Next(found, context.DocBase, end); document >= 0; document = Next(found, document + 1, end))
        {
            var within = document - context.DocBase;
            for (var place = starts[within]; place < starts[within + 1]; place++)
                local[values[place]]++;
        }

        for (var ordinal = 0; ordinal < local.Length; ordinal++)
        {
            if (local[ordinal] > 0)
                counts[ordinals.Of(leaf, ordinal)] += local[ordinal];
        }
    }

    private static List<FacetCount> Freshness(Snapshot snapshot, FixedBitSet found, DateOnly today, int limit)
    {
        var counts = new int[FreshnessStates.Words.Count];
        for (var leaf = 0; leaf < snapshot.Leaves.Count; leaf++)
        {
            var context = snapshot.Leaves[leaf];
            var state = snapshot.Freshness.On(today, leaf);
            var end = context.DocBase + context.Reader.MaxDoc;
            for (var document = Next(found, context.DocBase, end); document >= 0; document = Next(found, document + 1, end))
            {
                if (state(document - context.DocBase) is var number and >= 0)
                    counts[number]++;
            }
        }

        var all = Enumerable.Range(0, counts.Length).Where(number => counts[number] > 0).Select(number => new FacetCount(FreshnessStates.Words[number], counts[number]))
            .OrderByDescending(count => count.Count).ThenBy(count => count.Value, StringComparer.Ordinal);
        return [.. limit < 0 ? all : all.Take(limit)];
    }

    private static IEnumerable<int> Top(int[] counts, int limit)
    {
        if (limit == 0)
            return [];
        var order = Comparer<int>.Create((one, other) => counts[one] != counts[other] ? counts[one].CompareTo(counts[other]) : other.CompareTo(one));
        var top = new PriorityQueue<int, int>(order);
        for (var ordinal = 0; ordinal < counts.Length; ordinal++)
        {
            if (counts[ordinal] == 0)
                continue;
            if (limit < 0 || top.Count < limit)
                top.Enqueue(ordinal, ordinal);
            else if (order.Compare(ordinal, top.Peek()) > 0)
                top.DequeueEnqueue(ordinal, ordinal);
        }

        var best = new int[top.Count];
        for (var i = best.Length - 1; i >= 0; i--)
            best[i] = top.Dequeue();
        return best;
    }

    private static int Next(FixedBitSet bits, int from, int end) => from < end && bits.NextSetBit(from) is var next && next >= 0 && next < end ? next : -1;
}

using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lucene.Net.Index;

namespace Harvester.Search.Searching;

/// <summary>
/// A segment's values as arrays, made on first use and kept as long as the segment: Lucene.Net reads each of them byte by byte from the mapped file, which was more than half of
/// a query's time. A segment never changes, so that a new state of the index reads its new segments only. Some 200 bytes a dataset.
/// </summary>
internal sealed class SegmentColumns
{
    /// <summary>Of a document that lacks the number.</summary>
    public const long Missing = long.MinValue;

    private static readonly ConditionalWeakTable<object, SegmentColumns> Kept = [];
    private readonly ConcurrentDictionary<string, long[]?> numbers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int[]?> singles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, OrdinalSets?> sets = new(StringComparer.Ordinal);

    public static SegmentColumns Of(AtomicReader reader) => Kept.GetValue(reader.CoreCacheKey, static _ => new SegmentColumns());

    /// <summary>By document; null: none has the field.</summary>
    public long[]? Numbers(AtomicReader reader, string field) => numbers.GetOrAdd(
        field,
        static (name, source) =>
        {
            if (source.GetNumericDocValues(name) is not { } values)
                return null;
            var known = source.GetDocsWithField(name);
            var all = new long[source.MaxDoc];
            for (var document = 0; document < all.Length; document++)
                all[document] = known.Get(document) ? values.Get(document) : Missing;
            return all;
        },
        reader);

    /// <summary>The segment's ordinal by document, -1 where there is none; null: none has the field.</summary>
    public int[]? Singles(AtomicReader reader, string field) => singles.GetOrAdd(
        field,
        static (name, source) =>
        {
            if (source.GetSortedDocValues(name) is not { } values)
                return null;
            var all = new int[source.MaxDoc];
            for (var document = 0; document < all.Length; document++)
                all[document] = values.GetOrd(document);
            return all;
        },
        reader);

    /// <summary>The segment's ordinals by document; null: none has the field.</summary>
    public OrdinalSets? Sets(AtomicReader reader, string field) => sets.GetOrAdd(
        field,
        static (name, source) =>
        {
            if (source.GetSortedSetDocValues(name) is not { } values)
                return null;
            var starts = new int[source.MaxDoc + 1];
            var ordinals = new List<int>(source.MaxDoc);
            for (var document = 0; document < source.MaxDoc; document++)
            {
                values.SetDocument(document);
                while (values.NextOrd() is var ordinal and >= 0) // until NO_MORE_ORDS, which is -1
                    ordinals.Add((int)ordinal);
                starts[document + 1] = ordinals.Count;
            }

            return new OrdinalSets(starts, [.. ordinals], (int)values.ValueCount);
        },
        reader);
}

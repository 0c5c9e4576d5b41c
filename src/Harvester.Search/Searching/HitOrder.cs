using Harvester.Search.Indexing;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Harvester.Search.Searching;

/// <summary>
/// The order of hits as rows of numbers, of which the greater comes first. Scores that are nearly equal (to three bits, that is 6 to 12 %) are equal, so that of two
/// datasets that fit as well the fresher one comes first. What lacks a value comes last in both directions. The last key is a hash of the id: the order never depends on the index's history.
/// </summary>
internal sealed class HitOrder
{
    private const int NearlyEqual = 20;
    private static readonly IReadOnlyList<SortKey> ByScore = [new("score", Descending: true), new(IndexFields.Newest, Descending: true), new(IndexFields.MetadataModified, Descending: true)];

    private readonly Snapshot snapshot;
    private readonly IReadOnlyList<SortKey> keys;
    private readonly Func<int, long>[] values;
    private Scorer? scorer;

    /// <exception cref="SearchQueryException">A key that there is not.</exception>
    public HitOrder(Snapshot snapshot, IReadOnlyList<SortKey> sort)
    {
        this.snapshot = snapshot;
        if (sort.FirstOrDefault(key => !SearchFields.Sortable.Contains(key.Field)) is { } unknown)
            throw new SearchQueryException($"cannot sort by “{unknown.Field}”; there is: {string.Join(", ", SearchFields.Sortable)}");
        keys = [.. (sort.Count == 0 ? ByScore : sort), new SortKey(IndexFields.Tie, Descending: true)];
        values = new Func<int, long>[keys.Count];
    }

    public int Count => keys.Count;

    public bool NeedsScores => keys.Any(key => key.Field == "score");

    public void Read(Scorer next) => scorer = next;

    public void Read(AtomicReaderContext context)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var sign = keys[i].Descending ? 1 : -1;
            values[i] = keys[i].Field switch
            {
                "score" => _ => sign * (BitConverter.SingleToInt32Bits(Math.Max(0, scorer!.GetScore())) >> NearlyEqual),
                // UUIDs are in the order of their first 64 bits without a sign.
                "id" => Numbers(context.AtomicReader, IndexFields.Tie, sign, flip: long.MinValue),
                "name" or "title_string" => Ordinals(context, keys[i].Field, sign),
                _ => Numbers(context.AtomicReader, keys[i].Field, sign),
            };
        }
    }

    public void Of(int document, long[] row)
    {
        for (var i = 0; i < values.Length; i++)
            row[i] = values[i](document);
    }

    private Func<int, long> Ordinals(AtomicReaderContext context, string field, int sign)
    {
        var ordinals = snapshot.OfSingle(field);
        return ordinals.Single(context.Ord) is { } single
            ? document => single.GetOrd(document) is var ord and >= 0 ? sign * (long)ordinals.Of(context.Ord, ord) : long.MinValue
            : static _ => long.MinValue;
    }

    private static Func<int, long> Numbers(AtomicReader reader, string field, int sign, long flip = 0)
    {
        if (reader.GetNumericDocValues(field) is not { } numbers)
            return static _ => long.MinValue;
        var known = reader.GetDocsWithField(field);
        return document => known.Get(document) ? sign * Math.Max(numbers.Get(document) ^ flip, -long.MaxValue) : long.MinValue;
    }
}

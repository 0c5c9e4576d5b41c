using Harvester.Search.Indexing;
using Lucene.Net.Index;
using Lucene.Net.Search;

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
    private readonly Column[] columns;
    private Scorer? scorer;
    private int leaf;

    /// <exception cref="SearchQueryException">A key that there is not.</exception>
    public HitOrder(Snapshot snapshot, IReadOnlyList<SortKey> sort)
    {
        this.snapshot = snapshot;
        if (sort.FirstOrDefault(key => !SearchFields.Sortable.Contains(key.Field)) is { } unknown)
            throw new SearchQueryException($"cannot sort by “{unknown.Field}”; there is: {string.Join(", ", SearchFields.Sortable)}");
        keys = [.. (sort.Count == 0 ? ByScore : sort), new SortKey(IndexFields.Tie, Descending: true)];
        columns = new Column[keys.Count];
    }

    public int Count => keys.Count;

    public void Read(Scorer next) => scorer = next;

    public void Read(AtomicReaderContext context)
    {
        leaf = context.Ord;
        var reader = context.AtomicReader;
        var segment = SegmentColumns.Of(reader);
        for (var i = 0; i < columns.Length; i++)
        {
            var (field, sign) = (keys[i].Field, keys[i].Descending ? 1 : -1);
            columns[i] = field switch
            {
                "score" => new Column(sign, IsScore: true, null, null, null),
                IndexFields.Name or IndexFields.TitleString => new Column(sign, IsScore: false, null, segment.Singles(reader, field), snapshot.OfSingle(field)),
                "id" => new Column(sign, IsScore: false, segment.Numbers(reader, IndexFields.Tie), null, null),
                _ => new Column(sign, IsScore: false, segment.Numbers(reader, field), null, null),
            };
        }
    }

    /// <summary>A key of a document of the segment that is being read.</summary>
    public long Value(int key, int document)
    {
        ref var column = ref columns[key];
        var value = column.IsScore ? BitConverter.SingleToInt32Bits(Math.Max(0, scorer!.GetScore())) >> NearlyEqual
            : column.Numbers is { } numbers ? numbers[document]
            : column.Ordinals is { } ordinals && ordinals[document] is var ordinal and >= 0 ? column.Global!.Of(leaf, ordinal)
            : SegmentColumns.Missing;
        return value == SegmentColumns.Missing ? value : column.Sign * value;
    }

    private readonly record struct Column(int Sign, bool IsScore, long[]? Numbers, int[]? Ordinals, GlobalOrdinals? Global);
}

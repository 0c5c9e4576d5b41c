using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Harvester.Search.Searching;

/// <summary>Numbers for the values of a field across all segments, in the order of the values (UTF-8 bytes). Costs as much as there are values: once for each state of the index that is asked.</summary>
internal sealed class GlobalOrdinals
{
    private readonly IList<AtomicReaderContext> leaves;
    private readonly string field;
    private readonly bool sets;
    private readonly MultiDocValues.OrdinalMap map;

    private GlobalOrdinals(IList<AtomicReaderContext> leaves, string field, bool sets)
    {
        this.leaves = leaves;
        this.field = field;
        this.sets = sets;
        var terms = new TermsEnum[leaves.Count];
        for (var i = 0; i < terms.Length; i++)
            terms[i] = (sets ? Set(i)?.GetTermsEnum() : Single(i)?.GetTermsEnum()) ?? TermsEnum.EMPTY;
        map = new MultiDocValues.OrdinalMap(new object(), terms);
    }

    public static GlobalOrdinals OfSets(IList<AtomicReaderContext> leaves, string field) => new(leaves, field, sets: true);

    public static GlobalOrdinals OfSingles(IList<AtomicReaderContext> leaves, string field) => new(leaves, field, sets: false);

    public int Count => (int)map.ValueCount;

    /// <summary>Null: no document of the segment has the field.</summary>
    public SortedSetDocValues? Set(int leaf) => leaves[leaf].AtomicReader.GetSortedSetDocValues(field);

    public SortedDocValues? Single(int leaf) => leaves[leaf].AtomicReader.GetSortedDocValues(field);

    public int Of(int leaf, long ordinal) => (int)map.GetGlobalOrd(leaf, ordinal);

    public string Value(int ordinal)
    {
        var leaf = map.GetFirstSegmentNumber(ordinal);
        var local = map.GetFirstSegmentOrd(ordinal);
        var value = new BytesRef();
        if (sets)
            Set(leaf)!.LookupOrd(local, value);
        else
            Single(leaf)!.LookupOrd((int)local, value);
        return value.Utf8ToString();
    }
}

using Harvester.Rdf.Reading;
using Harvester.Rdf.Text;

namespace Harvester.Rdf.Writing;

/// <summary>The IRIs and blank nodes of a block, each once, numbered in the order in which they first came.</summary>
internal sealed class TermTable(Utf8Buffer bytes, WritingRules rules)
{
    private const int None = -1;
    private TermEntry[] entries = new TermEntry[1024];
    private int[] buckets = new int[2048];

    public int Count { get; private set; }

    public ref TermEntry this[int term] => ref entries[term];

    public ReadOnlySpan<byte> Value(int term) => bytes.Slice(entries[term].Start, entries[term].Length);

    public bool Is(int term, TermKind kind, ReadOnlySpan<byte> value) => entries[term].Kind == kind && Value(term).SequenceEqual(value);

    /// <summary>The number of a term, which is a new one if need be.</summary>
    /// <returns>False: the syntax cannot have it.</returns>
    public bool TryIntern(TermKind kind, ReadOnlySpan<byte> value, out int term)
    {
        var hash = Utf8Hash.Of(value);
        term = Find(hash, kind, value);
        if (term != None)
            return true;
        if (kind == TermKind.Iri && !rules.AllowsIri(value))
            return false;
        term = Add(hash, kind, value);
        return true;
    }

    /// <summary>The number of an IRI; -1 where the block does not have it.</summary>
    public int Find(ReadOnlySpan<byte> iri) => Find(Utf8Hash.Of(iri), TermKind.Iri, iri);

    public void Clear()
    {
        // A block may be far smaller than the table.
        if (Count < buckets.Length / 8)
        {
            for (var term = 0; term < Count; term++)
                buckets[entries[term].Hash & (buckets.Length - 1)] = 0;
        }
        else
            Array.Clear(buckets);
        Count = 0;
    }

    private int Find(int hash, TermKind kind, ReadOnlySpan<byte> value)
    {
        var term = buckets[hash & (buckets.Length - 1)] - 1;
        while (term != None)
        {
            ref var entry = ref entries[term];
            if (entry.Hash == hash && entry.Kind == kind && bytes.Slice(entry.Start, entry.Length).SequenceEqual(value))
                return term;
            term = entry.NextInBucket;
        }
        return None;
    }

    private int Add(int hash, TermKind kind, ReadOnlySpan<byte> value)
    {
        if (Count == entries.Length)
            Grow();
        ref var bucket = ref buckets[hash & (buckets.Length - 1)];
        entries[Count] = new TermEntry
        {
            Hash = hash,
            Start = bytes.Length,
            Length = value.Length,
            NextInBucket = bucket - 1,
            Node = None,
            Extra = None,
            Kind = kind,
        };
        bytes.Write(value);
        bucket = Count + 1;
        return Count++;
    }

    private void Grow()
    {
        Array.Resize(ref entries, entries.Length * 2);
        buckets = new int[entries.Length * 2];
        for (var term = 0; term < Count; term++)
        {
            ref var bucket = ref buckets[entries[term].Hash & (buckets.Length - 1)];
            entries[term].NextInBucket = bucket - 1;
            bucket = term + 1;
        }
    }
}

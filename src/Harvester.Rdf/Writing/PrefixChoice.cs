using Harvester.Rdf.Reading;

namespace Harvester.Rdf.Writing;

/// <summary>
/// Chooses how a block's IRIs are written in Turtle, TriG and JSON-LD: whole, or by a prefix that was given for the namespace, or by one made for a namespace that
/// is used often. A namespace ends with the last hash or slash, unless a given one ends elsewhere.
/// </summary>
internal sealed class PrefixChoice(Block block, PrefixTable table)
{
    // What the declaration takes is then saved; and one in a hundred, so that a catalogue does not declare one for each of its datasets.
    private const int Often = 8;
    private const int Share = 100;

    // A reader keeps all it meets.
    private const int MaxDerived = 256;
    private const int None = -1;
    private readonly RowList<NamespaceEntry> namespaces = new();
    private int[] buckets = new int[1024];

    /// <summary>The prefixes that this block uses first.</summary>
    public List<Prefix> Fresh { get; } = [];

    /// <param name="mayDeclare">Whether the document can still declare prefixes.</param>
    /// <param name="isBarred">Tells the names of prefixes that the block cannot use.</param>
    public void Choose(bool mayDeclare, Func<byte[], bool>? isBarred = null)
    {
        Sort();
        Fresh.Clear();
        var often = 0;
        foreach (ref var one in namespaces.Span)
            often += one.Uses;
        often = Math.Max(Often, often / Share);
        foreach (ref var one in namespaces.Span)
        {
            if (one.Prefix == None && mayDeclare && (one.HasPredicate || one.Uses >= often) && table.Derived < MaxDerived)
                one.Prefix = table.Derive(block.Terms.Value(one.Term)[..one.Length]);
        }
        var used = new bool[table.Count];
        for (var term = 0; term < block.Terms.Count; term++)
        {
            ref var entry = ref block.Terms[term];
            if (entry.Kind != TermKind.Iri || entry.Extra == None)
                continue;
            entry.Extra = entry.Extra < 0 ? namespaces[~entry.Extra - 1].Prefix : entry.Extra;
            if (entry.Extra == None)
                continue;
            var prefix = table[entry.Extra];
            if ((prefix.IsDeclared || mayDeclare) && !(isBarred is not null && isBarred(prefix.Name)))
                used[entry.Extra] = true;
            else
                entry.Extra = None;
        }
        for (var index = 0; index < used.Length; index++)
        {
            if (!used[index] || table[index].IsDeclared)
                continue;
            table[index].IsDeclared = true;
            Fresh.Add(table[index]);
        }
    }

    /// <summary>The prefix of an IRI and what remains; false where it is written whole.</summary>
    public bool TryShorten(int term, out ReadOnlySpan<byte> prefix, out ReadOnlySpan<byte> local)
    {
        var index = block.Terms[term].Extra;
        if (index == None)
        {
            prefix = local = default;
            return false;
        }
        prefix = table[index].Name;
        local = block.Terms.Value(term)[table[index].Namespace.Length..];
        return true;
    }

    // Into Extra: -1 for an IRI that is written whole, the number of a prefix, or the complement of that of a namespace and one.
    private void Sort()
    {
        Array.Clear(buckets);
        namespaces.Clear();
        for (var term = 0; term < block.Terms.Count; term++)
        {
            ref var entry = ref block.Terms[term];
            if (entry.Kind != TermKind.Iri || entry.IsUnwritten)
                continue;
            var iri = block.Terms.Value(term);
            entry.Extra = Unusual(iri);
            var length = iri.LastIndexOfAny((byte)'#', (byte)'/') + 1;
            if (entry.Extra != None || length == 0 || !LocalNames.IsLocal(iri[length..]))
                continue;
            var index = FindNamespace(iri[..length], term);
            ref var one = ref namespaces[index];
            one.Uses += entry.Uses;
            one.HasPredicate |= entry.IsPredicate;
            entry.Extra = ~(index + 1);
        }
    }

    private int Unusual(ReadOnlySpan<byte> iri)
    {
        foreach (var index in table.Unusual)
        {
            if (iri.StartsWith(table[index].Namespace) && LocalNames.IsLocal(iri[table[index].Namespace.Length..]))
                return index;
        }
        return None;
    }

    private int FindNamespace(ReadOnlySpan<byte> iri, int term)
    {
        var hash = Utf8Hash.Of(iri);
        var at = buckets[hash & (buckets.Length - 1)] - 1;
        while (at != None)
        {
            ref var entry = ref namespaces[at];
            if (entry.Hash == hash && entry.Length == iri.Length && block.Terms.Value(entry.Term)[..entry.Length].SequenceEqual(iri))
                return at;
            at = entry.NextInBucket;
        }
        if (namespaces.Count == buckets.Length)
            Grow();
        ref var bucket = ref buckets[hash & (buckets.Length - 1)];
        at = namespaces.Add(new NamespaceEntry { Hash = hash, Term = term, Length = iri.Length, Prefix = table.Find(iri), NextInBucket = bucket - 1 });
        bucket = at + 1;
        return at;
    }

    private void Grow()
    {
        buckets = new int[buckets.Length * 2];
        for (var at = 0; at < namespaces.Count; at++)
        {
            ref var bucket = ref buckets[namespaces[at].Hash & (buckets.Length - 1)];
            namespaces[at].NextInBucket = bucket - 1;
            bucket = at + 1;
        }
    }
}

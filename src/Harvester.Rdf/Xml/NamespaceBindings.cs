using Harvester.Rdf.Reading;

namespace Harvester.Rdf.Xml;

/// <summary>
/// The namespaces in scope (Namespaces in XML 1.0, section 6): a stack of declarations, with for each prefix the way to the one in force. Any number of
/// them may stand on one element.
/// </summary>
internal sealed class NamespaceBindings
{
    // Prefixes are few, and are kept when their element ends; a document that makes up new ones all the time gains nothing.
    private const int MostKept = 1024;
    private const int LongestKept = 256;
    private readonly Dictionary<byte[], int> latest = new(Utf8Hash.Instance);
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> lookup;
    private readonly byte[]?[] iris = new byte[]?[64];
    private (byte[] Prefix, byte[] Iri, int Outer)[] stack = new (byte[], byte[], int)[16];

    public NamespaceBindings() => lookup = latest.GetAlternateLookup<ReadOnlySpan<byte>>();

    public int Count { get; private set; }

    /// <summary>Of all declarations in scope, in bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Declares a prefix, or the default namespace (empty) until <see cref="RemoveTo"/>.</summary>
    /// <param name="from">Where the declarations of the same element begin; false: it has this one already.</param>
    public bool TryDeclare(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> iri, int from)
    {
        if (!lookup.TryGetValue(prefix, out var key, out var outer))
            (key, outer) = (prefix.ToArray(), -1);
        if (outer >= from)
            return false;
        if (Count == stack.Length)
            Array.Resize(ref stack, Count * 2);
        stack[Count] = (key, Kept(iri), outer);
        latest[key] = Count++;
        Length += prefix.Length + iri.Length;
        return true;
    }

    public void RemoveTo(int count)
    {
        while (Count > count)
        {
            var (prefix, iri, outer) = stack[--Count];
            stack[Count] = default;
            Length -= prefix.Length + iri.Length;
            if (outer < 0 && (latest.Count > MostKept || prefix.Length > LongestKept))
                latest.Remove(prefix);
            else
                latest[prefix] = outer;
        }
    }

    /// <summary>The IRI that a prefix stands for; null: none.</summary>
    public byte[]? Find(ReadOnlySpan<byte> prefix) => lookup.TryGetValue(prefix, out var index) && index >= 0 ? stack[index].Iri : null;

    private byte[] Kept(ReadOnlySpan<byte> iri)
    {
        var place = Utf8Hash.Of(iri) & (iris.Length - 1);
        if (iris[place] is { } kept && iri.SequenceEqual(kept))
            return kept;
        var made = iri.ToArray();
        if (made.Length <= LongestKept)
            iris[place] = made;
        return made;
    }
}

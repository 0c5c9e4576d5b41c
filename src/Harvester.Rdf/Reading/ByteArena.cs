namespace Harvester.Rdf.Reading;

/// <summary>
/// Bytes for terms that the document does not hold as they are: with escapes undone, or put together from a prefix and a name. What is
/// taken stays valid until <see cref="Reset"/>.
/// </summary>
internal sealed class ByteArena
{
    private byte[] block = new byte[4096];
    private int used;

    /// <summary>A span of exactly so many bytes, of any content.</summary>
    public Span<byte> Take(int length)
    {
        // What was taken before keeps the old block alive for as long as anybody looks at it.
        if (length > block.Length - used)
            (block, used) = (new byte[Math.Max(block.Length * 2, length)], 0);
        used += length;
        return block.AsSpan(used - length, length);
    }

    /// <summary>Gives the end of the span taken last back.</summary>
    public void GiveBack(int length) => used -= length;

    /// <summary>The two, one behind the other.</summary>
    public ReadOnlySpan<byte> Join(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var joined = Take(first.Length + second.Length);
        first.CopyTo(joined);
        second.CopyTo(joined[first.Length..]);
        return joined;
    }

    public void Reset() => used = 0;
}

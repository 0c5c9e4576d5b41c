namespace Harvester.Rdf.Text;

/// <summary>Bytes that are put together piece by piece. Used again and again, it allocates nothing.</summary>
/// <param name="capacity">Where it begins.</param>
internal class Utf8Buffer(int capacity = 64)
{
    // What one long text needed is not kept for ever.
    private const int Kept = 64 * 1024;
    private byte[] bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public ReadOnlySpan<byte> Slice(int start, int length) => bytes.AsSpan(start, length);

    /// <summary>Whether the byte written last is this one; false at the beginning.</summary>
    public bool EndsWith(byte one) => Length > 0 && bytes[Length - 1] == one;

    public void Write(byte one)
    {
        if (Length == bytes.Length)
            Grow(1);
        bytes[Length++] = one;
    }

    public void Write(ReadOnlySpan<byte> piece)
    {
        if (piece.Length > bytes.Length - Length)
            Grow(piece.Length);
        piece.CopyTo(bytes.AsSpan(Length));
        Length += piece.Length;
    }

    /// <summary>The same byte so many times.</summary>
    public void Write(byte one, int count)
    {
        if (count > bytes.Length - Length)
            Grow(count);
        bytes.AsSpan(Length, count).Fill(one);
        Length += count;
    }

    /// <summary>Takes back what was written behind this length.</summary>
    public void Truncate(int length) => Length = length;

    /// <summary>Takes everything back, and lets go of what is uncommonly much memory.</summary>
    public void Clear()
    {
        Length = 0;
        if (bytes.Length > Math.Max(Kept, capacity))
            bytes = new byte[capacity];
    }

    /// <summary>What was written, for a stream.</summary>
    protected ReadOnlyMemory<byte> Memory => bytes.AsMemory(0, Length);

    /// <summary>What was written, from now on the caller's; goes on in the other memory, which becomes this one's.</summary>
    /// <param name="other">Null: there is none yet. Afterwards what is returned.</param>
    protected ReadOnlyMemory<byte> Exchange(ref byte[]? other)
    {
        var full = Memory;
        (bytes, other) = (other ?? new byte[capacity], bytes);
        Length = 0;
        return full;
    }

    private void Grow(int more) => Array.Resize(ref bytes, (int)Math.Min(Math.Max(bytes.Length * 2L, (long)Length + more), Array.MaxLength));
}

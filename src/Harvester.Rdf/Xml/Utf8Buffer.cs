namespace Harvester.Rdf.Xml;

/// <summary>Bytes that are put together piece by piece. Used again and again, it allocates nothing.</summary>
internal sealed class Utf8Buffer
{
    // What one long text needed is not kept for ever.
    private const int Kept = 64 * 1024;
    private byte[] bytes = new byte[64];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => bytes.AsSpan(0, Length);

    public ReadOnlySpan<byte> Slice(int start, int length) => bytes.AsSpan(start, length);

    public void Append(ReadOnlySpan<byte> piece)
    {
        Room(piece.Length);
        piece.CopyTo(bytes.AsSpan(Length));
        Length += piece.Length;
    }

    public void Append(byte one)
    {
        Room(1);
        bytes[Length++] = one;
    }

    public void Clear()
    {
        Length = 0;
        if (bytes.Length > Kept)
            bytes = new byte[64];
    }

    private void Room(int more)
    {
        if (more > bytes.Length - Length)
            Array.Resize(ref bytes, (int)Math.Min(Math.Max(bytes.Length * 2L, (long)Length + more), Array.MaxLength));
    }
}

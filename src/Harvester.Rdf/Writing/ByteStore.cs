namespace Harvester.Rdf.Writing;

/// <summary>The bytes of a block's terms, one behind the other.</summary>
internal sealed class ByteStore
{
    private byte[] bytes = new byte[64 * 1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Get(int start, int length) => bytes.AsSpan(start, length);

    /// <summary>Where the text begins.</summary>
    public int Add(ReadOnlySpan<byte> text)
    {
        var start = Length;
        if (text.Length > bytes.Length - start)
            Array.Resize(ref bytes, (int)Math.Min(Math.Max(bytes.Length * 2L, (long)start + text.Length), Array.MaxLength));
        text.CopyTo(bytes.AsSpan(start));
        Length += text.Length;
        return start;
    }

    public void Clear() => Length = 0;
}

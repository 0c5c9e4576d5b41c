namespace Harvester.Rdf.Writing;

/// <summary>UTF-8 on its way to a stream. It grows with what is written between two flushes, which its owner bounds.</summary>
/// <param name="capacity">Where it begins.</param>
internal sealed class OutputBuffer(int capacity = OutputBuffer.Much + (OutputBuffer.Much / 8))
{
    /// <summary>From this length on it is worth a call of the stream.</summary>
    public const int Much = 128 * 1024;

    private byte[] bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    /// <summary>Whether the byte written last is this one; false at the beginning.</summary>
    public bool EndsWith(byte one) => Length > 0 && bytes[Length - 1] == one;

    public void Write(byte one)
    {
        if (Length == bytes.Length)
            Grow(1);
        bytes[Length++] = one;
    }

    public void Write(ReadOnlySpan<byte> text)
    {
        if (text.Length > bytes.Length - Length)
            Grow(text.Length);
        text.CopyTo(bytes.AsSpan(Length));
        Length += text.Length;
    }

    /// <summary>A line's end and so many spaces.</summary>
    public void WriteLine(int indent)
    {
        Write((byte)'\n');
        if (indent > bytes.Length - Length)
            Grow(indent);
        bytes.AsSpan(Length, indent).Fill((byte)' ');
        Length += indent;
    }

    /// <summary>Takes back what was written behind this length.</summary>
    public void Truncate(int length) => Length = length;

    public async ValueTask FlushAsync(Stream output, CancellationToken cancellationToken)
    {
        await output.WriteAsync(bytes.AsMemory(0, Length), cancellationToken);
        Length = 0;
    }

    public void Flush(Stream output)
    {
        output.Write(Written);
        Length = 0;
    }

    private void Grow(int more) => Array.Resize(ref bytes, (int)Math.Min(Math.Max(bytes.Length * 2L, (long)Length + more), Array.MaxLength));
}

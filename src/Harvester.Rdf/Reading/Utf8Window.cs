namespace Harvester.Rdf.Reading;

/// <summary>
/// A window that slides over a stream of UTF-8 bytes. It grows only where nothing of a full one could be used, by doubling, so that looking again at what
/// was there costs no more than the reading; and up to a limit.
/// </summary>
internal sealed class Utf8Window(Stream stream, int limit)
{
    // 16 read calls a megabyte, and still within the second-level cache.
    private const int Usual = 64 * 1024;
    private byte[] bytes = new byte[Math.Min(Usual, limit)];
    private int start;
    private int end;

    /// <summary>Whether <see cref="Bytes"/> are all that is left of the stream.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>What was read and not skipped.</summary>
    public ReadOnlySpan<byte> Bytes => bytes.AsSpan(start, end - start);

    public void Skip(int count) => start += count;

    /// <summary>Reads until the window is full or the stream has ended.</summary>
    /// <param name="at">Where the window begins, for the message.</param>
    /// <param name="cancellationToken">Ends the reading between two buffers.</param>
    /// <exception cref="RdfException">The window has its limit and is full already: something in the document is too long.</exception>
    public async ValueTask FillAsync(TextPosition at, CancellationToken cancellationToken)
    {
        MakeRoom(at);
        while (end < bytes.Length && !HasEnded)
        {
            var read = await stream.ReadAsync(bytes.AsMemory(end), cancellationToken);
            end += read;
            HasEnded = read == 0;
        }
    }

    private void MakeRoom(TextPosition at)
    {
        var length = end - start;
        if (length == bytes.Length)
        {
            if (length >= limit)
                throw new RdfException(at.Line, at.Column, $"Found a token of more than {limit} bytes.") { IsLimit = true };
            Array.Resize(ref bytes, (int)Math.Min((long)length * 2, limit));
        }
        else
        {
            // A window that had to grow for one long token goes back to its usual size.
            var next = bytes.Length > Usual && length < Usual / 2 ? new byte[Usual] : bytes;
            bytes.AsSpan(start, length).CopyTo(next);
            (bytes, start, end) = (next, 0, length);
        }
    }
}

using System.Text;

namespace Harvester.Rdf.Text;

/// <summary>
/// A sliding window over a stream of UTF-8 bytes that knows the line and column it begins at. It grows only as far as one token
/// needs, up to a limit.
/// </summary>
internal sealed class Utf8Buffer(Stream stream, int limit)
{
    private byte[] bytes = new byte[Math.Min(64 * 1024, limit)];
    private int start;
    private int end;
    private bool begun;

    public int Line { get; private set; } = 1;

    /// <summary>1-based, in code points.</summary>
    public int Column { get; private set; } = 1;

    /// <summary>Whether <see cref="Unread"/> holds all that is left of the stream.</summary>
    public bool Ended { get; private set; }

    public ReadOnlySpan<byte> Unread => bytes.AsSpan(start, end - start);

    public void Skip(int count)
    {
        (Line, Column) = PositionAt(count);
        start += count;
    }

    /// <summary>The line and column of a byte of <see cref="Unread"/>.</summary>
    public (int Line, int Column) PositionAt(int offset)
    {
        var passed = Unread[..offset];
        var lastBreak = passed.LastIndexOf((byte)'\n');
        if (lastBreak < 0)
            return (Line, Column + CountCodePoints(passed));
        return (Line + passed.Count((byte)'\n'), 1 + CountCodePoints(passed[(lastBreak + 1)..]));
    }

    /// <summary>Reads until the window, enlarged when it was full, is full or the stream has ended.</summary>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        while (end < bytes.Length && !Ended)
        {
            var read = await stream.ReadAsync(bytes.AsMemory(end), cancellationToken);
            end += read;
            Ended = read == 0;
        }
        if (!begun)
        {
            begun = true;
            if (Unread.StartsWith(Encoding.UTF8.Preamble))
                start += Encoding.UTF8.Preamble.Length;
        }
    }

    private void MakeRoom()
    {
        var length = end - start;
        if (length == bytes.Length)
        {
            if (length >= limit)
                throw new RdfException(Line, Column, $"Found a token of more than {limit} bytes.");
            Array.Resize(ref bytes, (int)Math.Min((long)length * 2, limit));
            return;
        }
        bytes.AsSpan(start, length).CopyTo(bytes);
        (start, end) = (0, length);
    }

    private static int CountCodePoints(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        foreach (var unit in utf8)
        {
            if ((unit & 0xC0) != 0x80)
                count++;
        }
        return count;
    }
}

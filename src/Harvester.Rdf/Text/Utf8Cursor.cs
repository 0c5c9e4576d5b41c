using System.Text;

namespace Harvester.Rdf.Text;

/// <summary>
/// A position in a span of UTF-8 bytes. Looking past the span's end sets <see cref="HitEnd"/>: when the stream has more to give,
/// what was scanned is then not final and is scanned again over a longer span.
/// </summary>
internal ref struct Utf8Cursor(ReadOnlySpan<byte> bytes)
{
    public const int None = -1;

    public readonly ReadOnlySpan<byte> Bytes = bytes;

    public int Position { get; set; }

    public bool HitEnd { get; private set; }

    public readonly ReadOnlySpan<byte> Rest => Bytes[Position..];

    /// <summary>The byte some places ahead, or <see cref="None"/>.</summary>
    public int Peek(int ahead = 0)
    {
        var index = Position + ahead;
        if (index < Bytes.Length)
            return Bytes[index];
        HitEnd = true;
        return None;
    }

    /// <summary>The code point at the position and its length in bytes; <see cref="None"/> at the end and for bytes that are not UTF-8.</summary>
    public int PeekCodePoint(out int length)
    {
        var first = Peek();
        if (first < 0x80)
        {
            length = first == None ? 0 : 1;
            return first;
        }
        var status = Rune.DecodeFromUtf8(Rest, out var rune, out length);
        if (status == System.Buffers.OperationStatus.Done)
            return rune.Value;
        if (status == System.Buffers.OperationStatus.NeedMoreData)
            HitEnd = true;
        return None;
    }

    /// <summary>The distance to the first of the bytes given, or -1 when the span ends before.</summary>
    public int DistanceTo(System.Buffers.SearchValues<byte> stops)
    {
        var distance = Rest.IndexOfAny(stops);
        if (distance < 0)
            HitEnd = true;
        return distance;
    }

    public bool StartsWith(ReadOnlySpan<byte> expected)
    {
        if (Rest.Length < expected.Length && expected.StartsWith(Rest))
            HitEnd = true;
        return Rest.StartsWith(expected);
    }
}

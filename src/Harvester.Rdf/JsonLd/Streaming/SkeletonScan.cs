using System.Buffers;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf.JsonLd.Streaming;

/// <summary>
/// Goes once over a JSON document, in pieces, and keeps all of it but the elements of the long arrays that are the document or a member of its
/// outermost object. What is left, the skeleton, says what those elements mean, wherever in the document it stands.
/// </summary>
/// <param name="longer">An array of more bytes is a long one.</param>
/// <param name="most">The most bytes to keep.</param>
internal sealed class SkeletonScan(int longer, int most)
{
    private static readonly SearchValues<byte> Marks = SearchValues.Create("\"{}[]"u8);
    private byte[] text = new byte[4096];
    private int length;
    private readonly List<LongArray> arrays = [];

    // Where the kept pieces begin, in the skeleton and in the document.
    private readonly List<(int Index, int Line, int Column)> pieces = [(0, 1, 1)];
    private readonly TextPosition position = new();
    private long offset;
    private int depth;
    private bool insideString;
    private bool afterBackslash;
    private bool isRootArray;
    private int root;
    private (int Start, int Length) key;

    // The array that is, or may turn out to be, a long one.
    private bool insideArray;
    private bool isLong;
    private long arrayStart;
    private int arrayText;

    /// <summary>Whether too much would have to be kept; the scan is then over.</summary>
    public bool IsOverfull { get; private set; }

    public IReadOnlyList<LongArray> Arrays => arrays;

    /// <summary>Whether the document ends within a long array.</summary>
    public bool IsBrokenOff { get; private set; }

    /// <summary>The length of the document so far.</summary>
    public long Length => offset;

    /// <summary>The skeleton: the document with its long arrays empty.</summary>
    public ReadOnlyMemory<byte> Text => text.AsMemory(0, length);

    /// <summary>Scans the next piece of the document.</summary>
    public void Add(ReadOnlySpan<byte> piece)
    {
        var kept = 0;
        for (var at = 0; at < piece.Length;)
        {
            if (afterBackslash)
            {
                (afterBackslash, at) = (false, at + 1);
                continue;
            }
            var distance = insideString ? piece[at..].IndexOfAny((byte)'"', (byte)'\\') : piece[at..].IndexOfAny(Marks);
            if (distance < 0)
                break;
            at += distance;
            if (insideString)
                PassInString(piece, at, kept);
            else if (piece[at] == '"')
                BeginString(at, kept);
            else if (piece[at] is (byte)'{' or (byte)'[')
                Open(piece, at, ref kept);
            else
                Close(piece, at, ref kept);
            at++;
        }
        Keep(piece, piece.Length, ref kept);
        offset += piece.Length;
        if (insideArray && !isLong && offset - arrayStart > longer)
            LeaveOut();
        IsOverfull = length > most;
    }

    /// <summary>The document has ended. One that breaks off in a long array has a skeleton nevertheless: it is found out where it breaks off.</summary>
    public void Complete()
    {
        IsBrokenOff = isLong;
        if (isLong)
            Append(isRootArray ? "]"u8 : "]}"u8);
    }

    /// <summary>The line and column, in the document, of a byte of the skeleton.</summary>
    public (int Line, int Column) PositionOf(int index)
    {
        var (start, line, column) = pieces.FindLast(piece => piece.Index <= index);
        return new TextPosition(line, column).Behind(text.AsSpan(start, index - start));
    }

    private void PassInString(ReadOnlySpan<byte> piece, int at, int kept)
    {
        if (piece[at] == '\\')
            afterBackslash = true;
        else
        {
            insideString = false;
            if (depth == 1)
                key.Length = TextIndex(at, kept) + 1 - key.Start;
        }
    }

    private void BeginString(int at, int kept)
    {
        insideString = true;
        if (depth == 1)
            key = (TextIndex(at, kept), 0);
    }

    // What the byte's place in the skeleton will be.
    private int TextIndex(int at, int kept) => length + at - kept;

    private void Open(ReadOnlySpan<byte> piece, int at, ref int kept)
    {
        if (depth == 0 && root++ == 0)
            isRootArray = piece[at] == '[';
        depth++;
        if (piece[at] != '[' || root != 1 || depth != (isRootArray ? 1 : 2))
            return;
        Keep(piece, at + 1, ref kept);
        if (!isRootArray && IsKeyword(text.AsSpan(key.Start, key.Length)))
            return;
        (insideArray, arrayStart, arrayText) = (true, offset + at + 1, length);
        if (longer == 0)
            LeaveOut();
    }

    private void Close(ReadOnlySpan<byte> piece, int at, ref int kept)
    {
        depth--;
        if (!insideArray || depth != (isRootArray ? 0 : 1))
            return;
        Keep(piece, at, ref kept);
        if (!isLong && offset + at - arrayStart > longer)
            LeaveOut();
        if (isLong)
            pieces.Add((length, position.Line, position.Column));
        insideArray = isLong = false;
    }

    private void Keep(ReadOnlySpan<byte> piece, int end, ref int kept)
    {
        if (!isLong)
            Append(piece[kept..end]);
        position.Pass(piece[kept..end]);
        kept = end;
    }

    private void LeaveOut()
    {
        isLong = true;
        arrays.Add(new LongArray(isRootArray ? [] : text.AsSpan(key.Start, key.Length).ToArray(), arrayStart, arrayText));
        length = arrayText;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (text.Length - length < bytes.Length)
            Array.Resize(ref text, Math.Max(text.Length * 2, length + bytes.Length));
        bytes.CopyTo(text.AsSpan(length));
        length += bytes.Length;
    }

    // Contexts and types are few, and what they say must be known first.
    private static bool IsKeyword(ReadOnlySpan<byte> key) => key.StartsWith("\"@"u8) && !key.SequenceEqual("\"@graph\""u8);
}

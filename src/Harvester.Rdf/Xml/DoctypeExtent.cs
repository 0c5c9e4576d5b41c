using System.Buffers;

namespace Harvester.Rdf.Xml;

/// <summary>Finds where a document type declaration ends, before anything in it is read.</summary>
internal static class DoctypeExtent
{
    private static readonly SearchValues<byte> Marks = SearchValues.Create("\"'<>[]"u8);

    /// <summary>The index behind the declaration that begins at <paramref name="at"/>, or -1 when the bytes end before.</summary>
    public static int End(ReadOnlySpan<byte> bytes, int at)
    {
        at += "<!DOCTYPE".Length;
        var (inSubset, inDeclaration) = (false, false);
        while (true)
        {
            var next = bytes[at..].IndexOfAny(Marks);
            if (next < 0)
                return -1;
            at += next;
            var mark = bytes[at];
            var skipped = 1;
            switch (mark)
            {
                case (byte)'"' or (byte)'\'' when inDeclaration || !inSubset:
                    skipped = Through(bytes[(at + 1)..], [mark]) + 1;
                    break;
                case (byte)'[' when !inSubset:
                    inSubset = true;
                    break;
                case (byte)']' when inSubset && !inDeclaration:
                    inSubset = false;
                    break;
                case (byte)'>' when inDeclaration:
                    inDeclaration = false;
                    break;
                case (byte)'>' when !inSubset:
                    return at + 1;
                case (byte)'<' when inSubset && bytes.Length - at < 4:
                    return -1;
                case (byte)'<' when inSubset && bytes[at..].StartsWith("<!--"u8):
                    skipped = Through(bytes[(at + 4)..], "-->"u8) + 4;
                    break;
                case (byte)'<' when inSubset && bytes[at + 1] == '?':
                    skipped = Through(bytes[(at + 2)..], "?>"u8) + 2;
                    break;
                case (byte)'<':
                    inDeclaration = inSubset;
                    break;
            }
            if (skipped <= 0)
                return -1;
            at += skipped;
        }
    }

    // So far that adding what was before it gives no more than 0.
    private static int Through(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> end)
    {
        var index = rest.IndexOf(end);
        return index < 0 ? -4 : index + end.Length;
    }
}

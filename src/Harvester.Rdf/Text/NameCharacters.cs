using System.Buffers;
using System.Text;

namespace Harvester.Rdf.Text;

/// <summary>The character classes of Turtle 1.1 section 6.5, productions [163s] to [166s]; N-Triples shares them.</summary>
internal static class NameCharacters
{
    /// <summary>What may stand anywhere but at the beginning of a name, in every syntax, and needs no second look: no dot, which may end the statement, no escape, nothing beyond ASCII.</summary>
    public static readonly SearchValues<byte> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"u8);

    /// <summary>PN_CHARS_BASE.</summary>
    public static bool IsBase(int c) => c < 0x80
        ? c >= 0 && char.IsAsciiLetter((char)c)
        : c is (>= 0xC0 and <= 0x2FF and not (0xD7 or 0xF7))
            or (>= 0x370 and <= 0x1FFF and not 0x37E)
            or 0x200C or 0x200D
            or (>= 0x2070 and <= 0x218F)
            or (>= 0x2C00 and <= 0x2FEF)
            or (>= 0x3001 and <= 0xD7FF)
            or (>= 0xF900 and <= 0xFDCF)
            or (>= 0xFDF0 and <= 0xFFFD)
            or (>= 0x10000 and <= 0xEFFFF);

    /// <summary>PN_CHARS_U.</summary>
    public static bool IsStart(int c) => c == '_' || IsBase(c);

    public static bool IsStartOrDigit(int c) => IsStart(c) || IsDigit(c);

    /// <summary>PN_CHARS.</summary>
    public static bool IsPart(int c) =>
        IsStartOrDigit(c) || c is '-' or 0xB7 or (>= 0x300 and <= 0x36F) or 0x203F or 0x2040;

    /// <summary>BLANK_NODE_LABEL without <c>_:</c> (production [141s]); PN_LOCAL without colons, escapes and percent signs is the same.</summary>
    public static bool IsLabel(ReadOnlySpan<byte> text)
    {
        var cursor = new Utf8Cursor(text);
        if (text.Length == 0 || text[^1] == '.' || !IsStartOrDigit(cursor.PeekCodePoint(out _)))
            return false;
        while (cursor.Position < text.Length)
        {
            var c = cursor.PeekCodePoint(out var length);
            if (!IsPart(c) && c != '.')
                return false;
            cursor.Position += length;
        }
        return true;
    }

    /// <inheritdoc cref="IsLabel(ReadOnlySpan{byte})"/>
    public static bool IsLabel(string text) => IsLabel(Encoding.UTF8.GetBytes(text));

    public static bool IsDigit(int c) => c is >= '0' and <= '9';

    public static bool IsHex(int c) => c is (>= '0' and <= '9') or (>= 'A' and <= 'F') or (>= 'a' and <= 'f');
}

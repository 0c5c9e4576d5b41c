namespace Harvester.Rdf.Text;

/// <summary>The character classes of Turtle 1.1 section 6.5, productions [163s] to [166s]; N-Triples shares them.</summary>
internal static class NameCharacters
{
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

    /// <summary>BLANK_NODE_LABEL without <c>_:</c> (production [141s]).</summary>
    public static bool IsLabel(string text)
    {
        var isFirst = true;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!(isFirst ? IsStartOrDigit(rune.Value) : IsPart(rune.Value) || rune.Value == '.'))
                return false;
            isFirst = false;
        }
        return !isFirst && text[^1] != '.';
    }

    public static bool IsDigit(int c) => c is >= '0' and <= '9';

    public static bool IsHex(int c) => c is (>= '0' and <= '9') or (>= 'A' and <= 'F') or (>= 'a' and <= 'f');
}

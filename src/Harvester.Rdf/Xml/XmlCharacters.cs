using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Harvester.Rdf.Text;

namespace Harvester.Rdf.Xml;

/// <summary>The character classes of XML 1.0 (fifth edition), sections 2.2 and 2.3.</summary>
internal static class XmlCharacters
{
    /// <summary>What a name may have; of what is not ASCII only <see cref="IsQualifiedName"/> says for sure.</summary>
    public static readonly SearchValues<byte> NameBytes = SearchValues.Create(
        [.. "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.:"u8, .. Enumerable.Range(0x80, 0x80).Select(b => (byte)b)]);

    private static readonly SearchValues<byte> Controls = SearchValues.Create([.. Enumerable.Range(0, 0x20).Where(b => b is not ('\t' or '\n' or '\r')).Select(b => (byte)b)]);

    /// <summary>Production [2] Char.</summary>
    public static bool IsCharacter(int c) => c is (>= 0x20 and <= 0xD7FF) or '\t' or '\n' or '\r' or (>= 0xE000 and <= 0xFFFD) or (>= 0x10000 and <= 0x10FFFF);

    /// <summary>Production [3] S.</summary>
    public static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r';

    /// <summary>Whether all of the text is white space as XML has it.</summary>
    public static bool IsSpace(ReadOnlySpan<byte> text) => !text.ContainsAnyExcept(" \n\t\r"u8);

    /// <summary>Production [4] NameStartChar, without the colon: Turtle took it over.</summary>
    public static bool IsNameStart(int c) => NameCharacters.IsStart(c);

    /// <summary>Production [4a] NameChar, without the colon.</summary>
    public static bool IsNamePart(int c) => NameCharacters.IsPart(c) || c == '.';

    /// <summary>Namespaces in XML 1.0, production [4] NCName.</summary>
    public static bool IsPlainName(ReadOnlySpan<byte> name)
    {
        var isFirst = true;
        while (name.Length > 0)
        {
            if (Rune.DecodeFromUtf8(name, out var rune, out var length) != OperationStatus.Done || !(isFirst ? IsNameStart(rune.Value) : IsNamePart(rune.Value)))
                return false;
            name = name[length..];
            isFirst = false;
        }
        return !isFirst;
    }

    /// <summary>Namespaces in XML 1.0, production [7] QName.</summary>
    public static bool IsQualifiedName(ReadOnlySpan<byte> name)
    {
        var colon = name.IndexOf((byte)':');
        return colon < 0 ? IsPlainName(name) : IsPlainName(name[..colon]) && IsPlainName(name[(colon + 1)..]);
    }

    /// <summary>How much of the bytes are whole characters that XML has.</summary>
    /// <param name="bytes">UTF-8, or what should be.</param>
    /// <param name="isLast">False: the last character may be cut.</param>
    /// <param name="isFaulty">Whether what follows is none, or only cut.</param>
    public static int CleanLength(ReadOnlySpan<byte> bytes, bool isLast, out bool isFaulty)
    {
        var whole = isLast ? bytes : bytes[..^CutLength(bytes)];
        isFaulty = !Utf8.IsValid(whole) || whole.ContainsAny(Controls) || IndexOfNonCharacter(whole) >= 0;
        if (!isFaulty)
            return whole.Length;
        var at = 0;
        while (IsCharacterAt(whole[at..], out var length))
            at += length;
        return at;
    }

    /// <summary>The length of the character that begins the bytes; false: of what is none.</summary>
    public static bool IsCharacterAt(ReadOnlySpan<byte> bytes, out int length) =>
        Rune.DecodeFromUtf8(bytes, out var rune, out length) == OperationStatus.Done && IsCharacter(rune.Value);

    /// <summary>The number of bytes at the end that begin a character without ending it.</summary>
    public static int CutLength(ReadOnlySpan<byte> bytes)
    {
        for (var length = 1; length <= Math.Min(3, bytes.Length); length++)
        {
            if ((bytes[^length] & 0xC0) != 0x80)
                return bytes[^length] >= 0xC0 && Rune.DecodeFromUtf8(bytes[^length..], out _, out _) == OperationStatus.NeedMoreData ? length : 0;
        }
        return 0;
    }

    // U+FFFE and U+FFFF: UTF-8, but no characters of XML. Full-width letters and half-width katakana begin with the same byte.
    private static int IndexOfNonCharacter(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (bytes[at..].IndexOf((ReadOnlySpan<byte>)[0xEF, 0xBF]) is >= 0 and var next)
        {
            at += next + 2;
            if (at < bytes.Length && bytes[at] >= 0xBE)
                return at - 2;
        }
        return -1;
    }
}

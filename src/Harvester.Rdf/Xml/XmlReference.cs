using System.Text;

namespace Harvester.Rdf.Xml;

/// <summary>A reference to a character or an entity (XML 1.0, section 4.1).</summary>
internal readonly ref struct XmlReference
{
    // A number or a name that goes on for longer is none.
    private const int Longest = 4096;

    private XmlReference(int length, ReadOnlySpan<byte> name, int character)
    {
        Length = length;
        Name = name;
        Character = character;
    }

    /// <summary>From <c>&amp;</c> to <c>;</c>; 0: the bytes end before.</summary>
    public int Length { get; }

    /// <summary>Of an entity that is not predefined; else empty.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>What the reference stands for, unless it has a name.</summary>
    public int Character { get; }

    /// <summary>Reads the reference whose ampersand begins the rest of the bytes.</summary>
    /// <param name="anyCharacter">Whether characters that XML does not have may be referred to.</param>
    /// <exception cref="XmlFault">It is none.</exception>
    public static XmlReference Read(ReadOnlySpan<byte> bytes, int at, bool anyCharacter)
    {
        var rest = bytes[(at + 1)..];
        var length = rest.IndexOfAnyExcept(XmlCharacters.NameBytes);
        if (length == 0 && rest[0] == '#')
            return Number(bytes, at, anyCharacter);
        if (length < 0 && rest.Length < Longest)
            return default;
        if (length <= 0 || rest[length] != ';' || !XmlCharacters.IsPlainName(rest[..length]))
            throw new XmlFault(at, "Found '&', expected a reference to an entity or a character, or '&amp;'.");
        var name = rest[..length];
        var predefined = XmlEntities.Predefined(name);
        return new XmlReference(length + 2, predefined == 0 ? name : default, predefined);
    }

    /// <summary>The character in UTF-8.</summary>
    /// <param name="space">At least four bytes to write it to.</param>
    public ReadOnlySpan<byte> Encode(Span<byte> space) =>
        space[..(Rune.TryCreate(Character, out var rune) ? rune : Rune.ReplacementChar).EncodeToUtf8(space)];

    private static XmlReference Number(ReadOnlySpan<byte> bytes, int at, bool anyCharacter)
    {
        var i = at + 2;
        var isHex = i < bytes.Length && bytes[i] == 'x';
        if (isHex)
            i++;
        var begin = i;
        var code = 0;
        while (i < bytes.Length && Digit(bytes[i], isHex) is >= 0 and var digit)
        {
            code = Math.Min((code * (isHex ? 16 : 10)) + digit, 0x110000);
            i++;
        }
        if (i == bytes.Length && i - at < Longest)
            return default;
        if (i == begin || i == bytes.Length || bytes[i] != ';')
            throw new XmlFault(at, "Found '&#', expected the number of a character and ';'.");
        if (code > 0x10FFFF || !(anyCharacter || XmlCharacters.IsCharacter(code)))
            throw new XmlFault(at, $"Found the reference '{Encoding.UTF8.GetString(bytes[at..(i + 1)])}' to a character that XML does not have.");
        return new XmlReference(i + 1 - at, default, code);
    }

    private static int Digit(byte b, bool isHex) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' when isHex => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' when isHex => b - 'A' + 10,
        _ => -1,
    };
}

using System.Buffers;

namespace Harvester.Rdf.Xml;

/// <summary>The XML declaration (XML 1.0, productions [23] to [26], [32] and [80]). What encoding it names has been seen to before.</summary>
internal static class XmlDeclaration
{
    private static readonly SearchValues<byte> EncodingCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"u8);

    public static bool Begins(ReadOnlySpan<byte> bytes) => bytes.Length > 5 && bytes.StartsWith("<?xml"u8) && XmlCharacters.IsSpace(bytes[5]);

    /// <summary>The length of the declaration that begins the document; 0: the bytes end before it does.</summary>
    /// <exception cref="XmlFault">It is not well-formed.</exception>
    public static int Length(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("?>"u8);
        if (end < 0)
            return 0;
        var rest = bytes[5..end];
        var version = Take(ref rest, "version"u8);
        if (!(version.StartsWith("1."u8) && version.Length > 2 && !version[2..].ContainsAnyExceptInRange((byte)'0', (byte)'9')))
            throw new XmlFault(0, "Found an XML declaration without the version 1.0.");
        if (Take(ref rest, "encoding"u8) is { IsEmpty: false } encoding && !(char.IsAsciiLetter((char)encoding[0]) && !encoding.ContainsAnyExcept(EncodingCharacters)))
            throw new XmlFault(0, "Found an XML declaration whose encoding is no name of one.");
        if (Take(ref rest, "standalone"u8) is { IsEmpty: false } standalone && !(standalone.SequenceEqual("yes"u8) || standalone.SequenceEqual("no"u8)))
            throw new XmlFault(0, "Found an XML declaration whose standalone is neither 'yes' nor 'no'.");
        return XmlCharacters.IsSpace(rest) ? end + 2 : throw new XmlFault(0, "Found an XML declaration that is not well-formed.");
    }

    // Nothing where the next thing is not called so.
    private static ReadOnlySpan<byte> Take(scoped ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> name)
    {
        var value = rest.TrimStart(" \t\r\n"u8);
        if (value.Length == rest.Length || !value.StartsWith(name))
            return default;
        value = value[name.Length..].TrimStart(" \t\r\n"u8);
        if (!value.StartsWith((byte)'='))
            return default;
        value = value[1..].TrimStart(" \t\r\n"u8);
        if (value.Length == 0 || value[0] is not ((byte)'"' or (byte)'\''))
            return default;
        var length = value[1..].IndexOf(value[0]);
        // An empty value is as good as none: what is left is then found not to be white space.
        if (length <= 0)
            return default;
        rest = value[(length + 2)..];
        return value.Slice(1, length);
    }
}

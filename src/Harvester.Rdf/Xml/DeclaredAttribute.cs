namespace Harvester.Rdf.Xml;

/// <summary>An attribute as the document type declaration has it (XML 1.0, section 3.3).</summary>
/// <param name="name">As the document writes it.</param>
/// <param name="value">The default; null where there is none.</param>
/// <param name="isTokenized">Whether white space at the ends and doubled in between does not count (section 3.3.3).</param>
internal sealed class DeclaredAttribute(byte[] name, byte[]? value, bool isTokenized)
{
    public byte[] Name => name;

    public byte[]? Value => value;

    public bool IsTokenized => isTokenized;

    /// <summary>The start tag that had it last, by number.</summary>
    public long SeenIn { get; set; }

    /// <summary>A value without the blanks that do not count.</summary>
    public static byte[] Tokenized(ReadOnlySpan<byte> text)
    {
        var tokens = new List<byte>(text.Length);
        foreach (var b in text)
        {
            if (b != ' ' || (tokens.Count > 0 && tokens[^1] != ' '))
                tokens.Add(b);
        }
        if (tokens is [.., (byte)' '])
            tokens.RemoveAt(tokens.Count - 1);
        return [.. tokens];
    }
}

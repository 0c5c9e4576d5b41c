namespace Harvester.Rdf.Text;

/// <summary>The outer form of language tags.</summary>
internal static class LanguageTags
{
    /// <summary>The longest part of a tag (BCP 47, section 2.1).</summary>
    public const int LongestPart = 8;

    /// <summary>LANGTAG (Turtle 1.1, production [144s]): letters, then letters and digits behind hyphens.</summary>
    /// <param name="tag">UTF-8.</param>
    /// <param name="longestPart">Turtle sets no limit; <see cref="LongestPart"/> for what RDF 1.1 Concepts, section 3.3, asks for.</param>
    public static bool IsTag(ReadOnlySpan<byte> tag, int longestPart = int.MaxValue)
    {
        var isFirst = true;
        foreach (var range in tag.Split((byte)'-'))
        {
            var part = tag[range];
            if (part.Length == 0 || part.Length > longestPart)
                return false;
            foreach (var one in part)
            {
                if (!(isFirst ? char.IsAsciiLetter((char)one) : char.IsAsciiLetterOrDigit((char)one)))
                    return false;
            }
            isFirst = false;
        }
        return true;
    }
}

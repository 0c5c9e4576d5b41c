using System.Text;
using Harvester.Rdf.Text;

namespace Harvester.Rdf.Xml;

/// <summary>Markup that is the same in the document type declaration and outside of it.</summary>
internal static class XmlMarkup
{
    /// <summary>The length of the comment that begins the bytes (XML 1.0, production [15]); 0: they end before it does.</summary>
    /// <param name="offset">Where that is, for the message.</param>
    public static int CommentLength(ReadOnlySpan<byte> comment, int offset)
    {
        var dashes = comment[4..].IndexOf("--"u8);
        if (dashes < 0 || dashes + 6 == comment.Length)
            return 0;
        return comment[dashes + 6] == '>' ? dashes + 7 : throw new XmlFault(offset + dashes + 4, "Found '--' in a comment.");
    }

    /// <summary>Whether the target of a processing instruction is kept for XML itself (production [17]).</summary>
    public static bool IsReserved(ReadOnlySpan<byte> target) => Ascii.EqualsIgnoreCase(target, "xml"u8);

    /// <summary>Text with its line ends as one line feed each (section 2.11).</summary>
    public static ReadOnlySpan<byte> WithLineFeeds(ReadOnlySpan<byte> text, Utf8Buffer buffer)
    {
        var carriageReturn = text.IndexOf((byte)'\r');
        if (carriageReturn < 0)
            return text;
        buffer.Clear();
        while (carriageReturn >= 0)
        {
            buffer.Write(text[..carriageReturn]);
            text = text[(carriageReturn + 1)..];
            if (!text.StartsWith((byte)'\n'))
                buffer.Write((byte)'\n');
            carriageReturn = text.IndexOf((byte)'\r');
        }
        buffer.Write(text);
        return buffer.Written;
    }
}

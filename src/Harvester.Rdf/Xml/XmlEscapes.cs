using System.Buffers;
using Harvester.Rdf.Text;

namespace Harvester.Rdf.Xml;

/// <summary>The text of elements and of attributes in double quotes. XML readers make spaces and line feeds of what is not escaped here (XML 1.0, sections 2.11 and 3.3.3).</summary>
internal static class XmlEscapes
{
    private static readonly SearchValues<byte> InText = SearchValues.Create("&<>\r"u8);
    private static readonly SearchValues<byte> InAttribute = SearchValues.Create("&<>\"\r\n\t"u8);
    private static readonly SearchValues<byte> InCanonicalAttribute = SearchValues.Create("&<\"\t\n\r"u8);

    public static void WriteText(Utf8Buffer output, ReadOnlySpan<byte> text) => Write(output, text, InText);

    public static void WriteAttribute(Utf8Buffer output, ReadOnlySpan<byte> text) => Write(output, text, InAttribute);

    /// <summary>An attribute's value as Canonical XML has it (section 2.3), where <c>&gt;</c> stays; text it has as <see cref="WriteText"/> writes it.</summary>
    public static void WriteCanonicalAttribute(Utf8Buffer output, ReadOnlySpan<byte> text) => Write(output, text, InCanonicalAttribute);

    private static void Write(Utf8Buffer output, ReadOnlySpan<byte> text, SearchValues<byte> escaped)
    {
        for (var at = text.IndexOfAny(escaped); at >= 0; at = text.IndexOfAny(escaped))
        {
            output.Write(text[..at]);
            output.Write(text[at] switch
            {
                (byte)'&' => "&amp;"u8,
                (byte)'<' => "&lt;"u8,
                (byte)'>' => "&gt;"u8,
                (byte)'"' => "&quot;"u8,
                (byte)'\r' => "&#xD;"u8,
                (byte)'\n' => "&#xA;"u8,
                _ => "&#x9;"u8,
            });
            text = text[(at + 1)..];
        }
        output.Write(text);
    }
}

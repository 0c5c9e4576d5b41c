using System.Buffers;

namespace Harvester.Rdf.Writing;

/// <summary>The text of elements and of attributes in double quotes. XML readers make spaces and line feeds of what is not escaped here (XML 1.0, sections 2.11 and 3.3.3).</summary>
internal static class XmlEscapes
{
    private static readonly SearchValues<byte> InText = SearchValues.Create("&<>\r"u8);
    private static readonly SearchValues<byte> InAttribute = SearchValues.Create("&<>\"\r\n\t"u8);

    public static void WriteText(OutputBuffer output, ReadOnlySpan<byte> text) => Write(output, text, InText);

    public static void WriteAttribute(OutputBuffer output, ReadOnlySpan<byte> text) => Write(output, text, InAttribute);

    private static void Write(OutputBuffer output, ReadOnlySpan<byte> text, SearchValues<byte> escaped)
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

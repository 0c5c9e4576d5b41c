using System.Buffers;

namespace Harvester.Rdf.Writing;

/// <summary>The strings of JSON (RFC 8259, section 7).</summary>
internal static class JsonEscapes
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(b => (byte)b), (byte)'"', (byte)'\\', 0x7F]);

    /// <summary>A string's inside.</summary>
    public static void Write(OutputBuffer output, ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOfAny(Escaped); at >= 0; at = text.IndexOfAny(Escaped))
        {
            output.Write(text[..at]);
            WriteEscape(output, text[at]);
            text = text[(at + 1)..];
        }
        output.Write(text);
    }

    private static void WriteEscape(OutputBuffer output, byte one)
    {
        switch (one)
        {
            case (byte)'"':
                output.Write("\\\""u8);
                break;
            case (byte)'\\':
                output.Write("\\\\"u8);
                break;
            case (byte)'\n':
                output.Write("\\n"u8);
                break;
            case (byte)'\r':
                output.Write("\\r"u8);
                break;
            case (byte)'\t':
                output.Write("\\t"u8);
                break;
            default:
                StringEscapes.WriteUnicodeEscape(output, one);
                break;
        }
    }
}

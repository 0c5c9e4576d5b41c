using System.Buffers;

namespace Harvester.Rdf.Writing;

/// <summary>The strings of N-Triples, Turtle and JSON, between double quotes.</summary>
internal static class StringEscapes
{
    private static readonly SearchValues<byte> Canonical = SearchValues.Create("\"\\\n\r"u8);
    private static readonly SearchValues<byte> Readable = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(b => (byte)b), (byte)'"', (byte)'\\', 0x7F]);

    /// <summary>Escapes these four and nothing else (RDF 1.1 N-Triples, section 4).</summary>
    public static void WriteCanonical(OutputBuffer output, ReadOnlySpan<byte> text) => Write(output, text, Canonical);

    /// <summary>Escapes all that an editor would not show, as well: for Turtle, which has no canonical form, and for JSON, which has these escapes, too (RFC 8259, section 7).</summary>
    public static void WriteReadable(OutputBuffer output, ReadOnlySpan<byte> text) => Write(output, text, Readable);

    private static void Write(OutputBuffer output, ReadOnlySpan<byte> text, SearchValues<byte> escaped)
    {
        output.Write((byte)'"');
        for (var at = text.IndexOfAny(escaped); at >= 0; at = text.IndexOfAny(escaped))
        {
            output.Write(text[..at]);
            WriteEscape(output, text[at]);
            text = text[(at + 1)..];
        }
        output.Write(text);
        output.Write((byte)'"');
    }

    private static void WriteEscape(OutputBuffer output, byte one)
    {
        switch (one)
        {
            case (byte)'"' or (byte)'\\':
                output.Write((byte)'\\');
                output.Write(one);
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
                output.Write("\\u00"u8);
                output.WriteHex(one);
                break;
        }
    }
}

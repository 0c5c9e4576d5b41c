using System.Buffers;

namespace Harvester.Rdf.Writing;

/// <summary>The strings of N-Triples and Turtle, between double quotes.</summary>
internal static class StringEscapes
{
    private static readonly SearchValues<byte> Canonical = SearchValues.Create("\"\\\n\r"u8);
    private static readonly SearchValues<byte> Readable = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(b => (byte)b), (byte)'"', (byte)'\\', 0x7F]);

    /// <summary>Escapes these four and nothing else (RDF 1.1 N-Triples, section 4).</summary>
    public static void WriteCanonical(OutputBuffer output, ReadOnlySpan<byte> text) => Write(output, text, Canonical);

    /// <summary>Escapes all that an editor would not show, as well: Turtle has no canonical form.</summary>
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
                WriteUnicodeEscape(output, one);
                break;
        }
    }

    /// <summary><c>\u</c> and four digits, which JSON has too.</summary>
    public static void WriteUnicodeEscape(OutputBuffer output, byte one)
    {
        output.Write("\\u00"u8);
        output.Write("0123456789ABCDEF"u8[one >> 4]);
        output.Write("0123456789ABCDEF"u8[one & 15]);
    }
}

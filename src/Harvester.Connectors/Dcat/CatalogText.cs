using System.Text;
using System.Text.Unicode;
using Harvester.Connectors.Fetching;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Dcat;

/// <summary>
/// The encoding of a catalogue. Turtle, N-Triples and JSON are UTF-8 by their standards and are in fact also found as UTF-16 and Shift_JIS; RDF/XML
/// names its own in its declaration, which is believed before the Content-Type (against RFC 7303: servers send one for every file).
/// </summary>
internal static class CatalogText
{
    /// <summary>True where the text must be decoded first.</summary>
    /// <param name="head">The first bytes, without a byte order mark of UTF-8.</param>
    /// <param name="charset">Parameter of Content-Type, or null.</param>
    public static bool IsForeign(ReadOnlySpan<byte> head, string? charset)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || head[..Math.Min(head.Length, 64)].Contains((byte)0))
            return true;
        if (head.StartsWith("<?xml"u8) && head[..Math.Min(head.Length, 256)].IndexOf("encoding"u8) >= 0)
            return false;
        return (charset is not null && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) && !charset.Equals("utf8", StringComparison.OrdinalIgnoreCase)
                && !charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase))
            || !IsUtf8(head);
    }

    /// <summary>The whole text as UTF-8, by its declarations and its bytes; what was wrong with them is reported.</summary>
    public static async Task<(ReadOnlyMemory<byte> Head, Stream Content)> Utf8Async(Stream content, string? charset, Reading reading, CancellationToken cancellationToken)
    {
        using var reader = new CharsetReader(content, new CharsetHints(Header: charset), cancellationToken);
        var bytes = Encoding.UTF8.GetBytes(await reader.ReadToEndAsync());
        reader.Report(reading);
        return (bytes.AsMemory(0, Math.Min(bytes.Length, CatalogSyntax.Peek)), new MemoryStream(bytes, writable: false));
    }

    private static bool IsUtf8(ReadOnlySpan<byte> head)
    {
        // The last character may be cut.
        for (var cut = 0; cut < 4 && cut <= head.Length; cut++)
        {
            if (Utf8.IsValid(head[..^cut]))
                return true;
        }

        return false;
    }
}

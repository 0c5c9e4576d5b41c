using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Harvester.Connectors.Fetching;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Dcat;

/// <summary>
/// The encoding of a catalogue. Turtle, N-Triples and JSON are UTF-8 by their standards and are in fact also found as UTF-16 and Shift_JIS; RDF/XML
/// names its own in its declaration, which is believed before the Content-Type (against RFC 7303: servers send one for every file), unless the bytes contradict it.
/// </summary>
internal static partial class CatalogText
{
    /// <summary>True where the text must be decoded first.</summary>
    /// <param name="head">The first bytes, without a byte order mark of UTF-8.</param>
    /// <param name="charset">Parameter of Content-Type, or null.</param>
    public static bool IsForeign(ReadOnlySpan<byte> head, string? charset)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || head[..Math.Min(head.Length, 64)].Contains((byte)0))
            return true;
        if (Charsets.XmlDeclarationOf(head) is { } declared)
            return Charsets.Named(declared)?.CodePage != Charsets.Choose(head, isAll: false, Hints(charset)).Encoding.CodePage;
        return (charset is not null && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) && !charset.Equals("utf8", StringComparison.OrdinalIgnoreCase)
                && !charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase))
            || !IsUtf8(head);
    }

    /// <summary>The whole text as UTF-8, by its declarations and its bytes; what was wrong with them is reported.</summary>
    public static async Task<(ReadOnlyMemory<byte> Head, Stream Content)> Utf8Async(Stream content, string? charset, Reading reading, CancellationToken cancellationToken)
    {
        using var reader = new CharsetReader(content, Hints(charset), cancellationToken);
        var bytes = Encoding.UTF8.GetBytes(Declaration().Replace(await reader.ReadToEndAsync(), "$1utf-8$2", 1));
        reader.Report(reading);
        return (bytes.AsMemory(0, Math.Min(bytes.Length, CatalogSyntax.Peek)), new MemoryStream(bytes, writable: false));
    }

    private static CharsetHints Hints(string? charset) => new(Header: charset, IsXml: true);

    // An XML declaration that was wrong, or is wrong now.
    [GeneratedRegex("""^(\s*<\?xml\s[^>]*?encoding\s*=\s*["'])[A-Za-z][A-Za-z0-9._\-]*(["'])""")]
    private static partial Regex Declaration();

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

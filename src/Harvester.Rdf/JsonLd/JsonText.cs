using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Harvester.Rdf.JsonLd;

/// <summary>
/// Parses JSON (RFC 8259) and checks what System.Text.Json only finds out when a string is asked for: bytes that are not UTF-8, and
/// escapes of half a surrogate pair. A key that stands twice in an object is refused (JSON-LD 1.1 section 10: entries are unique).
/// </summary>
internal static class JsonText
{
    /// <exception cref="RdfException">The text is no JSON, with line and column.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json, int maxDepth)
    {
        if (json.Span.StartsWith(Encoding.UTF8.Preamble))
            json = json[Encoding.UTF8.Preamble.Length..];
        if (!Utf8.IsValid(json.Span))
            throw new RdfException(0, 0, "Found bytes that are not UTF-8.");
        if (IndexOfLoneSurrogate(json.Span) is >= 0 and var index)
            throw At(json.Span, index);
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = maxDepth, AllowDuplicateProperties = false });
        }
        catch (JsonException error)
        {
            throw new RdfException((int)(error.LineNumber ?? -1) + 1, (int)(error.BytePositionInLine ?? -1) + 1, error.Message, error);
        }
    }

    private static RdfException At(ReadOnlySpan<byte> json, int index)
    {
        var before = json[..index];
        var column = index - before.LastIndexOf((byte)'\n');
        return new RdfException(before.Count((byte)'\n') + 1, column, "Found the escape of half a surrogate pair.");
    }

    // In JSON a backslash stands only in strings and begins an escape; anything else the parser will refuse.
    private static int IndexOfLoneSurrogate(ReadOnlySpan<byte> json)
    {
        var index = json.IndexOf((byte)'\\');
        while (index >= 0)
        {
            var length = 2;
            if (CodeUnit(json[index..]) is { } unit)
            {
                length = 6;
                if (char.IsHighSurrogate(unit) && CodeUnit(json[(index + 6)..]) is { } low && char.IsLowSurrogate(low))
                    length = 12;
                else if (char.IsSurrogate(unit))
                    return index;
            }
            var next = index + length;
            var distance = next < json.Length ? json[next..].IndexOf((byte)'\\') : -1;
            index = distance < 0 ? -1 : next + distance;
        }
        return -1;
    }

    private static char? CodeUnit(ReadOnlySpan<byte> escape) =>
        escape.StartsWith("\\u"u8) && escape.Length >= 6 && Utf8Parser.TryParse(escape[2..6], out ushort unit, out var used, 'X') && used == 4
            ? (char)unit
            : null;
}

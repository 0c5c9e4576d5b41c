using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf.JsonLd;

/// <summary>
/// Parses JSON (RFC 8259) and checks what System.Text.Json only finds out when a string is asked for: bytes that are not UTF-8, and
/// escapes of half a surrogate pair. A key that stands twice in an object is refused (JSON-LD 1.1 section 10: entries are unique).
/// </summary>
internal static class JsonText
{
    /// <param name="json">The text; a byte order mark may stand before it.</param>
    /// <param name="maxDepth">The deepest nesting.</param>
    /// <param name="positionOf">The line and column of a byte of the text, where it is a part of a document; null: it is all of it.</param>
    /// <exception cref="RdfException">The text is no JSON, with line and column.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json, int maxDepth, Func<int, (int Line, int Column)>? positionOf = null)
    {
        if (json.Span.StartsWith(Encoding.UTF8.Preamble))
            json = json[Encoding.UTF8.Preamble.Length..];
        if (!Utf8.IsValid(json.Span))
            throw At(IndexOfInvalid(json.Span), "Found bytes that are not UTF-8.", null);
        if (IndexOfLoneSurrogate(json.Span) is >= 0 and var half)
            throw At(half, "Found the escape of half a surrogate pair.", null);
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = maxDepth, AllowDuplicateProperties = false });
        }
        catch (JsonException error)
        {
            var index = IndexOf(error, json.Span);
            throw At(index < 0 ? IndexOfDuplicate(json.Span, maxDepth) : index, error.Message, error);
        }

        RdfException At(int place, string message, JsonException? inner)
        {
            var (line, column) = place < 0 ? (0, 0) : positionOf?.Invoke(place) ?? new TextPosition().Behind(json.Span[..place]);
            return new RdfException(line, column, message, inner);
        }
    }

    /// <summary>The index of the first byte of what is no UTF-8; the length where there is none.</summary>
    public static int IndexOfInvalid(ReadOnlySpan<byte> utf8)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(utf8[at..], out _, out var length) == OperationStatus.Done)
            at += length;
        return at;
    }

    /// <summary>The byte of the text that the parser stopped at; -1 where it does not say.</summary>
    public static int IndexOf(JsonException error, ReadOnlySpan<byte> json)
    {
        if (error.LineNumber is not { } line || error.BytePositionInLine is not { } inLine)
            return -1;
        var start = 0;
        for (; line > 0; line--)
            start += json[start..].IndexOf((byte)'\n') + 1;
        return Math.Min(start + (int)inLine, json.Length);
    }

    // Of a key that stands twice the parser does not say where.
    private static int IndexOfDuplicate(ReadOnlySpan<byte> json, int maxDepth)
    {
        var keys = new Stack<HashSet<string>>();
        var reader = new Utf8JsonReader(json, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = maxDepth }));
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.StartObject)
                    keys.Push([]);
                else if (reader.TokenType == JsonTokenType.EndObject)
                    keys.Pop();
                else if (reader.TokenType == JsonTokenType.PropertyName && !keys.Peek().Add(reader.GetString()!))
                    return (int)reader.TokenStartIndex;
            }
        }
        catch (JsonException)
        {
            // It is something else that the parser does not place.
        }
        return -1;
    }

    /// <summary>The index of an escape of half a surrogate pair, or -1.</summary>
    /// <remarks>In JSON a backslash stands only in strings and begins an escape; anything else the parser will refuse.</remarks>
    public static int IndexOfLoneSurrogate(ReadOnlySpan<byte> json)
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

using System.Text;
using System.Text.Json;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf.JsonLd;

/// <summary>Where the top-level nodes of a held document begin, for messages: found only when asked for, and never over the same bytes twice, as parsed JSON has no positions.</summary>
/// <param name="json">A document that was parsed, at least to the elements that are asked for.</param>
internal sealed class ElementPlaces(ReadOnlyMemory<byte> json)
{
    private readonly TextPosition position = new();
    private int at;
    private int ordinal = -1;

    /// <summary>The line and column of an element; those of the document's value where it has no top-level array.</summary>
    /// <param name="element">Counts from 0; never less than before.</param>
    public (int Line, int Column) Of(int element)
    {
        if (ordinal < 0)
        {
            Pass(BeginOrRoot(json.Span));
            ordinal = 0;
        }
        for (; ordinal < element; ordinal++)
        {
            var reader = new Utf8JsonReader(json.Span[at..], isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = int.MaxValue }));
            try
            {
                if (!reader.Read() || !reader.TrySkip())
                    break;
            }
            catch (JsonException)
            {
                break;
            }
            Pass((int)reader.BytesConsumed);
            Pass(Math.Max(json.Span[at..].IndexOfAnyExcept(", \t\r\n"u8), 0));
        }
        return (position.Line, position.Column);
    }

    private void Pass(int count)
    {
        position.Pass(json.Span.Slice(at, count));
        at += count;
    }

    // Behind what was kept of a document the rest may be no JSON.
    private static int BeginOrRoot(ReadOnlySpan<byte> json)
    {
        try
        {
            return Begin(json);
        }
        catch (JsonException)
        {
            return 0;
        }
    }

    private static int Begin(ReadOnlySpan<byte> json)
    {
        var start = json.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        var reader = new Utf8JsonReader(json[start..], isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = int.MaxValue }));
        reader.Read();
        var value = start + (int)reader.TokenStartIndex;
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName && !reader.ValueTextEquals("@graph"u8))
            {
                if (!reader.Read() || !reader.TrySkip())
                    return value;
            }
            if (reader.TokenType != JsonTokenType.PropertyName || !reader.Read())
                return value;
            value = start + (int)reader.TokenStartIndex;
        }
        return reader.TokenType == JsonTokenType.StartArray && reader.Read() ? start + (int)reader.TokenStartIndex : value;
    }
}

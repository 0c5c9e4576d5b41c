using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Harvester.Rdf.JsonLd;

/// <summary>What stands whole before the fault of a text that is no JSON, made a document again.</summary>
internal static class JsonPrefix
{
    // Members of the outermost object, and elements of its arrays: a part of one of them would say less than its publisher meant, and look as if it said all.
    private const int Deepest = 2;

    /// <summary>Keeps the whole elements of an outermost array, or of an outermost object the whole members, and the whole elements of one that breaks off in an array.</summary>
    /// <param name="json">The text.</param>
    /// <param name="maxDepth">The deepest nesting.</param>
    /// <param name="hasContext">Whether a context is given otherwise: without one, a document whose own context may be behind the fault means nothing for certain.</param>
    /// <returns>The document, and how many bytes of the text are in it; null: nothing can be kept.</returns>
    public static (byte[] Json, int Length)? Of(ReadOnlySpan<byte> json, int maxDepth, bool hasContext)
    {
        var bom = json.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        var reader = new Utf8JsonReader(json[bom..Sound(json)], isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = maxDepth }));
        var (end, isInArray, isArray) = (0, false, false);
        var containers = new bool[Deepest + 1];
        try
        {
            while (reader.Read())
            {
                // The depth of an opening bracket is that of what is around it.
                var depth = reader.CurrentDepth;
                if (depth < Deepest && reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                    containers[Math.Min(depth, Deepest)] = reader.TokenType is JsonTokenType.StartArray;
                isArray = containers[0];
                if (depth == 1 && !isArray && reader.TokenType == JsonTokenType.PropertyName)
                    hasContext |= reader.ValueTextEquals("@context"u8) && reader.TrySkip();
                if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject or JsonTokenType.PropertyName)
                    continue;
                var isElement = depth == Deepest && !isArray && containers[1];
                if (depth == 1 || isElement)
                    (end, isInArray) = (bom + (int)reader.BytesConsumed, isElement);
            }
        }
        catch (JsonException)
        {
            // What was whole before it is known.
        }
        if (end == 0 || !(hasContext || isArray))
            return null;
        ReadOnlySpan<byte> brackets = isArray ? "]"u8 : isInArray ? "]}"u8 : "}"u8;
        return ([.. json[..end], .. brackets], end);
    }

    // Up to the first byte that is no UTF-8, or the first escape of half a surrogate pair.
    private static int Sound(ReadOnlySpan<byte> json)
    {
        var surrogate = JsonText.IndexOfLoneSurrogate(json) is >= 0 and var index ? index : json.Length;
        return Utf8.IsValid(json) ? surrogate : Math.Min(surrogate, JsonText.IndexOfInvalid(json));
    }
}

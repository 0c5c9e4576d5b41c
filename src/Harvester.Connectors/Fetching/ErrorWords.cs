using System.Text.Json;
using Harvester.Core.Model;

namespace Harvester.Connectors.Fetching;

/// <summary>
/// What a JSON error body says to a person: the member <c>error</c> of an action API's envelope (CKAN API guide, "error"), which is a text, or an object with a
/// message or with complaints about fields, and a type.
/// </summary>
internal static class ErrorWords
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = JsonDepth.Most };

    /// <param name="head">The body, or its beginning.</param>
    /// <returns>Null where it is no JSON, or has no such member with words in it.</returns>
    public static string? Of(ReadOnlySpan<byte> head)
    {
        var reader = new Utf8JsonReader(head, isFinalBlock: false, new JsonReaderState(Options));
        try
        {
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
                return null;
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var isError = reader.ValueTextEquals("error"u8);
                if (!reader.Read())
                    return null;
                if (isError)
                    return Read(ref reader).Words;
                if (!reader.TrySkip())
                    return null;
            }
        }
        catch (JsonException)
        {
            // no JSON: it is shown as it stands
        }

        return null;
    }

    /// <summary>Of the value on which the reader stands: <c>message; field: complaint, complaint (type)</c>. The reader is left at its end.</summary>
    public static (string? Words, string? Type) Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            var text = Text(ref reader);
            _ = reader.TrySkip();
            return (text, null);
        }

        var depth = reader.CurrentDepth;
        var path = new Stack<(int Depth, string Name)>();
        var fields = new OrderedDictionary<string, List<string>>(StringComparer.Ordinal);
        string? type = null;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType is JsonTokenType.PropertyName)
            {
                while (path.TryPeek(out var above) && above.Depth >= reader.CurrentDepth)
                    path.Pop();
                path.Push((reader.CurrentDepth, Text(ref reader) ?? "?"));
            }
            else if (Text(ref reader) is { } text)
            {
                var field = string.Join('.', path.Reverse().Select(step => step.Name));
                if (field == "__type")
                    type = text;
                else if (fields.TryGetValue(field, out var texts))
                    texts.Add(text);
                else
                    fields[field] = [text];
            }
        }

        var words = string.Join("; ", fields.Select(field => field.Key == "message" ? string.Join(", ", field.Value) : $"{field.Key}: {string.Join(", ", field.Value)}"));
        return (words.Length == 0 ? type : type is null ? words : $"{words} ({type})", type);
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
            return null;
        try
        {
            return reader.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // a lone surrogate or invalid UTF-8
        }
    }
}

using System.Text.Json;
using Harvester.Core.Model;

namespace Harvester.Core.Mapping;

/// <summary>Text out of a JSON value: plain, a literal or node of the dcat tree (<c>@value</c>, <c>@id</c>), or a map of languages (ckanext-fluent).</summary>
internal static class JsonText
{
    internal static string? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Object => OfObject(value),
        _ => null,
    };

    /// <summary>Adds each text with its tag; <paramref name="language"/> for texts that have none.</summary>
    internal static void Tagged(JsonElement value, string language, List<(string Tag, string Text)> into)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            if (Of(value) is not { } plain)
                return;
            if (MapInText(plain) is { } map)
                into.AddRange(map);
            else
                into.Add((language, plain));
        }
        else if (value.TryGetProperty("@value"u8, out var literal))
        {
            if (Of(literal) is { } text)
                into.Add((value.TryGetProperty("@language"u8, out var tag) && tag.ValueKind == JsonValueKind.String ? TagOf(tag.GetString()!) ?? language : language, text));
        }
        else if (!value.TryGetProperty("@id"u8, out _) && !value.TryGetProperty("@type"u8, out _))
        {
            into.AddRange(OfMap(value));
        }
    }

    private static IEnumerable<(string Tag, string Text)> OfMap(JsonElement map)
    {
        foreach (var property in map.EnumerateObject())
        {
            if (TagOf(property.Name) is not { } tag)
                continue;
            if (property.Value.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in property.Value.EnumerateArray())
                {
                    if (item.ValueKind == JsonValueKind.String)
                        yield return (tag, item.GetString()!);
                }
            }
            else if (property.Value.ValueKind == JsonValueKind.String)
            {
                yield return (tag, property.Value.GetString()!);
            }
        }
    }

    /// <summary>A map of languages kept as text, as extras hold it; null for any other text.</summary>
    private static List<(string Tag, string Text)>? MapInText(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("{"))
            return null;
        try
        {
            using var parsed = JsonDocument.Parse(text);
            var isMap = parsed.RootElement.EnumerateObject().All(member => TagOf(member.Name) is not null
                && (member.Value.ValueKind == JsonValueKind.String
                    || (member.Value.ValueKind == JsonValueKind.Array && member.Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))));
            return isMap && OfMap(parsed.RootElement).ToList() is { Count: > 0 } map ? map : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? OfObject(JsonElement value)
    {
        if (value.TryGetProperty("@value"u8, out var literal))
            return literal.ValueKind == JsonValueKind.Object ? null : Of(literal);
        if (value.TryGetProperty("@id"u8, out var id) && id.ValueKind == JsonValueKind.String)
            return id.GetString();
        if (value.TryGetProperty("@type"u8, out _))
            return null;
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (tag, text) in OfMap(value))
            map.TryAdd(tag, text);
        return map.Count == 0 ? null : map.Best();
    }

    /// <summary>A BCP 47 tag by its looks (RFC 5646, section 2.1), <c>_</c> read as <c>-</c>; null for anything else.</summary>
    internal static string? TagOf(string text)
    {
        var tag = text.Trim().Replace('_', '-');
        var primary = tag.IndexOf('-', StringComparison.Ordinal) is var at and >= 0 ? at : tag.Length;
        if (primary is < 2 or > 3 || tag.Length > 35 || !tag.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') || !tag.AsSpan(0, primary).ToString().All(char.IsAsciiLetter))
            return null;
        return string.Concat(tag[..primary].ToLowerInvariant(), tag.AsSpan(primary));
    }
}

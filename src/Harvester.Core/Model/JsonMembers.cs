using System.Text;
using System.Text.Json;

namespace Harvester.Core.Model;

/// <summary>
/// What <see cref="DatasetReading"/> reads objects and arrays with: on to the next member or item, and values that are read alike wherever they stand. What reads a
/// value finds the reader at its first token and leaves it at its last.
/// </summary>
internal static class JsonMembers
{
    /// <summary>A longer name is none of ours.</summary>
    public const int LongestName = 32;

    /// <summary>The words of an enumeration as they stand in JSON (<see cref="EnumWord"/>).</summary>
    public static (byte[] Word, T Value)[] Words<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(value => (Encoding.UTF8.GetBytes(EnumWord.Of(value)), value))];

    /// <exception cref="JsonException">The value is none of the words.</exception>
    public static T Word<T>(ref Utf8JsonReader json, (byte[] Word, T Value)[] words)
        where T : struct, Enum
    {
        foreach (var (word, value) in words)
        {
            if (json.ValueTextEquals(word))
                return value;
        }

        throw new JsonException($"\"{json.GetString()}\" is no {typeof(T).Name}");
    }

    /// <summary>False where null stands in its place.</summary>
    public static bool Opens(ref Utf8JsonReader json, JsonTokenType token) =>
        json.TokenType == token || (json.TokenType is JsonTokenType.Null ? false : throw new JsonException($"{json.TokenType} at byte {json.TokenStartIndex} where {token} or null was expected"));

    /// <summary>On to the value of the next member; false at the end of the object.</summary>
    public static bool Next(ref Utf8JsonReader json, scoped Span<char> name, out int length)
    {
        length = 0;
        json.Read();
        if (json.TokenType is JsonTokenType.EndObject)
            return false;
        if (json.ValueSpan.Length <= LongestName)
            length = json.CopyString(name);
        json.Read();
        return true;
    }

    /// <summary>The same where the names are data: the language tags, mostly one of two.</summary>
    public static string? Key(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType is JsonTokenType.EndObject)
            return null;
        var key = json.ValueTextEquals("ja"u8) ? "ja" : json.ValueTextEquals("en"u8) ? "en" : json.GetString();
        json.Read();
        return key;
    }

    /// <summary>On to the next item; false at the end of the array.</summary>
    public static bool Item(ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType is not JsonTokenType.EndArray;
    }

    /// <summary>An object of two texts.</summary>
    public static (string? One, string? Other) Pair(ref Utf8JsonReader json, scoped Span<char> name, string one, string other)
    {
        (string? One, string? Other) pair = default;
        for (var any = Opens(ref json, JsonTokenType.StartObject); any && Next(ref json, name, out var length);)
        {
            if (name[..length].SequenceEqual(one))
                pair.One = json.GetString();
            else if (name[..length].SequenceEqual(other))
                pair.Other = json.GetString();
            else
                json.Skip();
        }

        return pair;
    }

    public static Dictionary<string, string>? Map(ref Utf8JsonReader json)
    {
        if (!Opens(ref json, JsonTokenType.StartObject))
            return null;
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        while (Key(ref json) is { } key)
            map[key] = json.GetString()!;
        return map;
    }

    public static Dictionary<string, IReadOnlyList<string>>? Lists(ref Utf8JsonReader json)
    {
        if (!Opens(ref json, JsonTokenType.StartObject))
            return null;
        var map = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        while (Key(ref json) is { } key)
            map[key] = Texts(ref json)!;
        return map;
    }

    public static List<string>? Texts(ref Utf8JsonReader json)
    {
        if (!Opens(ref json, JsonTokenType.StartArray))
            return null;
        List<string> texts = [];
        while (Item(ref json))
            texts.Add(json.GetString()!);
        return texts;
    }

    public static List<double>? Numbers(ref Utf8JsonReader json)
    {
        if (!Opens(ref json, JsonTokenType.StartArray))
            return null;
        List<double> numbers = [];
        while (Item(ref json))
            numbers.Add(json.GetDouble());
        return numbers;
    }
}

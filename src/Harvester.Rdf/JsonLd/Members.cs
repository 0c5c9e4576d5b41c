using System.Text.Json;

namespace Harvester.Rdf.JsonLd;

/// <summary>Small looks into JSON.</summary>
internal static class Members
{
    public static IEnumerable<JsonProperty> Ordered(JsonElement map) =>
        map.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal);

    /// <summary>The value, or the items of the array.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];

    /// <summary>The strings among the value or its items.</summary>
    public static List<string> Strings(JsonElement value) =>
        Items(value).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!).ToList();

    public static bool IsScalar(JsonElement value) =>
        value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;
}

using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Web.Api;

/// <summary>
/// What differs between two versions of a dataset, member by member: <c>title.ja</c>, <c>distributions[f1].downloadUrl</c>. Lists of things that have an id are
/// compared by it, all other lists as a whole. What the system itself counts (version, sequence, hashes) and what it finds out is left out.
/// </summary>
internal static class DatasetDifferences
{
    private static readonly HashSet<string> Left = new(StringComparer.Ordinal)
    {
        "version", "sequence", "annotations",
        "provenance.firstSeen", "provenance.lastChanged", "provenance.missingSince", "provenance.rawHash", "provenance.contentHash", "provenance.mappingVersion",
    };

    /// <summary>Objects <c>{ field, before, after }</c> into the array that is open; a member that one version lacks is absent.</summary>
    public static void Write(Utf8JsonWriter json, Dataset before, Dataset after)
    {
        foreach (var (field, was, now) in Of(before, after))
        {
            json.WriteStartObject();
            json.WriteString("field", field);
            foreach (var (name, value) in new[] { ("before", was), ("after", now) })
            {
                if (value is not { } given)
                    continue;
                json.WritePropertyName(name);
                given.WriteTo(json);
            }

            json.WriteEndObject();
        }
    }

    /// <summary>
    /// What was before each version, by the number of the version. One that the retention has removed leaves a gap: what the next one changed cannot be told then.
    /// </summary>
    /// <param name="versions">Oldest first.</param>
    public static IReadOnlyDictionary<int, Dataset> Predecessors(IReadOnlyList<DatasetVersion> versions) => versions.Zip(versions.Skip(1))
        .Where(pair => pair.First.Version + 1 == pair.Second.Version).ToDictionary(pair => pair.Second.Version, pair => pair.First.Dataset);

    /// <summary>Null: that version lacks the member.</summary>
    public static IReadOnlyList<(string Field, JsonElement? Before, JsonElement? After)> Of(Dataset before, Dataset after)
    {
        using var old = JsonDocument.Parse(DatasetJson.Serialize(before));
        using var now = JsonDocument.Parse(DatasetJson.Serialize(after));
        return [.. Members("", old.RootElement, now.RootElement).Select(one => (one.Field, one.Before?.Clone(), one.After?.Clone()))];
    }

    private static IEnumerable<(string Field, JsonElement? Before, JsonElement? After)> Compare(string field, JsonElement? before, JsonElement? after)
    {
        if (Left.Contains(field) || (before is { } one && after is { } other && JsonElement.DeepEquals(one, other)))
            return [];
        if (before is { ValueKind: JsonValueKind.Object } was && after is { ValueKind: JsonValueKind.Object } becomes)
            return Members(field + ".", was, becomes);
        if (before is { } list && after is { } newer && Keyed(list) is { } old && Keyed(newer) is { } now)
            return Elements(field, old, now);
        return [(field, before, after)];
    }

    private static IEnumerable<(string Field, JsonElement? Before, JsonElement? After)> Members(string prefix, JsonElement before, JsonElement after) =>
        before.EnumerateObject().SelectMany(member => Compare(prefix + member.Name, member.Value, after.TryGetProperty(member.Name, out var now) ? now : null))
            .Concat(after.EnumerateObject().Where(member => !before.TryGetProperty(member.Name, out _)).SelectMany(member => Compare(prefix + member.Name, null, member.Value)));

    private static IEnumerable<(string Field, JsonElement? Before, JsonElement? After)> Elements(string field, Dictionary<string, JsonElement> before, Dictionary<string, JsonElement> after)
    {
        foreach (var difference in before.SelectMany(pair => Compare($"{field}[{pair.Key}]", pair.Value, after.TryGetValue(pair.Key, out var now) ? now : null)))
            yield return difference;
        foreach (var (id, element) in after.Where(pair => !before.ContainsKey(pair.Key)))
            yield return ($"{field}[{id}]", null, element);
        // In another order, and otherwise as they were.
        if (before.Keys.ToHashSet().SetEquals(after.Keys) && !before.Keys.SequenceEqual(after.Keys))
            yield return (field, Order(before.Keys), Order(after.Keys));
    }

    /// <summary>The elements by their ids, in their order; null where it is no list of things that each have one of their own.</summary>
    private static Dictionary<string, JsonElement>? Keyed(JsonElement list)
    {
        if (list.ValueKind is not JsonValueKind.Array)
            return null;
        var keyed = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var element in list.EnumerateArray())
        {
            if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty("id", out var id) || id.ValueKind is not JsonValueKind.String || !keyed.TryAdd(id.GetString()!, element))
                return null;
        }

        return keyed;
    }

    private static JsonElement Order(IEnumerable<string> ids) => JsonSerializer.SerializeToElement(ids.ToArray());
}

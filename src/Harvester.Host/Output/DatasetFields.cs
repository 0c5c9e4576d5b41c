using System.Text.Json;
using System.Text.Json.Nodes;
using Harvester.Core.Model;

namespace Harvester.Host.Output;

/// <summary>Every field of a dataset that has a value, as a person reads it; each file is a field of its own.</summary>
internal static class DatasetFields
{
    private static readonly HashSet<string> NotContent = ["id", "previousIds", "provenance", "problems", "state", "version", "sequence", "annotations"];

    public static IEnumerable<(string Field, string Value)> Of(Dataset dataset)
    {
        foreach (var (name, value) in JsonSerializer.SerializeToNode(dataset, DatasetJson.Plain.Dataset)!.AsObject())
        {
            if (NotContent.Contains(name))
                continue;
            if (name == "distributions")
            {
                foreach (var (file, number) in value!.AsArray().Select((file, index) => (file, index + 1)))
                    yield return ($"file {number}", Text(file));
            }
            else if (Text(value) is { Length: > 0 } text)
            {
                yield return (name, text);
            }
        }
    }

    /// <summary>What differs between two states of a dataset; null on the side that has nothing there.</summary>
    public static IReadOnlyList<(string Field, string? Was, string? Is)> Changes(Dataset before, Dataset after)
    {
        var was = Of(before).ToDictionary(f => f.Field, f => f.Value, StringComparer.Ordinal);
        var now = Of(after).ToDictionary(f => f.Field, f => f.Value, StringComparer.Ordinal);
        return
        [
            .. was.Keys.Union(now.Keys, StringComparer.Ordinal)
                .Select(field => (field, was.GetValueOrDefault(field), now.GetValueOrDefault(field)))
                .Where(change => change.Item2 != change.Item3),
        ];
    }

    private static string Text(JsonNode? value) => value switch
    {
        null => "",
        JsonArray items => string.Join(", ", items.Select(Text)),
        JsonObject members => string.Join(" · ", members.Where(m => Text(m.Value).Length > 0).Select(m => $"{m.Key}: {Text(m.Value)}")),
        _ => value.ToString(),
    };
}

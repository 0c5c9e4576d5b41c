using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Harvester.AcceptanceTests;

/// <summary>Real metadata from beside the checkout, as the packages of a CKAN answer.</summary>
internal static class RealRecords
{
    /// <summary>The single packages of <c>real/ckan</c> and those of the recorded answer. An answer of a real CKAN has both id and name; where a recording has one, it stands for both.</summary>
    public static IReadOnlyList<JsonObject> CkanPackages()
    {
        var packages = new List<JsonObject>();
        foreach (var file in Directory.EnumerateFiles(Repository.Shared("real/ckan"), "*.json").Order(StringComparer.Ordinal))
        {
            var root = Object(JsonDocument.Parse(File.ReadAllText(file)).RootElement);
            if (root["result"] is JsonObject result)
                packages.AddRange(result["results"]!.AsArray().Select(p => p!.DeepClone().AsObject()));
            else
                packages.Add(root);
        }

        foreach (var package in packages)
        {
            package["id"] ??= package["name"]!.DeepClone();
            package["name"] ??= package["id"]!.DeepClone();
        }

        return packages;
    }

    /// <summary>The answer of envidat.ch as it is: it announces 858 and holds 2.</summary>
    public static string EnvidatAnswer() => File.ReadAllText(Path.Combine(Repository.Shared("real/ckan"), "envidat_package_search.json"), Encoding.UTF8);

    /// <summary>Rows of the Tokyo catalogue's resources, grouped by dataset.</summary>
    public static IReadOnlyList<TokyoDataset> TokyoDatasets()
    {
        var records = Records(File.ReadAllText(Path.Combine(Repository.Shared("real/tokyo-catalogue"), "sample.csv"), Encoding.UTF8)).ToList();
        var column = records[0].Index().ToDictionary(c => c.Item, c => c.Index);
        var rows = records.Skip(1).Select(r => new TokyoRow(
            r[column["dataset_id"]], r[column["name"]], r[column["organization"]], r[column["resource_url"]], r[column["resource_id"]], r[column["format"]],
            r[column["license"]], r[column["last_modified"]], r[column["update_frequency"]]));
        return [.. rows.GroupBy(r => r.dataset_id).Select(g => new TokyoDataset(g.Key, [.. g]))];
    }

    // One of the recordings has a member twice; the last one counts, as in most readers.
    private static JsonObject Object(JsonElement element)
    {
        var read = new JsonObject();
        foreach (var member in element.EnumerateObject())
            read[member.Name] = member.Value.ValueKind is JsonValueKind.Object ? Object(member.Value) : JsonNode.Parse(member.Value.GetRawText());
        return read;
    }

    // RFC 4180, section 2: enough for a file that is known to be well-formed.
    private static IEnumerable<List<string>> Records(string text)
    {
        var record = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (quoted && c == '"' && at + 1 < text.Length && text[at + 1] == '"')
                field.Append(text[at++]);
            else if (c == '"')
                quoted = !quoted;
            else if (quoted || c is not (',' or '\n'))
                field.Append(c);
            else
            {
                record.Add(field.ToString());
                field.Clear();
                if (c == ',')
                    continue;
                yield return record;
                record = [];
            }
        }
    }

#pragma warning disable IDE1006 // names of the file's columns
    internal sealed record TokyoRow(
        string dataset_id, string name, string organization, string resource_url, string resource_id, string format, string license, string last_modified, string update_frequency);
#pragma warning restore IDE1006

    internal sealed record TokyoDataset(string Id, IReadOnlyList<TokyoRow> Rows)
    {
        /// <summary>The organisation's name in the catalogue: the front of the dataset's name.</summary>
        public string Organization => Id[..Id.IndexOf('d', StringComparison.Ordinal)];

        public JsonObject Package() => new()
        {
            ["id"] = $"uuid-{Id}",
            ["name"] = Id,
            ["title"] = Rows[0].name,
            ["notes"] = "",
            ["state"] = "active",
            ["private"] = false,
            ["license_id"] = Rows[0].license,
            ["organization"] = new JsonObject { ["name"] = Organization, ["title"] = Rows[0].organization },
            ["extras"] = Rows[0].update_frequency.Length == 0 ? [] : new JsonArray(new JsonObject { ["key"] = "更新頻度", ["value"] = Rows[0].update_frequency }),
            ["resources"] = new JsonArray([.. Rows.Select(r => new JsonObject
            {
                ["id"] = r.resource_id,
                ["url"] = r.resource_url,
                ["format"] = r.format,
                ["name"] = r.name,
                ["last_modified"] = r.last_modified,
            })]),
        };
    }
}

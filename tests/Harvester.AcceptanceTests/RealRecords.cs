using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsvHelper;

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
            var root = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
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
        using var reader = new StreamReader(Path.Combine(Repository.Shared("real/tokyo-catalogue"), "sample.csv"), Encoding.UTF8);
        using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
        return [.. csv.GetRecords<TokyoRow>().GroupBy(r => r.dataset_id).Select(g => new TokyoDataset(g.Key, [.. g]))];
    }

#pragma warning disable IDE1006, SA1300, CA1812 // names of the file's columns; made by CsvHelper
    internal sealed class TokyoRow
    {
        public required string dataset_id { get; set; }
        public required string name { get; set; }
        public required string organization { get; set; }
        public required string resource_url { get; set; }
        public required string resource_id { get; set; }
        public required string format { get; set; }
        public required string license { get; set; }
        public required string last_modified { get; set; }
        public required string update_frequency { get; set; }
    }
#pragma warning restore IDE1006, SA1300, CA1812

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

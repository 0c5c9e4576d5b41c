using System.Text.Json.Nodes;

namespace Harvester.AcceptanceTests;

/// <summary><c>dump</c>, and what <c>erase</c> does to dumps, as processes of their own.</summary>
public sealed class DumpTests
{
    [Fact]
    public async Task Dump_WritesASetBesideTheStore_AndATakedownRemovesIt()
    {
        await using var ckan = await LoopbackCkan.StartAsync([Package(1, "公園"), Package(2, "名簿")]);
        using var harvester = new HarvesterProgram();
        string[] sources = ["--connectors", harvester.Connectors("records", ckan.Yaml("記録")), "--allow-private-networks"];
        Assert.Equal(0, (await harvester.RunAsync(["run", .. sources])).ExitCode);

        var dumped = await harvester.RunAsync("dump", "--json", "--base-url", "https://data.example.jp/");

        Assert.Equal(0, dumped.ExitCode);
        var manifest = dumped.Json.GetProperty("manifest");
        var folder = Path.Combine(harvester.Folder, "dumps");
        Assert.Equal(
            ["catalog.csv", "catalog.ndjson.gz", "catalog.ttl.gz"],
            Directory.GetFiles(Path.Combine(folder, manifest.GetProperty("set").GetString()!)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(manifest.GetProperty("files").EnumerateArray(), file => Assert.Equal(2, file.GetProperty("records").GetInt32()));

        Assert.Equal(0, (await harvester.RunAsync(["erase", "records~id-2", "--reason", "個人情報", "--yes", .. sources])).ExitCode);
        Assert.False(File.Exists(Path.Combine(folder, "manifest.json")));
        Assert.Empty(Directory.GetDirectories(folder));
    }

    private static JsonObject Package(int n, string title) => new()
    {
        ["id"] = $"id-{n}",
        ["name"] = $"n{n}",
        ["title"] = title,
        ["organization"] = new JsonObject { ["name"] = "t131032", ["title"] = "港区" },
        ["resources"] = new JsonArray(new JsonObject { ["id"] = $"r{n}", ["url"] = $"https://example.org/{n}.csv", ["format"] = "CSV" }),
    };
}

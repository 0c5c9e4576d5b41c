using System.Text.Json.Nodes;

namespace Harvester.AcceptanceTests;

/// <summary><c>verdict</c>, as a process of its own.</summary>
public sealed class VerdictTests
{
    [Fact]
    public async Task Verdict_IsCarriedOutAtOnce_AndARefusedOneSaysWhy()
    {
        await using var ckan = await LoopbackCkan.StartAsync([Package(1, "公園", "koen"), Package(2, "緑地", "ryokuchi")]);
        using var harvester = new HarvesterProgram();
        var connectors = harvester.Connectors("records", ckan.Yaml("記録"));
        Assert.Equal(0, (await harvester.RunAsync("run", "--connectors", connectors, "--allow-private-networks")).ExitCode);

        var given = await harvester.RunAsync("verdict", "same", "records~id-2", "records~id-1", "--by", "港区", "--json", "--connectors", connectors);
        var plain = await harvester.RunAsync("verdict", "apart", "records~id-1", "records~id-2", "--connectors", connectors);
        var unknown = await harvester.RunAsync("verdict", "same", "records~id-1", "records~id-3", "--connectors", connectors);
        var one = await harvester.RunAsync("verdict", "same", "records~id-1", "records~id-1", "--connectors", connectors);
        var word = await harvester.RunAsync("verdict", "alike", "records~id-1", "records~id-2", "--connectors", connectors);

        Assert.Equal(0, given.ExitCode);
        Assert.Equal(("same", "港区"), (given.Json.GetProperty("verdict").GetString(), given.Json.GetProperty("by").GetString()));
        var datasets = given.Json.GetProperty("datasets").EnumerateArray().ToList();
        Assert.Single(datasets, dataset => dataset.TryGetProperty("canonicalId", out _));
        Assert.All(datasets, dataset => Assert.Equal("same", dataset.GetProperty("relations")[0].GetProperty("kind").GetString()));
        Assert.Equal(0, plain.ExitCode);
        Assert.Contains("records~id-1 (公園): stands for itself", plain.Output, StringComparison.Ordinal);
        Assert.Equal((2, 2, 2), (unknown.ExitCode, one.ExitCode, word.ExitCode));
        Assert.Contains("There is no dataset records~id-3", unknown.Errors, StringComparison.Ordinal);
        Assert.Contains("named twice", one.Errors, StringComparison.Ordinal);
    }

    private static JsonObject Package(int n, string title, string file) => new()
    {
        ["id"] = $"id-{n}",
        ["name"] = $"n{n}",
        ["title"] = title,
        ["organization"] = new JsonObject { ["name"] = "t131032", ["title"] = "港区" },
        ["resources"] = new JsonArray(new JsonObject { ["id"] = $"r{n}", ["url"] = $"https://example.org/{file}.csv", ["format"] = "CSV" }),
    };
}

using System.Text.Json.Nodes;

namespace Harvester.AcceptanceTests;

/// <summary><c>copy</c>, as a process of its own.</summary>
public sealed class CopyTests
{
    [Fact]
    public async Task Copy_IsTheCatalogueOverAgain_AndARefusedOneSaysWhy()
    {
        await using var ckan = await LoopbackCkan.StartAsync([Package(1, "公園"), Package(2, "緑地")]);
        using var harvester = new HarvesterProgram();
        var connectors = harvester.Connectors("records", ckan.Yaml("記録"));
        Assert.Equal(0, (await harvester.RunAsync("run", "--connectors", connectors, "--allow-private-networks")).ExitCode);
        var target = $"sqlite:{Path.Combine(harvester.Folder, "copy.db")}";

        var copied = await harvester.RunAsync("copy", "--from", harvester.Store, "--to", target, "--json");
        var again = await harvester.RunAsync("copy", "--to", target, "--json");
        var itself = await harvester.RunAsync("copy", "--to", harvester.Store);
        var nowhere = await harvester.RunAsync("copy");
        var missing = await harvester.RunAsync("copy", "--from", $"sqlite:{Path.Combine(harvester.Folder, "no.db")}", "--to", $"sqlite:{Path.Combine(harvester.Folder, "none.db")}");
        var original = await harvester.RunAsync("export", "--format", "ndjson");
        var copy = await harvester.RunAsync("export", "--format", "ndjson", "--store", target);
        var unchanged = await harvester.RunAsync("run", "--json", "--connectors", connectors, "--allow-private-networks", "--store", target);

        Assert.Equal(0, copied.ExitCode);
        Assert.Equal(("fresh", 2), (copied.Json.GetProperty("start").GetString(), copied.Json.GetProperty("parts").GetProperty("datasets").GetInt32()));
        Assert.Equal(target, copied.Json.GetProperty("to").GetString());
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("holds this catalogue already", again.Json.GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal((2, 2, 2), (itself.ExitCode, nowhere.ExitCode, missing.ExitCode));
        Assert.Contains("onto itself", itself.Errors, StringComparison.Ordinal);
        Assert.Contains("give --to", nowhere.Errors, StringComparison.Ordinal);
        Assert.Contains("There is no catalogue at", missing.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(harvester.Folder, "none.db")) || File.Exists(Path.Combine(harvester.Folder, "no.db")));
        Assert.Contains("公園", copy.Output, StringComparison.Ordinal);
        Assert.Equal(original.Output, copy.Output);
        Assert.Equal(2, unchanged.Json.GetProperty("runs")[0].GetProperty("unchanged").GetInt32());
    }

    [Fact]
    public async Task Copy_ToAPerson_SaysWhatWasCopied_AndWhoMayUseWhich()
    {
        await using var ckan = await LoopbackCkan.StartAsync([Package(1, "公園")]);
        using var harvester = new HarvesterProgram();
        Assert.Equal(0, (await harvester.RunAsync("run", "--connectors", harvester.Connectors("records", ckan.Yaml("記録")), "--allow-private-networks")).ExitCode);

        var copied = await harvester.RunAsync("copy", "--to", $"sqlite:{Path.Combine(harvester.Folder, "new", "copy.db")}");

        Assert.Equal(0, copied.ExitCode);
        Assert.Matches(@"datasets +1\b", copied.Output);
        Assert.Contains("one of the two only", copied.Output, StringComparison.Ordinal);
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

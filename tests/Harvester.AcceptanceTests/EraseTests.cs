using System.Text.Json.Nodes;

namespace Harvester.AcceptanceTests;

/// <summary><c>erase</c>, as a process of its own.</summary>
public sealed class EraseTests
{
    [Fact]
    public async Task Erased_DoesNotComeBackWithTheNextRun_UntilItIsLifted()
    {
        await using var ckan = await LoopbackCkan.StartAsync([Package(1, "公園"), Package(2, "名簿")]);
        using var harvester = new HarvesterProgram();
        string[] sources = ["--connectors", harvester.Connectors("records", ckan.Yaml("記録")), "--allow-private-networks"];
        Assert.Equal(0, (await harvester.RunAsync(["run", .. sources])).ExitCode);

        // What is set for good must not answer for a person.
        harvester.Environment["HARVESTER_YES"] = "true";
        harvester.Environment["HARVESTER_REASON"] = "the same for everything";
        var unasked = await harvester.RunAsync(["erase", "records~id-2", "--reason", "個人情報", .. sources]);
        var json = await harvester.RunAsync(["erase", "records~id-2", "--reason", "個人情報", "--json", .. sources]);
        var unreasoned = await harvester.RunAsync(["erase", "records~id-2", "--yes", .. sources]);
        var unknown = await harvester.RunAsync(["erase", "records~id-3", "--reason", "x", "--yes", .. sources]);
        var both = await harvester.RunAsync(["erase", "records~id-2", "--list", .. sources]);
        var erased = await harvester.RunAsync(["erase", "records~id-2", "--reason", "個人情報", "--yes", "--json", .. sources]);
        var list = await harvester.RunAsync("erase", "--list");
        var found = await harvester.RunAsync("find", "records~id-2");
        var export = await harvester.RunAsync("export", "--format", "ndjson");
        var again = await harvester.RunAsync(["run", "--json", .. sources]);
        var lifted = await harvester.RunAsync(["erase", "--lift", "records~id-2", .. sources]);
        var after = await harvester.RunAsync(["run", "--json", .. sources]);

        Assert.Equal((2, 2, 2, 2, 2), (unasked.ExitCode, json.ExitCode, unreasoned.ExitCode, unknown.ExitCode, both.ExitCode));
        Assert.Contains("--yes", unasked.Errors, StringComparison.Ordinal);
        Assert.Contains("--yes", json.Json.GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("--reason", unreasoned.Errors, StringComparison.Ordinal);
        Assert.Contains("There is no dataset", unknown.Errors, StringComparison.Ordinal);
        Assert.Equal((0, "records~id-2", true), (erased.ExitCode, erased.Json.GetProperty("erased").GetProperty("id").GetString(), erased.Json.GetProperty("wiped").GetBoolean()));
        Assert.Matches("records~id-2.*個人情報", list.Output);
        Assert.Matches("records~id-2 was taken down on .*個人情報", found.Output);
        Assert.DoesNotContain("名簿", export.Output, StringComparison.Ordinal);
        var run = again.Json.GetProperty("runs")[0];
        Assert.Equal((0, 0, 1), (again.ExitCode, run.GetProperty("added").GetInt32(), run.GetProperty("unchanged").GetInt32()));
        Assert.Equal("erased", run.GetProperty("problems").EnumerateArray().Single(problem => problem.GetProperty("severity").GetString() == "info" && problem.GetProperty("code").GetString() == "erased").GetProperty("code").GetString());
        Assert.Equal((0, 1), (lifted.ExitCode, after.Json.GetProperty("runs")[0].GetProperty("added").GetInt32()));
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

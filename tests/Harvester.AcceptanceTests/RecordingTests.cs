using System.Text.Json.Nodes;

namespace Harvester.AcceptanceTests;

/// <summary>A run is recorded, and runs again from the recording when the portal is gone.</summary>
public sealed class RecordingTests
{
    private static JsonObject[] Packages(int count) => [.. Enumerable.Range(1, count).Select(i => new JsonObject
    {
        ["id"] = $"id-{i:d3}",
        ["name"] = $"dataset-{i}",
        ["title"] = $"公園その{i}",
        ["license_id"] = "cc-by",
        ["resources"] = new JsonArray(new JsonObject { ["id"] = $"r{i}", ["url"] = $"https://city.example/{i}.csv", ["format"] = "CSV" }),
    })];

    [Fact]
    public async Task RecordedRun_RunsAgainWithoutThePortal_AndIsPreviewed()
    {
        using var harvester = new HarvesterProgram();
        var recording = Path.Combine(harvester.Folder, "fixture");
        string connectors;
        await using (var ckan = await LoopbackCkan.StartAsync(Packages(90)))
        {
            connectors = harvester.Connectors("park", ckan.Yaml("公園"));
            var live = await harvester.RunAsync("run", "--json", "--connectors", connectors, "--allow-private-networks", "--record", recording, "--store", $"sqlite:{harvester.Folder}/live.db");
            Assert.True(live.ExitCode == 0, live.Errors);
        }

        Assert.True(File.Exists(Path.Combine(recording, "recording.json")));
        Assert.True(File.Exists(Path.Combine(recording, "park", "0001.json")));

        // neither network nor permission to use a private one is needed
        var replayed = await harvester.RunAsync("run", "--json", "--connectors", connectors, "--replay", recording);
        Assert.True(replayed.ExitCode == 0, replayed.Errors + replayed.Output);
        var run = replayed.Json.GetProperty("runs")[0];
        Assert.Equal((90, true), (run.GetProperty("added").GetInt32(), run.GetProperty("listing").GetProperty("complete").GetBoolean()));

        var again = await harvester.RunAsync("run", "--json", "--connectors", connectors, "--replay", recording);
        Assert.Equal(90, again.Json.GetProperty("runs")[0].GetProperty("unchanged").GetInt32());
        var preview = await harvester.RunAsync("preview", "park", "--json", "--connectors", connectors, "--replay", recording);
        Assert.Equal("公園その1", preview.Json.GetProperty("records")[0].GetProperty("dataset").GetProperty("title").GetProperty("ja").GetString());
    }

    [Fact]
    public async Task SourceThatIsNotInTheRecording_Fails_AndNamesFolderAndAddress()
    {
        using var harvester = new HarvesterProgram();
        harvester.Write("fixture/recording.json", """{ "format": 1, "tool": "Harvester 0.1", "recordedAt": "2026-11-23T00:00:00Z" }""");
        var connectors = harvester.Connectors("park", "format: 1\ntitle: 公園\npublisher: { code: \"131032\" }\nschedule: daily\nckan: { api: https://park.example/api/3/action }\n");
        var result = await harvester.RunAsync("run", "--json", "--connectors", connectors, "--replay", Path.Combine(harvester.Folder, "fixture"));
        Assert.Equal(4, result.ExitCode);
        var run = result.Json.GetProperty("runs")[0];
        Assert.Contains("https://park.example/api/3/action", run.GetProperty("error").GetString());
        Assert.Contains("fixture", run.GetProperty("error").GetString());
        Assert.Contains("not-recorded", run.GetProperty("problems").GetRawText());
    }

    [Theory]
    [InlineData("run --record {0}/taken", "taken")]
    [InlineData("run --replay {0}/taken", "taken")]
    [InlineData("run --replay {0}/absent", "absent")]
    [InlineData("run --record {0}/taken/thesis.txt/x", "thesis.txt")]
    [InlineData("run --record {0}/new --replay {0}/other", "--record and --replay")]
    [InlineData("preview park --replay {0}/absent", "absent")]
    public async Task FolderThatIsNoGood_ExitsWithTwo_AndNamesIt(string arguments, string named)
    {
        using var harvester = new HarvesterProgram();
        harvester.Write("taken/thesis.txt", "my only copy");
        var connectors = harvester.Connectors("park", "format: 1\ntitle: 公園\npublisher: { code: \"131032\" }\nschedule: daily\nckan: { api: https://park.example/api/3/action }\n");
        var result = await harvester.RunAsync([.. string.Format(arguments, harvester.Folder).Split(' '), "--connectors", connectors]);
        Assert.True(result.ExitCode == 2, result.Errors);
        Assert.Contains(named, result.Errors);
        Assert.DoesNotContain("   at ", result.Errors);
        Assert.Equal("my only copy", await File.ReadAllTextAsync(Path.Combine(harvester.Folder, "taken", "thesis.txt"), TestContext.Current.CancellationToken));
        Assert.Empty(Directory.EnumerateFiles(harvester.Folder, "*.db*"));
    }
}

namespace Harvester.AcceptanceTests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("harvest", "harvest")]
    [InlineData("run --colour", "--colour")]
    [InlineData("run nonsense", "nonsense")]
    [InlineData("run --store postgres://x", "postgres")]
    [InlineData("run --store mongodb://localhost", "mongodb")]
    [InlineData("run --connectors no-such-folder", "no-such-folder")]
    [InlineData("run --mappings no-such-folder", "no-such-folder")]
    [InlineData("preview no-such-file.yml", "no-such-file.yml")]
    [InlineData("runs --limit 0", "0")]
    [InlineData("runs --limit many", "many")]
    [InlineData("approve", "RUN")]
    [InlineData("export --format docx", "docx")]
    [InlineData("export", "--format")]
    [InlineData("web --urls ", "--urls")] // and an empty text after it
    [InlineData("status", "catalogue.db")]
    [InlineData("find 港区", "catalogue.db")]
    public async Task WrongUse_ExitsWithTwoAndNamesWhatIsWrong(string arguments, string named)
    {
        using var harvester = new HarvesterProgram();
        var result = await harvester.RunAsync(arguments.Split(' '));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(named, result.Errors);
        Assert.Empty(result.Output);
        Assert.DoesNotContain("   at ", result.Errors); // no stack trace for a person
    }

    [Fact]
    public async Task Check_OfThisRepositorysFiles_IsWell()
    {
        using var harvester = new HarvesterProgram();
        var result = await harvester.RunAsync("check");
        Assert.True(result.ExitCode == 0, result.Errors);
    }

    [Fact]
    public async Task Check_ShowsAllErrorsAtOnceWithFileAndLine()
    {
        using var harvester = new HarvesterProgram();
        var connectors = harvester.Connectors("one", "format: 1\ntitel: x\nschedule: daily\nckan: { api: https://x.example/api/3/action }\n");
        harvester.Connectors("two", "format: 1\ntitle: x\ntitle: y\n");
        var result = await harvester.RunAsync("check", "--connectors", connectors);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("one.yml(2,1)", result.Errors);
        Assert.Contains("two.yml(3,1)", result.Errors);
        Assert.Contains("titel", result.Errors);
    }

    [Fact]
    public async Task Sources_AsMarkdown_AreTheDocumentOfThisRepository()
    {
        using var harvester = new HarvesterProgram();
        var result = await harvester.RunAsync("sources", "--markdown");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "connectors", "README.md"), TestContext.Current.CancellationToken), result.Output);
    }

    [Fact]
    public async Task Check_AsMarkdown_IsTheDocumentOfTheMappings()
    {
        using var harvester = new HarvesterProgram();
        var result = await harvester.RunAsync("check", "--markdown");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "mappings", "README.md"), TestContext.Current.CancellationToken), result.Output);
        Assert.Contains("| `publisher.unit` | `extras.部署名`", result.Output);
        Assert.Equal(2, (await harvester.RunAsync("check", "--markdown", "--json")).ExitCode);
    }

    [Fact]
    public async Task Sources_ListsTheConfiguredOnes()
    {
        using var harvester = new HarvesterProgram();
        var result = await harvester.RunAsync("sources", "--json");
        Assert.Equal(0, result.ExitCode);
        var ids = result.Json.GetProperty("sources").EnumerateArray().Select(s => s.GetProperty("id").GetString()).ToList();
        Assert.Contains("tokyo-catalogue", ids);
    }

    [Fact]
    public async Task Option_ComesFromTheEnvironmentToo()
    {
        using var harvester = new HarvesterProgram();
        harvester.Environment["HARVESTER_CONNECTORS"] = "folder-from-the-environment";
        var result = await harvester.RunAsync("check");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("folder-from-the-environment", result.Errors);
    }

    [Theory]
    [InlineData("run nonsense --json", "nonsense")]
    [InlineData("approve nonsense --json", "catalogue.db")]
    [InlineData("run --colour --json", "--colour")]
    [InlineData("run --mappings nowhere --json", "nowhere")]
    public async Task WrongUseWithJson_SaysSoInTheOneDocument(string arguments, string named)
    {
        using var harvester = new HarvesterProgram();
        var result = await harvester.RunAsync(arguments.Split(' '));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(named, result.Json.GetProperty("errors")[0].GetString());
    }

    [Theory]
    [InlineData("run nonsense")]
    [InlineData("run --bogus")]
    [InlineData("preview sample.yml")]
    public async Task CommandThatDoesNothing_LeavesNoCatalogue(string arguments)
    {
        using var harvester = new HarvesterProgram();
        await harvester.RunAsync(arguments.Split(' '));
        Assert.Empty(Directory.EnumerateFiles(harvester.Folder, "*.db*"));
    }

    [Fact]
    public async Task BrokenConnectorFile_StopsItsOwnSourceOnly()
    {
        await using var ckan = await LoopbackCkan.StartAsync([]);
        using var harvester = new HarvesterProgram();
        var connectors = harvester.Connectors("good", ckan.Yaml("良い"));
        harvester.Connectors("broken", "format: 1\ntitel: x\n");
        var result = await harvester.RunAsync("run", "--json", "--connectors", connectors, "--allow-private-networks");
        Assert.Equal(3, result.ExitCode);
        Assert.Equal("good", Assert.Single(result.Json.GetProperty("runs").EnumerateArray()).GetProperty("source").GetString());
        Assert.Contains("broken.yml(2,1)", result.Errors);
        Assert.Contains("broken.yml(2,1)", string.Join(' ', result.Json.GetProperty("errors").EnumerateArray()));
    }

    [Theory]
    [InlineData("sources")]
    [InlineData("status")]
    public async Task BrokenConnectorFile_IsToldInTheOneDocumentToo(string command)
    {
        await using var ckan = await LoopbackCkan.StartAsync([]);
        using var harvester = new HarvesterProgram();
        var connectors = harvester.Connectors("good", ckan.Yaml("良い"));
        await harvester.RunAsync("run", "--connectors", connectors, "--allow-private-networks");
        harvester.Connectors("broken", "format: 1\ntitel: x\n");

        var result = await harvester.RunAsync(command, "--json", "--connectors", connectors);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("broken.yml(2,1)", string.Join(' ', result.Json.GetProperty("errors").EnumerateArray()));
        Assert.Contains("broken.yml(2,1)", result.Errors);
    }

    [Fact]
    public async Task DryRun_SaysThatNothingWasStored()
    {
        await using var ckan = await LoopbackCkan.StartAsync([]);
        using var harvester = new HarvesterProgram();
        var connectors = harvester.Connectors("good", ckan.Yaml("良い"));

        var dry = await harvester.RunAsync("run", "--dry-run", "--connectors", connectors, "--allow-private-networks");
        var real = await harvester.RunAsync("run", "--connectors", connectors, "--allow-private-networks");

        Assert.EndsWith($"Nothing was stored.{Environment.NewLine}", dry.Output);
        Assert.DoesNotContain("Nothing was stored.", real.Output);
    }

    [Fact]
    public async Task Runs_ShowWhatIsMissingWhereSomethingIs()
    {
        await using var ckan = await LoopbackCkan.StartAsync(
            [.. Enumerable.Range(1, 3).Select(n => new System.Text.Json.Nodes.JsonObject { ["id"] = $"{n}", ["title"] = $"題{n}", ["resources"] = new System.Text.Json.Nodes.JsonArray() })]);
        using var harvester = new HarvesterProgram();
        var connectors = harvester.Connectors("less", ckan.Yaml("減る"));
        await harvester.RunAsync("run", "--connectors", connectors, "--allow-private-networks");
        Assert.DoesNotContain("missing", (await harvester.RunAsync("runs")).Output);
        ckan.Packages = [ckan.Packages[0]];
        await harvester.RunAsync("run", "--connectors", connectors, "--allow-private-networks");
        await harvester.RunAsync("run", "--connectors", connectors, "--allow-private-networks");

        var lines = (await harvester.RunAsync("runs")).Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();

        Assert.Equal(["run", "status", "gathered", "added", "updated", "unchanged", "missing", "withdrawn"], lines[0]);
        Assert.Equal(["succeeded", "1", "0", "0", "1", "0", "2"], lines[1][1..]);
        Assert.Equal(["succeeded", "1", "0", "0", "1", "2", "0"], lines[2][1..]);
    }

    [Fact]
    public async Task FaultOfTheSettingsFile_NamesItsLine()
    {
        using var harvester = new HarvesterProgram();
        harvester.Write("appsettings.json", "{\n  \"Harvester\": {\n    \"Store\" \"x\"\n  }\n}\n");

        var result = await harvester.RunInAsync(harvester.Folder, "status", "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("LineNumber: 2", result.Json.GetProperty("errors")[0].GetString());
    }

    [Fact]
    public async Task JsonByTheEnvironment_HoldsForWrongUseToo()
    {
        using var harvester = new HarvesterProgram();
        harvester.Environment["HARVESTER_JSON"] = "true";

        var result = await harvester.RunAsync("harvest");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("harvest", string.Join(' ', result.Json.GetProperty("errors").EnumerateArray()));
    }

    [Fact]
    public async Task PreviewWithoutAcatalogue_StoresNothing()
    {
        await using var ckan = await LoopbackCkan.StartAsync(
            [new System.Text.Json.Nodes.JsonObject { ["id"] = "a", ["name"] = "a", ["title"] = "公衆トイレ", ["resources"] = new System.Text.Json.Nodes.JsonArray() }]);
        using var harvester = new HarvesterProgram();
        var file = harvester.Write("new.yml", ckan.Yaml("新しい"));
        var result = await harvester.RunAsync("preview", file, "--json", "--allow-private-networks");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("added", result.Json.GetProperty("records")[0].GetProperty("fate").GetString());
        Assert.Empty(Directory.EnumerateFiles(harvester.Folder, "*.db*"));

        // and of a record that is stored as it is, the fields are shown all the same
        await harvester.RunAsync("run", "--connectors", harvester.Connectors("new", ckan.Yaml("新しい")), "--allow-private-networks");
        var again = await harvester.RunAsync("preview", file, "--json", "--allow-private-networks");
        Assert.Equal("unchanged", again.Json.GetProperty("records")[0].GetProperty("fate").GetString());
        Assert.Equal("公衆トイレ", again.Json.GetProperty("records")[0].GetProperty("dataset").GetProperty("title").GetProperty("ja").GetString());
        Assert.Equal(1, again.Json.GetProperty("run").GetProperty("unchanged").GetInt64());
    }
}

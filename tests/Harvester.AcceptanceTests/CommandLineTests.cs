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
}

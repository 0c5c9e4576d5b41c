using System.Text.Json;

namespace Harvester.AcceptanceTests;

public sealed class DemoTests
{
    private static readonly string[] Sources =
        ["sample-fuchu-list", "sample-hachijo-html", "sample-kiyose-html", "sample-machida-rdfxml", "sample-minato-dcat", "sample-shibuya-datajson", "sample-tokyo-ckan"];

    [Fact]
    public async Task DemoOnceTwice_FindsEverythingThenEverythingUnchanged()
    {
        using var harvester = new HarvesterProgram();
        var first = await harvester.RunAsync("demo", "--once", "--json");
        Assert.True(first.ExitCode == 0, first.Errors + first.Output);
        var runs = first.Json.GetProperty("runs").EnumerateArray().ToList();
        Assert.Equal(Sources, runs.Select(r => r.GetProperty("source").GetString()));
        Assert.All(runs, r => Assert.Equal("succeeded", r.GetProperty("status").GetString()));
        Assert.All(runs, r => Assert.True(r.GetProperty("listing").GetProperty("complete").GetBoolean()));
        var added = runs.Sum(r => r.GetProperty("added").GetInt64());
        Assert.Equal(435, added);
        var export = await harvester.RunAsync("export", "--format", "ndjson");
        Assert.Equal(435, export.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        var second = await harvester.RunAsync("demo", "--once", "--json");
        Assert.Equal(0, second.ExitCode);
        foreach (var run in second.Json.GetProperty("runs").EnumerateArray())
        {
            Assert.Equal("succeeded", run.GetProperty("status").GetString());
            Assert.Equal(run.GetProperty("gathered").GetInt64(), run.GetProperty("unchanged").GetInt64());
            foreach (var count in (string[])["added", "updated", "restored", "missing", "withdrawn", "rejected"])
                Assert.Equal(0, run.GetProperty(count).GetInt64());
        }

        // No dataset was written: not one byte of the catalogue differs, on other ports.
        Assert.Equal(export.Output, (await harvester.RunAsync("export", "--format", "ndjson")).Output);
    }

    [Fact]
    public async Task Demo_PutsNoPortAndNoLoopbackAddressIntoTheCatalogue()
    {
        using var harvester = new HarvesterProgram();
        await harvester.RunAsync("demo", "--once", "--json");
        var export = await harvester.RunAsync("export", "--format", "ndjson");
        Assert.DoesNotContain("127.0.0.1", export.Output);
        Assert.DoesNotContain("localhost", export.Output);
        Assert.DoesNotMatch(@"\.example:\d", export.Output);
    }

    [Fact]
    public async Task Demo_GivesEveryDatasetTitlePublisherAndRecognisableDates()
    {
        using var harvester = new HarvesterProgram();
        await harvester.RunAsync("demo", "--once", "--json");
        var export = await harvester.RunAsync("export", "--format", "ndjson");
        var datasets = export.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.All(datasets, d => Assert.NotEmpty(d.GetProperty("title").EnumerateObject().First().Value.GetString()!));
        Assert.All(datasets, d => Assert.Matches("^13[0-9]{4}$", d.GetProperty("publisher").GetProperty("code").GetString()));
        Assert.All(datasets.Where(d => d.TryGetProperty("modified", out _)), d => Assert.Matches(@"^\d{4}(-\d\d(-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?)?)?$", d.GetProperty("modified").GetString()));
        Assert.True(datasets.Count(d => d.TryGetProperty("modified", out _)) > 400);
        Assert.True(datasets.Count(d => d.GetProperty("distributions").GetArrayLength() > 0) > 420);
    }

    [Fact]
    public async Task DemoForAperson_ShowsAtableAndNoJson()
    {
        using var harvester = new HarvesterProgram();
        var result = await harvester.RunAsync("demo", "--once");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("sample-tokyo-ckan", result.Output);
        Assert.Contains("succeeded", result.Output);
        Assert.DoesNotContain("\"runs\"", result.Output);
    }
}

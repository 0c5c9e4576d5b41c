using System.Text.Json;

namespace Harvester.AcceptanceTests;

/// <summary>What the central team reads: figures that agree with the catalogue they count.</summary>
public sealed class CoverageTests
{
    [Fact]
    public async Task Coverage_OfTheDemo_CountsWhatTheExportHolds()
    {
        using var harvester = new HarvesterProgram();
        await harvester.RunAsync("demo", "--once", "--json");
        var datasets = (await harvester.RunAsync("export", "--format", "ndjson")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();

        var result = await harvester.RunAsync("coverage", "--json");

        Assert.True(result.ExitCode == 0, result.Errors);
        var total = result.Json.GetProperty("total");
        var counted = datasets.Where(dataset => !dataset.GetProperty("annotations").TryGetProperty("canonicalId", out _)).ToList();
        Assert.Equal(435, total.GetProperty("records").GetInt32());
        Assert.Equal(counted.Count, total.GetProperty("datasets").GetInt32());
        Assert.Equal(
            counted.Count(dataset => dataset.TryGetProperty("licence", out var licence) && licence.TryGetProperty("open", out var open) && open.GetBoolean()),
            total.GetProperty("openLicence").GetInt32());
        Assert.Equal(
            Math.Round(counted.Average(dataset => dataset.GetProperty("annotations").GetProperty("quality").GetProperty("score").GetInt32()), 1),
            total.GetProperty("meanQuality").GetDouble());
        Assert.Equal(63, result.Json.GetProperty("bodies").GetArrayLength());
        var minato = result.Json.GetProperty("bodies").EnumerateArray().Single(body => body.GetProperty("code").GetString() == "131032");
        Assert.Equal("ownSite", minato.GetProperty("presence").GetString());
        Assert.Equal(
            counted.Count(dataset => dataset.GetProperty("publisher").GetProperty("code").GetString() == "131032"),
            minato.GetProperty("figures").GetProperty("datasets").GetInt32());

        var csv = (await harvester.RunAsync("coverage", "--csv")).Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(64, csv.Length);
        Assert.StartsWith("131032,港区,ownSite,", csv.Single(line => line.StartsWith("131032", StringComparison.Ordinal)));

        var fields = (await harvester.RunAsync("coverage", "--fields", "--json")).Json.GetProperty("sources").EnumerateArray().ToList();
        Assert.Equal(7, fields.Count);
        Assert.Equal(435, fields.Sum(source => source.GetProperty("records").GetInt32()));
        Assert.Equal(datasets.Count(dataset => dataset.TryGetProperty("description", out _)), fields.Sum(source => source.GetProperty("filled").GetProperty("description").GetInt32()));

        var table = await harvester.RunAsync("coverage");
        Assert.Contains("Existing data as CSV", table.Output);
        Assert.Contains("40000", table.Output);
    }

    [Theory]
    [InlineData("--csv --json", "two forms")]
    [InlineData("--day 2026-13-01", "2026-13-01")]
    [InlineData("--day 2001-01-01", "no figures of 2001-01-01")]
    [InlineData("--fields --csv", "--fields is a table of its own")]
    public async Task WrongUse_IsToldInOneSentence(string arguments, string named)
    {
        using var harvester = new HarvesterProgram();
        await harvester.RunAsync("demo", "--once", "--json");
        var result = await harvester.RunAsync(["coverage", .. arguments.Split(' ')]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(named, result.Errors);
    }
}

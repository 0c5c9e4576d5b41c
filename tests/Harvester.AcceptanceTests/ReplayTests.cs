using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Harvester.AcceptanceTests;

/// <summary>Real metadata, harvested over loopback HTTP by the real program: nothing is lost, nothing invented.</summary>
public sealed class ReplayTests
{
    [Fact]
    public async Task PackagesOfRealCkans_AreAllInTheExportWithTitleLicenceDatesAndResources()
    {
        var packages = RealRecords.CkanPackages();
        await using var ckan = await LoopbackCkan.StartAsync(packages);
        using var harvester = new HarvesterProgram();
        var (report, datasets) = await HarvestAsync(harvester, ckan, ckan.Yaml("実物"));
        Assert.Equal("succeeded", report.GetProperty("status").GetString());
        Assert.Equal(packages.Count, datasets.Count);

        foreach (var package in packages)
        {
            var id = (string)package["id"]!;
            var dataset = datasets[id];
            Assert.Contains((string)package["title"]!, Values(dataset.GetProperty("title")));
            if (package["notes"] is { } notes && (string)notes! is { Length: > 0 } text)
                Assert.Contains(text.ReplaceLineEndings("\n"), Values(dataset.GetProperty("description")).Select(v => v.ReplaceLineEndings("\n")));
            if (package["license_id"] is { } licence)
                Assert.Contains((string)licence!, dataset.GetProperty("licence").GetProperty("original").GetString());
            if (package["metadata_modified"] is not null || package["modified"] is not null)
                Assert.Equal(JsonValueKind.String, dataset.GetProperty("modified").ValueKind);
            if (package["issued"] is { } issued)
                Assert.StartsWith((string)issued!, dataset.GetProperty("issued").GetString());

            var urls = dataset.GetProperty("distributions").EnumerateArray()
                .SelectMany(d => new[] { d.TryGetProperty("accessUrl", out var a) ? a.GetString() : null, d.TryGetProperty("downloadUrl", out var u) ? u.GetString() : null }).ToList();
            var resources = package["resources"]!.AsArray();
            Assert.Equal(resources.Count, dataset.GetProperty("distributions").GetArrayLength());
            Assert.All(resources, r => Assert.Contains((string)r!["url"]!, urls));
        }
    }

    [Fact]
    public async Task AnswerThatAnnouncesMoreThanItHolds_IsPartial()
    {
        var answer = RealRecords.EnvidatAnswer();
        await using var ckan = await LoopbackCkan.StartAsync([]);
        ckan.Instead = context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(answer);
        };
        using var harvester = new HarvesterProgram();
        var (report, datasets) = await HarvestAsync(harvester, ckan, ckan.Yaml("envidat"), exit: 3);
        Assert.Equal("partial", report.GetProperty("status").GetString());
        Assert.Equal(858, report.GetProperty("listing").GetProperty("announced").GetInt64());
        Assert.Equal(2, report.GetProperty("listing").GetProperty("unique").GetInt64());
        Assert.Contains("858", report.GetProperty("error").GetString());
        Assert.Equal(2, datasets.Count);
    }

    [Fact]
    public async Task RowsOfTheTokyoCatalogue_AreAllInTheExportWithMunicipalityOrBureau()
    {
        var wanted = RealRecords.TokyoDatasets();
        await using var ckan = await LoopbackCkan.StartAsync([.. wanted.Select(d => d.Package())]);
        using var harvester = new HarvesterProgram();
        var (report, datasets) = await HarvestAsync(harvester, ckan, ckan.Yaml("東京都", "shared: true", ", identity: name"));
        Assert.Equal("succeeded", report.GetProperty("status").GetString());
        Assert.Equal(wanted.Count, datasets.Count);

        foreach (var expected in wanted)
        {
            var dataset = datasets[expected.Id];
            Assert.Equal(expected.Rows[0].name, dataset.GetProperty("title").GetProperty("ja").GetString());
            Assert.Equal("CC-BY-4.0", dataset.GetProperty("licence").GetProperty("id").GetString());
            var publisher = dataset.GetProperty("publisher");
            var bureau = expected.Organization.StartsWith("t000", StringComparison.Ordinal);
            Assert.Equal(expected.Organization, publisher.GetProperty("organization").GetString());
            if (bureau)
                Assert.Equal(("130001", expected.Rows[0].organization), (publisher.GetProperty("code").GetString(), publisher.GetProperty("unit").GetString()));
            else
                Assert.Equal(expected.Organization[1..], publisher.GetProperty("code").GetString());

            var files = dataset.GetProperty("distributions").EnumerateArray().ToDictionary(d => d.GetProperty("id").GetString()!);
            Assert.Equal(expected.Rows.Count, files.Count);
            foreach (var row in expected.Rows)
            {
                var file = files[row.resource_id];
                Assert.Contains(row.resource_url, new[] { "downloadUrl", "accessUrl" }.Select(n => file.TryGetProperty(n, out var u) ? u.GetString() : null));
                Assert.Equal(row.format.ToUpperInvariant(), file.GetProperty("format").GetString());
                Assert.StartsWith(row.last_modified, file.GetProperty("modified").GetString());
            }

            Assert.StartsWith(expected.Rows.Max(r => r.last_modified)!, dataset.GetProperty("modified").GetString());
            Assert.Equal("resources", dataset.GetProperty("modifiedBasis").GetString());
            if (expected.Rows[0].update_frequency.Length > 0)
                Assert.NotEmpty(dataset.GetProperty("frequency").GetString()!);
        }
    }

    private static async Task<(JsonElement Report, Dictionary<string, JsonElement> Datasets)> HarvestAsync(
        HarvesterProgram harvester, LoopbackCkan ckan, string yaml, int exit = 0)
    {
        var connectors = harvester.Connectors("replay", yaml);
        var run = await harvester.RunAsync("run", "--json", "--connectors", connectors, "--allow-private-networks");
        Assert.True(run.ExitCode == exit, run.Errors + run.Output);
        var export = await harvester.RunAsync("export", "--format", "ndjson");
        var datasets = export.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)
            .ToDictionary(d => d.GetProperty("provenance").GetProperty("recordId").GetString()!);
        Assert.DoesNotContain(ckan.Api, string.Join('\n', datasets.Values.Select(d => d.GetProperty("distributions").GetRawText())));
        return (run.Json.GetProperty("runs")[0], datasets);
    }

    private static IEnumerable<string> Values(JsonElement map) => map.EnumerateObject().Select(p => p.Value.GetString()!);
}

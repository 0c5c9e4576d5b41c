using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Harvester.AcceptanceTests.Sources;

/// <summary>Real metadata through its whole life: recorded, replayed, unchanged, previewed, withdrawn, approved, renumbered.</summary>
public sealed class RealSourcesTests
{
    [Theory]
    [InlineData("tokyo-catalogue/sample.csv", 257, "succeeded")]
    [InlineData("ckan", 7, "succeeded")]
    [InlineData("dcat/catalog.rdf", 2, "succeeded")]
    [InlineData("dcat/catalog_datasets_list.rdf", 2, "succeeded")]
    [InlineData("dcat/catalog_with_at_graph.jsonld", 1, "succeeded")]
    [InlineData("dcat/dataset.ttl", 2, "partial")] // a prefix that it does not declare costs statements, and perhaps a dataset
    [InlineData("dcat/dataset_deri.ttl", 1, "succeeded")]
    [InlineData("dcat/dataset_gov_de.rdf", 1, "succeeded")]
    [InlineData("dcat/dataset_multilingual.ttl", 1, "succeeded")]
    public async Task RecordedOnce_GivesTheSameWithoutNetwork_ThenNothingNew_AndIsPreviewed(string name, int count, string status)
    {
        using var harvester = new HarvesterProgram();
        var recording = Path.Combine(harvester.Folder, "recording");
        await using var server = await ServeAsync(name);
        var connectors = harvester.Connectors("real", Yaml(server, name));
        var live = await harvester.RunAsync("run", "--json", "--connectors", connectors, "--allow-private-networks", "--record", recording, "--store", $"sqlite:{harvester.Folder}/live.db");
        await server.DisposeAsync();

        var fresh = await harvester.RunAsync("preview", "real", "--json", "--connectors", connectors, "--replay", recording, "--limit", "1000");
        var first = Run(await harvester.RunAsync("run", "--json", "--connectors", connectors, "--replay", recording));
        var second = Run(await harvester.RunAsync("run", "--json", "--connectors", connectors, "--replay", recording));
        var shown = await harvester.RunAsync("preview", "real", "--connectors", connectors, "--replay", recording);

        Assert.Equal((status, count), (Run(live).GetProperty("status").GetString(), Number(Run(live), "added")));
        Assert.Equal((status, count), (first.GetProperty("status").GetString(), Number(first, "added")));
        Assert.Equal((0, 0, count), (Number(second, "added"), Number(second, "updated"), Number(second, "unchanged")));
        var records = fresh.Json.GetProperty("records").EnumerateArray().ToList();
        Assert.Equal(count, records.Count);
        Assert.All(records, record => Assert.NotEmpty(record.GetProperty("dataset").GetProperty("title").EnumerateObject()));
        Assert.Contains("Nothing was stored.", shown.Output);
        Assert.Contains("title", shown.Output);
    }

    [Fact]
    public async Task TokyoCatalogue_LosesRecordsOnlyAfterTwoRuns_OrByAPersonsWord_AndIsRenumberedWithoutLoss()
    {
        var all = RealRecords.TokyoDatasets().Select(d => d.Package()).ToList();
        using var harvester = new HarvesterProgram();
        await using var ckan = await LoopbackCkan.StartAsync(all);
        var connectors = harvester.Connectors("tokyo", ckan.Yaml("東京都", "shared: true", ", identity: name"));
        async Task<JsonElement> RunAsync() => Run(await harvester.RunAsync("run", "--json", "--connectors", connectors, "--allow-private-networks"));
        Assert.Equal(257, Number(await RunAsync(), "added"));
        var ids = await IdsAsync(harvester);

        // a few of the largest publisher, twice
        var few = all.Where(p => Publisher(p) == "t000003").Take(5).ToList();
        ckan.Packages = [.. all.Except(few)];
        Assert.Equal((5, 0), await RunAsync() is var once ? (Number(once, "missing"), Number(once, "withdrawn")) : default);
        Assert.Equal((0, 5), await RunAsync() is var twice ? (Number(twice, "missing"), Number(twice, "withdrawn")) : default);
        ckan.Packages = all;
        Assert.Equal(5, Number(await RunAsync(), "restored"));
        Assert.Equal(ids, await IdsAsync(harvester));

        // a whole publisher waits for a person
        ckan.Packages = [.. all.Where(p => Publisher(p) != "t000054")];
        var suspicious = await RunAsync();
        Assert.Equal(("suspicious", 0), (suspicious.GetProperty("status").GetString(), Number(suspicious, "withdrawn")));
        Assert.Equal(257, (await IdsAsync(harvester)).Count);
        var held = await harvester.RunAsync("find", (string)all.First(p => Publisher(p) == "t000054")["title"]!);
        Assert.Contains($"waits for a person's word: `approve {suspicious.GetProperty("id").GetString()}`", held.Output.ReplaceLineEndings(" "));
        var approved = await harvester.RunAsync("approve", suspicious.GetProperty("id").GetString()!, "--json");
        Assert.True(approved.ExitCode == 0, approved.Output + approved.Errors);
        Assert.Equal(ckan.Packages.Count, (await IdsAsync(harvester)).Count);
        ckan.Packages = all;
        Assert.Equal(all.Count(p => Publisher(p) == "t000054"), Number(await RunAsync(), "restored"));

        // the same records under other numbers keep their ids, where title and file tell them apart
        ckan.Packages = [.. all.Select(p => Renumbered(p))];
        var renumbered = await RunAsync();
        Assert.Equal(("suspicious", 257), (renumbered.GetProperty("status").GetString(), Number(renumbered, "held")));
        var moved = await harvester.RunAsync("approve", renumbered.GetProperty("id").GetString()!, "--as-moved", "--json");
        Assert.True(moved.ExitCode == 0, moved.Output + moved.Errors);
        var after = await IdsAsync(harvester);
        // two pairs of one bureau share title, publisher and file: nothing tells which is which, so they wait
        Assert.InRange(ids.Intersect(after).Count(), 253, 257);
    }

    private static string Publisher(JsonObject package) => (string)package["organization"]!["name"]!;

    private static JsonObject Renumbered(JsonObject package)
    {
        var copy = package.DeepClone().AsObject();
        copy["name"] = $"{package["name"]}9";
        copy["id"] = $"{package["id"]}-new";
        return copy;
    }

    private static int Number(JsonElement run, string name) => run.GetProperty(name).GetInt32();

    private static JsonElement Run(HarvesterProgram.Result result) => result.Json.GetProperty("runs")[0];

    /// <summary>Ids of the active datasets.</summary>
    private static async Task<IReadOnlyList<string>> IdsAsync(HarvesterProgram harvester) =>
        [.. (await harvester.RunAsync("export", "--format", "ndjson")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).Where(d => d.GetProperty("state").GetString() == "active")
            .Select(d => d.GetProperty("id").GetString()!).Order(StringComparer.Ordinal)];

    private static string Yaml(LoopbackCkan server, string name) => name.StartsWith("dcat/", StringComparison.Ordinal)
        ? $$"""
          format: 1
          title: 実物
          publisher: { code: "130001" }
          schedule: daily
          http: { delay: 0s }
          dcat: { catalog: "{{new Uri(new Uri(server.Api), $"/{name}")}}" }
          """
        : server.Yaml("実物", "shared: true", name == "ckan" ? "" : ", identity: name");

    private static async Task<LoopbackCkan> ServeAsync(string name)
    {
        if (!name.StartsWith("dcat/", StringComparison.Ordinal))
            return await LoopbackCkan.StartAsync(name == "ckan" ? RealRecords.CkanPackages() : [.. RealRecords.TokyoDatasets().Select(d => d.Package())]);
        var server = await LoopbackCkan.StartAsync([]);
        var file = Path.Combine(Repository.Shared("real/dcat"), Path.GetFileName(name));
        server.Instead = async context =>
        {
            await context.Response.SendFileAsync(file);
            return true;
        };
        return server;
    }
}

using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Harvester.AcceptanceTests;

/// <summary>A second Harvester harvests the first, through each of the ways in which the first can be read, and has the same catalogue.</summary>
/// <param name="demo">The first: the demo's catalogue, read in each of the ways.</param>
public sealed class ClosedLoopTests(ClosedLoopTests.Demo demo) : IClassFixture<ClosedLoopTests.Demo>
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What is the same in every record, says whose record it is, or is derived anew from words that are compared; and what no format carries: on what a licence is based (docs/reading.md).
    private static readonly string[] NotCompared = ["id", "previousIds", "provenance", "problems", "version", "sequence", "annotations", "state", "priorityFields"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Of the fields that the table in docs/reading.md calls the same; the tests of the table look at each.
    private static readonly string[] OfDcat =
        ["title", "description", "keywords", "publisher", "contactPoint", "attribution", "groups", "groupNames", "licence", "rights", "issued", "modified", "frequency", "temporal", "spatial", "landingPage", "inSeries"];

    /// <summary>How the catalogue is read, and which fields are compared; none: all.</summary>
    public static TheoryData<string, string, string[]> Ways => new()
    {
        { "ckan", """ckan: { api: "{0}/api/3/action" }""", [] },
        { "turtle", """dcat: { catalog: "{0}/catalog.ttl" }""", OfDcat },
        { "rdfxml", """dcat: { catalog: "{0}/catalog.rdf" }""", OfDcat },
        { "jsonld", """dcat: { catalog: "{0}/catalog.jsonld" }""", OfDcat },
        { "datajson", """dcat: { catalog: "{0}/data.json" }""", [.. OfDcat.Except(["groupNames", "frequency"])] },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task SecondHarvester_HasWhatTheFirstHas(string way, string block, string[] carried)
    {
        using var second = new HarvesterProgram();
        var connectors = second.Connectors("first", Connector("前段", block.Replace("{0}", demo.Address, StringComparison.Ordinal)));
        var run = await second.RunAsync("run", "--connectors", connectors, "--allow-private-networks", "--json");
        Assert.True(run.ExitCode == 0, $"{way}: {run.Output}{run.Errors}");

        var again = await DatasetsAsync(second);
        Assert.Equal(demo.Datasets.Count, again.Count);
        var byId = again.ToDictionary(dataset => FirstId(dataset, demo.Address));
        var differences = new List<(string Field, string Text)>();
        foreach (var dataset in demo.Datasets)
        {
            var id = way == "ckan" ? Text(dataset, "packageId") : Text(dataset, "id");
            var read = byId[id];
            foreach (var field in Compared(dataset, ordered: true).Keys.Union(Compared(read, ordered: true).Keys).Where(field => carried.Length == 0 || carried.Contains(field)))
            {
                var (was, became) = (Compared(dataset, ordered: way == "ckan").GetValueOrDefault(field), Compared(read, ordered: way == "ckan").GetValueOrDefault(field));
                if (was != became)
                    differences.Add((field, $"{way} {Text(dataset, "id")} {field}:\n  {was}\n  {became}"));
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences.GroupBy(one => one.Field).Select(field => $"{field.Count()} of {field.First().Text}")));
    }

    [Fact]
    public async Task WhileTheFirstIsHarvestedAnew_NothingIsLostOrDoubled()
    {
        const int Count = 10_000;
        await using var source = await LoopbackCkan.StartAsync(LoopbackCkan.Numbered(Count));
        using var first = new HarvesterProgram();
        var sources = first.Connectors("source", source.Yaml("元"));
        Assert.Equal(0, (await first.RunAsync("run", "--connectors", sources, "--allow-private-networks")).ExitCode);
        using var web = first.Start("web", "--urls", "http://127.0.0.1:0", "--connectors", sources);
        try
        {
            var address = await ServeTests.AddressAsync(web, "web:");
            await IndexedAsync(address);
            using var second = new HarvesterProgram();
            var connectors = second.Connectors("first", Connector("前段", $$"""ckan: { api: "{{address}}/api/3/action" }"""));
            var packages = LoopbackCkan.Numbered(Count);
            foreach (var package in packages)
                package["title"] = $"{package["title"]!.GetValue<string>()} 改訂";
            source.Packages = packages;

            var anew = first.RunAsync("run", "--connectors", sources, "--allow-private-networks", "--json");
            var meanwhile = await second.RunAsync("run", "--connectors", connectors, "--allow-private-networks", "--json");
            Assert.Equal(Count, (await anew).Json.GetProperty("runs")[0].GetProperty("updated").GetInt64());
            var held = await DatasetsAsync(second);
            Assert.True(meanwhile.ExitCode is 0 or 3, meanwhile.Errors);
            Assert.Equal(held.Count, held.Select(dataset => FirstId(dataset, address)).Distinct().Count());

            // The next run has all of it, whatever moved between the pages of the one before.
            var after = await second.RunAsync("run", "--connectors", connectors, "--allow-private-networks", "--json");
            Assert.True(after.ExitCode == 0, after.Output + after.Errors);
            Assert.Equal(0, after.Json.GetProperty("runs")[0].GetProperty("missing").GetInt64());
            held = await DatasetsAsync(second);
            Assert.Equal(Count, held.Count);
            Assert.All(held, dataset => Assert.EndsWith("改訂", dataset["title"]!["ja"]!.GetValue<string>(), StringComparison.Ordinal));
        }
        finally
        {
            web.Kill();
        }
    }

    /// <summary>Until the index has been built the first time, CKAN's addresses answer 503, which a busy machine may take longer with than a harvest is patient.</summary>
    private static async Task IndexedAsync(string address)
    {
        using var http = new HttpClient();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        for (var tries = 0; tries < 900; tries++)
        {
            using var response = await http.GetAsync(new Uri($"{address}/api/3/action/package_list?limit=1"), Token);
            if (response.IsSuccessStatusCode)
                return;
            await timer.WaitForNextTickAsync(Token);
        }

        Assert.Fail("the index was not built within three minutes");
    }

    private static string Connector(string title, string block) => $$"""
        format: 1
        title: {{title}}
        publisher: { code: "130001" }
        schedule: daily
        http: { delay: 0s, concurrency: 2 }
        {{block}}
        """;

    private static bool IsCanonical(JsonObject dataset) =>
        Text(dataset, "state") == "active" && (dataset["annotations"]?["canonicalId"] is not { } canonical || canonical.GetValue<string>() == Text(dataset, "id"));

    private static async Task<List<JsonObject>> DatasetsAsync(HarvesterProgram harvester)
    {
        var export = await harvester.RunAsync("export", "--format", "ndjson");
        var datasets = export.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        foreach (var dataset in datasets)
            dataset["packageId"] = PackageId(Text(dataset, "id"));
        return datasets;
    }

    private static string PackageId(string id) => Core.Publication.PackageNames.Id(id).ToString();

    /// <summary>By which record of the first it was read: the package's id, or the dataset's address.</summary>
    private static string FirstId(JsonObject dataset, string address)
    {
        var record = dataset["provenance"]!["recordId"]!.GetValue<string>();
        return record.StartsWith(address, StringComparison.Ordinal) ? Uri.UnescapeDataString(record[(record.LastIndexOf('/') + 1)..]) : record;
    }

    private static string Text(JsonObject dataset, string name) => dataset[name]!.GetValue<string>();

    /// <param name="ordered">False: RDF has no order of keywords and groups.</param>
    private static Dictionary<string, string> Compared(JsonObject dataset, bool ordered)
    {
        var compared = new Dictionary<string, string>();
        foreach (var (name, value) in dataset)
        {
            if (NotCompared.Contains(name) || name == "packageId" || value is null)
                continue;
            var copy = value.DeepClone();
            if (name == "licence")
            {
                copy.AsObject().Remove("basis");
                copy.AsObject().Remove("statement");
            }

            foreach (var file in name == "distributions" ? copy.AsArray() : [])
            {
                file!["licence"]?.AsObject().Remove("basis");
            }

            if (name == "themes")
                copy = new JsonArray([.. copy.AsArray().Where(theme => theme!["why"]!.GetValue<string>() == "stated").Select(theme => theme!.DeepClone())]);
            compared[name] = (ordered ? copy : Sorted(copy)).ToJsonString(Readable);
        }

        return compared;
    }

    private static JsonNode Sorted(JsonNode node) => node switch
    {
        JsonArray list when list.All(item => item is JsonValue) => new JsonArray([.. list.Select(item => item!.DeepClone()).OrderBy(item => item.ToJsonString(), StringComparer.Ordinal)]),
        JsonObject map => new JsonObject(map.Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : Sorted(member.Value.DeepClone())))),
        _ => node,
    };

    /// <summary>The demo's catalogue of one day, served for as long as the tests of the class run.</summary>
    public sealed class Demo : IAsyncLifetime
    {
        private readonly HarvesterProgram harvester = new();
        private Process? web;

        public string Address { get; private set; } = "";

        public IReadOnlyList<JsonObject> Datasets { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            var run = await harvester.RunAsync("demo", "--once", "--json");
            Assert.True(run.ExitCode == 0, run.Errors);
            Datasets = [.. (await DatasetsAsync(harvester)).Where(IsCanonical)];
            web = harvester.Start("web", "--urls", "http://127.0.0.1:0", "--connectors", harvester.Connectors("none", Connector("unused", """dcat: { catalog: "http://example.org/" }""")));
            Address = await ServeTests.AddressAsync(web, "web:");
            await IndexedAsync(Address);
        }

        public async ValueTask DisposeAsync()
        {
            if (web is not null)
            {
                web.Kill();
                await web.WaitForExitAsync(CancellationToken.None);
                web.Dispose();
            }

            harvester.Dispose();
        }
    }
}

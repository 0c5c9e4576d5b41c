using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Harvester.Tests.SamplePortals;

public sealed class CkanPortalTests
{
    private const string Api = "http://catalog.tokyo.example/api/3/action/";

    [Theory]
    [InlineData("name asc")]
    [InlineData("id asc")]
    [InlineData("metadata_modified desc")]
    [InlineData("")]
    public async Task Pages_HoldEveryPackageOnce_ThoughMoreRowsAreAskedFor(string sort)
    {
        await using var portals = await RunningPortals.StartAsync();
        var names = new List<string>();
        int count;
        var pages = 0;
        do
        {
            var result = (await portals.JsonAsync($"{Api}package_search?rows=1000&start={names.Count}&sort={sort}"))["result"]!;
            count = (int)result["count"]!;
            Assert.InRange(result["results"]!.AsArray().Count, 1, 50);
            names.AddRange(result["results"]!.AsArray().Select(package => (string)package!["name"]!));
            pages++;
        }
        while (names.Count < count);

        Assert.Equal(4, pages);
        Assert.Equal(200, names.Distinct().Count());
        Assert.Equal(portals.Catalogues.Ckan.Select(dataset => dataset.Name).Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("organization:t131032", 16)]
    [InlineData("organization:(t131032 OR t131041)", 41)]
    [InlineData("organization:t000*", 54)]
    [InlineData("-organization:t000* AND groups:c023", -1)]
    [InlineData("metadata_modified:[2026-09-01T00:00:00Z TO *]", -1)]
    [InlineData("organization:t999999", 0)]
    public async Task Filter_CountsAndListsTheSamePackages(string filter, int expected)
    {
        await using var portals = await RunningPortals.StartAsync();
        portals.Catalogues.CkanRowLimit = 1000;

        var result = (await portals.JsonAsync($"{Api}package_search?q=%E6%B8%AF&rows=1000&fq={Uri.EscapeDataString(filter)}"))["result"]!;

        var packages = result["results"]!.AsArray();
        Assert.Equal(packages.Count, (int)result["count"]!);
        if (expected >= 0)
            Assert.Equal(expected, packages.Count);
        else
            Assert.InRange(packages.Count, 1, 199);
    }

    [Fact]
    public async Task PackageShow_FindsByNameAndById_AsTheSearchShowsIt()
    {
        await using var portals = await RunningPortals.StartAsync();

        var byName = (await portals.JsonAsync(Api + "package_show?id=t131032d0000000271"))["result"]!;
        var byId = (await portals.JsonAsync(Api + "package_show?id=" + (string)byName["id"]!))["result"]!;

        Assert.True(JsonNode.DeepEquals(byName, byId));
        Assert.Equal("港区", (string?)byName["organization"]!["title"]);
        Assert.EndsWith("T15:00:00", (string?)byName["resources"]![0]!["last_modified"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("package_show?id=none", HttpStatusCode.NotFound, "Not Found Error")]
    [InlineData("package_show", HttpStatusCode.Conflict, "Validation Error")]
    [InlineData("package_search?rows=many", HttpStatusCode.Conflict, "Validation Error")]
    [InlineData("package_search?fq=nonsense((", HttpStatusCode.Conflict, "Search Query Error")]
    [InlineData("package_search?sort=colour", HttpStatusCode.Conflict, "Search Error")]
    public async Task BadRequest_GetsCkansErrorBody(string call, HttpStatusCode status, string type)
    {
        await using var portals = await RunningPortals.StartAsync();

        using var answer = await portals.GetAsync(Api + call);

        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(status, answer.StatusCode);
        Assert.False((bool)body["success"]!);
        Assert.Equal(type, (string?)body["error"]!["__type"]);
    }

    [Fact]
    public async Task Lists_NameAllPackagesAndOrganisations()
    {
        await using var portals = await RunningPortals.StartAsync();

        var packages = (await portals.JsonAsync(Api + "package_list"))["result"]!.AsArray();
        var organisations = (await portals.JsonAsync(Api + "organization_list?all_fields=true"))["result"]!.AsArray();
        var status = await portals.JsonAsync(Api + "status_show");

        Assert.Equal(200, packages.Count);
        Assert.Equal(12, organisations.Count);
        Assert.Equal(200, organisations.Sum(organisation => (int)organisation!["package_count"]!));
        Assert.True((bool)status["success"]!);
    }

    [Fact]
    public async Task EditedAndAddedPackages_BecomeTheLatest()
    {
        await using var portals = await RunningPortals.StartAsync();
        var datasets = portals.Catalogues.Ckan;
        var moved = datasets[5];
        datasets.Remove(moved.Name);
        datasets["t131032d0000000271"].Title = "【港区】選挙の投票結果（訂正）";
        datasets.Add(moved);

        var result = (await portals.JsonAsync(Api + "package_search?rows=2&sort=metadata_modified desc&fq=metadata_modified:[2026-10-01T00:00:00Z TO *]"))["result"]!;

        Assert.Equal(2, (int)result["count"]!);
        Assert.Equal([moved.Name, "t131032d0000000271"], result["results"]!.AsArray().Select(package => (string)package!["name"]!));
    }

    [Fact]
    public async Task RepublishedDatasets_PointToTheFilesOfTheirOriginals()
    {
        await using var portals = await RunningPortals.StartAsync();
        var catalogues = portals.Catalogues;

        Assert.Equal(40, catalogues.Republished.Count);
        foreach (var (name, (source, original)) in catalogues.Republished)
        {
            Assert.Contains(catalogues.BySource[source][original].Title, catalogues.Ckan[name].Title, StringComparison.Ordinal);
            Assert.Equal(catalogues.BySource[source][original].Files.Select(file => file.Url), catalogues.Ckan[name].Files.Select(file => file.Url));
        }
    }

    [Fact]
    public async Task Oddities_AreThere()
    {
        await using var portals = await RunningPortals.StartAsync();
        portals.Catalogues.CkanRowLimit = 1000;

        var packages = (await portals.JsonAsync(Api + "package_search?rows=1000"))["result"]!["results"]!.AsArray().Select(node => node!).ToList();

        var resources = packages.SelectMany(package => package["resources"]!.AsArray()).Select(node => node!).ToList();
        Assert.Single(packages, package => (int)package["num_resources"]! != package["resources"]!.AsArray().Count);
        Assert.Single(packages, package => package["resources"]!.AsArray().Count == 0);
        Assert.Single(packages, package => (string?)package["license_title"] == "");
        Assert.Single(packages, package => package["license_title"] is null);
        Assert.Contains(packages, package => ((string)package["notes"]!).Contains("<script>", StringComparison.Ordinal));
        Assert.Contains(packages, package => ((string)package["title"]!).Contains("ＡＥＤ", StringComparison.Ordinal));
        Assert.Single(resources, resource => ((string)resource["url"]!).StartsWith("javascript:", StringComparison.Ordinal));
        Assert.Single(resources, resource => ((string)resource["url"]!).Contains("観光施設一覧", StringComparison.Ordinal));
        var frequencies = packages.SelectMany(package => package["extras"]!.AsArray()).Select(extra => (string)extra!["value"]!).Distinct().ToList();
        Assert.InRange(frequencies.Count, 10, 40);
        var formats = resources.Select(resource => (string)resource["format"]!).ToHashSet();
        Assert.Superset(new HashSet<string> { "CSV", "csv", "ＣＳＶ", "XLSX", "エクセル", "GeoJSON", "SHP", "PDF" }, formats);
    }
}

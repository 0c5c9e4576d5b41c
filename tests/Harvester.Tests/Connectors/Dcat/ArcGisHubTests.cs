using Harvester.Core.Mapping;
using Harvester.Core.Model;
using Harvester.Tests.Connectors.Html;
using Harvester.Tests.Mapping;
using Xunit;

namespace Harvester.Tests.Connectors.Dcat;

/// <summary>The feeds of an ArcGIS Hub: <c>/api/feed/dcat-us/1.1.json</c> with its templates and HTML, and <c>/api/feed/dcat-ap/2.1.1.json</c>.</summary>
public sealed class ArcGisHubTests
{
    private static readonly Source Shibuya = MappingFixture.Source(RecordKind.Dcat, shared: false) with { PublisherCode = "131130" };

    [Fact]
    public async Task Layer_IsMappedFieldByField()
    {
        var (harvest, results) = await FeedAsync("arcgis-hub.json", "/api/feed/dcat-us/1.1.json", "application/json; charset=utf-8");
        Assert.StartsWith("https://www.arcgis.com/home/item.html?id=", harvest.Records[0].RecordId, StringComparison.Ordinal);
        Assert.EndsWith("&sublayer=0", harvest.Records[0].RecordId, StringComparison.Ordinal);
        Assert.Equal("https://city-example.hub.arcgis.com/datasets/example::parks", harvest.Records[0].RecordUrl);
        var dataset = results[0].Dataset!;
        Assert.Equal("公園", dataset.Title["und"]);
        Assert.StartsWith("区内の公園の一覧です。\n\n公園のページ (https://www.city.example.jp/p", dataset.Description!["und"], StringComparison.Ordinal);
        Assert.Equal(["公園", "緑", "Shibuya"], dataset.Keywords!["und"]);
        Assert.Equal(("131130", "渋谷区", (string?)null), (dataset.Publisher.Code, dataset.Publisher.Name!["ja"], dataset.Publisher.Unit));
        Assert.Equal(new ContactPoint { Name = "shibuya_opendata", Email = "opendata@city.example.jp" }, dataset.ContactPoint);
        Assert.Equal(("geospatial", "public"), (Assert.Single(dataset.Groups), dataset.AccessRights));
        Assert.Equal(("CC-BY-4.0", LicenceBasis.Record, true), (dataset.Licence!.Id, dataset.Licence.Basis, dataset.Licence.Open));
        Assert.Equal(("2021-04-01T01:02:03.000Z", "2024-05-01T10:20:30.456Z"), (dataset.Issued, dataset.Modified));
        Assert.Equal(ModifiedBasis.Stated, dataset.ModifiedBasis);
        Assert.Equal([139.6606, 35.6417, 139.7234, 35.6921], dataset.Spatial!.Bbox!);
        Assert.Equal("https://city-example.hub.arcgis.com/datasets/example::parks", dataset.LandingPage);
        Assert.Equal([harvest.Records[0].RecordId], dataset.Identifiers);
        Assert.Equal([("ArcGIS Hub Dataset", "HTML", "text/html"), ("ArcGIS GeoService", "API", "application/json"), ("GeoJSON", "GEOJSON", "application/geo+json"),
            ("CSV", "CSV", "text/csv"), ("KML", "KML", "application/vnd.google-earth.kml+xml"), ("Shapefile", "ZIP", "application/zip")],
            dataset.Distributions.Select(one => (one.Title!["und"], one.Format!, one.MediaType!)));
        Assert.Equal("https://city-example.hub.arcgis.com/datasets/example::parks.csv?outSR=%7B%22latestWkid%22%3A3857%2C%22wkid%22%3A102100%7D", dataset.Distributions[3].AccessUrl);
        Assert.Empty(results[0].Problems);
    }

    [Theory]
    [InlineData("AED設置箇所", "CC-BY-4.0", null)]
    [InlineData("避難所", "CC-BY-4.0", null)]
    [InlineData("公衆トイレ", null, "no-licence")]            // {{licenseInfo}}
    [InlineData("公衆無線LAN", null, "no-licence")]
    [InlineData("学校", null, "no-licence")]                  // ""
    [InlineData("図書館", null, "unknown-licence")]
    public async Task Licence_IsReadFromAddressWordsOrHtml(string title, string? licence, string? problem)
    {
        var result = await OneAsync(title);
        Assert.Equal(licence, result.Dataset!.Licence?.Id);
        if (problem is not null)
            Assert.Contains(result.Problems, found => found.Code == problem);
    }

    [Fact]
    public async Task LicenceInHtmlWithTwoAddresses_IsReadByItsWords_AndKeptWhole()
    {
        var (harvest, results) = await FeedAsync("arcgis-hub.json", "/feed.json", "application/json");
        var at = Array.FindIndex([.. results], result => result.Dataset?.Description?["und"] == "2019 年の AED");
        Assert.Equal("LicenseRef-CC-BY-2.1-JP", results[at].Dataset!.Licence!.Id);
        Assert.StartsWith("<p>本データは", harvest.Payloads[at]["dct:license"]![0]!.Values("rdf:value")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Templates_AreLeftOutAndTold()
    {
        var (harvest, results) = await FeedAsync("arcgis-hub.json", "/feed.json", "application/json");
        Assert.Null((await OneAsync("公衆トイレ")).Dataset!.Description);
        Assert.Null((await OneAsync("消火栓")).Dataset!.Spatial);
        Assert.Null((await OneAsync("街路樹")).Dataset!.Modified);
        Assert.Null((await OneAsync("イベント")).Dataset!.ContactPoint);
        Assert.Equal(("131130", (string?)null), ((await OneAsync("保育園")).Dataset!.Publisher.Code, (await OneAsync("保育園")).Dataset!.Publisher.Unit));
        Assert.Equal(["description", "hasEmail", "fn", "identifier", "license", "modified", "name", "spatial", "title"],
            harvest.Problems.Where(problem => problem.Problem.Code == "unfilled-template").Select(problem => problem.Problem.Field).Distinct().OrderBy(field => field == "hasEmail" ? "f" : field, StringComparer.Ordinal));
        // A title that is a template is no title: the mapper refuses the record. An identifier that is one tells nothing.
        Assert.Equal("missing-title", results.Single(result => result.Dataset is null).Problems.Single(problem => problem.Severity == Severity.Error).Code);
        Assert.Contains(harvest.Problems, problem => problem is { Problem.Code: "no-identity", Position: 24 });
        Assert.Equal((23, 1L), (harvest.Records.Count, harvest.Reading.Unreadable));
    }

    [Theory]
    [InlineData("町丁目境界", "HTML API GEOJSON CSV KML ZIP WMS WFS")]
    [InlineData("人口統計", "HTML API GEOJSON CSV")]
    [InlineData("コミュニティバス停留所", "HTML API GEOJSON CSV KML ZIP")]
    [InlineData("駐輪場", "HTML API GEOJSON CSV KML ZIP PDF")]
    [InlineData("施設一覧", "HTML API CSV")]
    [InlineData("統計書", "HTML API")]
    public async Task Formats_AreThoseThatAPersonSees(string title, string formats) =>
        Assert.Equal(formats, string.Join(' ', (await OneAsync(title)).Dataset!.Distributions.Select(one => one.Format)));

    [Fact]
    public async Task OddValues_AreTold()
    {
        Assert.Contains((await OneAsync("浸水想定区域")).Problems, problem => problem.Code == "invalid-bbox");
        Assert.Null((await OneAsync("学校")).Dataset!.Keywords);       // [""]
        Assert.Equal(["図書館"], (await OneAsync("図書館")).Dataset!.Keywords!["und"]);
        Assert.Null((await OneAsync("人口統計")).Dataset!.Spatial);
        Assert.Contains((await OneAsync("統計書")).Problems, problem => problem.Code == "no-url");   // a service without an address
        Assert.EndsWith("/csv?layers=0", (await OneAsync("コミュニティバス停留所")).Dataset!.Distributions[3].AccessUrl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FeedOfDcatAp_KeepsContactsApartAndReadsItsMisspelledAddresses()
    {
        var (harvest, results) = await FeedAsync("arcgis-hub-dcat-ap.json", "/api/feed/dcat-ap/2.1.1.json", "application/json");
        Assert.Equal(["https://city-example.hub.arcgis.com/maps/example::1", "https://city-example.hub.arcgis.com/maps/example::2"], harvest.Records.Select(record => record.RecordId));
        Assert.Equal([new ContactPoint { Name = "担当1", Email = "opendata@city.example.jp" }, new ContactPoint { Name = "担当2", Email = "bousai@city.example.jp" }], results.Select(result => result.Dataset!.ContactPoint));
        var dataset = results[0].Dataset!;
        Assert.Equal(("公園", "131130", "public"), (dataset.Title["und"], dataset.Publisher.Code, dataset.AccessRights));
        Assert.Equal(["ja"], dataset.Language);
        Assert.Equal("2021-04-01T01:02:03.000Z", dataset.Issued);
        Assert.Equal(["CSV", "GEOJSON", "HTML", "JSON", "PDF", "WFS", "ZIP"], dataset.Distributions.Select(one => one.Format).Order(StringComparer.Ordinal));
        Assert.All(dataset.Distributions, file => Assert.NotNull(file.AccessUrl));
    }

    private static async Task<MappingResult> OneAsync(string title) =>
        (await FeedAsync("arcgis-hub.json", "/feed.json", "application/json")).Results.First(result => result.Dataset?.Title["und"] == title);

    private static async Task<(Harvest Harvest, IReadOnlyList<MappingResult> Results)> FeedAsync(string fixture, string path, string type)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Bytes(path, await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "tests", "fixtures", "dcat", fixture), TestContext.Current.CancellationToken), type);
        var harvest = await Catalogs.HarvestAsync(site, path);
        return (harvest, Mapped.Of(harvest, Shibuya));
    }
}

using Harvester.Core.Mapping;
using Harvester.Core.Model;
using Harvester.Tests.Connectors.Html;
using Xunit;

namespace Harvester.Tests.Connectors.Dcat;

/// <summary>DCAT-US 3.0: objects where 1.1 had texts, languages in maps, catalogues in catalogues, series and services.</summary>
public sealed class DcatUs3Tests
{
    [Fact]
    public async Task Dataset_IsMappedFieldByField()
    {
        var (harvest, results) = await ReadAsync();
        Assert.Equal(("OBS-2024", "https://data.city.example.jp/d/1.html"), (harvest.Records[0].RecordId, harvest.Records[0].RecordUrl));
        var dataset = results[0].Dataset!;
        Assert.Equal(("気象観測 2024", "Weather 2024", "Météo 2024"), (dataset.Title["und"], dataset.Title["en"], dataset.Title["fr"]));
        Assert.Equal(("観測値", "Observations"), (dataset.Description!["und"], dataset.Description["en"]));
        Assert.Equal(["気象", "weather", "rain"], dataset.Keywords!["und"].Concat(dataset.Keywords["en"]));
        Assert.Equal(("131130", "https://data.city.example.jp/org/1"), (dataset.Publisher.Code, dataset.Publisher.Organization));
        Assert.Equal(new ContactPoint { Name = "環境課", Email = "kankyo@city.example.jp", Phone = "+81-3-0000-0000" }, dataset.ContactPoint);
        Assert.Equal([new Theme("http://publications.europa.eu/resource/authority/data-theme/ENVI", "stated")], dataset.Themes);
        Assert.Equal(("CC-BY-4.0", LicenceBasis.Record), (dataset.Licence!.Id, dataset.Licence.Basis));
        Assert.Equal(("2024-01-15", "2024-06-01", "DAILY"), (dataset.Issued, dataset.Modified, dataset.Frequency));
        Assert.Equal(new PeriodOfTime("2024-01-01", "2024-12-31"), dataset.Temporal);
        Assert.Equal(("131130", "渋谷区"), (dataset.Spatial!.Code, dataset.Spatial.Name));
        Assert.Equal([139.66, 35.64, 139.72, 35.69], dataset.Spatial.Bbox!);
        Assert.Equal(("https://data.city.example.jp/d/1.html", "https://data.city.example.jp/s/1"), (dataset.LandingPage, dataset.InSeries));
        Assert.Equal(["OBS-2024", "10.1/obs"], dataset.Identifiers);
        Assert.Equal(("公開", "だれでも使えます"), (dataset.AccessRights, dataset.Rights));
        Assert.Equal(["ja"], dataset.Language);
        var file = dataset.Distributions[0];
        Assert.Equal(("https://data.city.example.jp/f/csv", "CSV file", "CSV", 524288L, "CC0-1.0"), (file.Id, file.Title!["en"], file.Format, file.ByteSize, file.Licence!.Id));
        Assert.Equal("https://api.city.example.jp/v1", dataset.Distributions[1].AccessUrl);
        Assert.Equal("研究", harvest.Payloads[0].Values("datajson:purpose")[0]); // what the schema has no place for stays in the payload
    }

    [Fact]
    public async Task CataloguesWithin_AreWalked_ServicesAndLinksAreTold()
    {
        var (harvest, results) = await ReadAsync();
        Assert.Equal(["OBS-2024", "https://data.city.example.jp/d/minimal", "https://data.city.example.jp/s/1", "sub-1", "sub-2"], harvest.Records.Select(record => record.RecordId));
        Assert.Equal(["CC-BY-4.0", "CC-BY-4.0", "CC-BY-4.0", "CC0-1.0"], results.Take(4).Select(result => result.Dataset!.Licence!.Id));
        Assert.Equal("dcat:DatasetSeries", (string?)harvest.Payloads[2]["@type"]![0]);
        Assert.Equal([139.6, 35.6, 139.7, 35.7], results[1].Dataset!.Spatial!.Bbox!);
        Assert.Equal(["catalog-elsewhere", "data-service"], harvest.Problems.Select(problem => problem.Problem.Code).Order());
        Assert.Equal(1, harvest.Reading.Excluded); // the service
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task CataloguesThatAreOnlyNamed_AreFollowedOnTheSameHost()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/catalog", $$"""
            {"dataset":[{"identifier":"1"}],"catalog":["{{Catalogs.Host}}/a.json","https://other.example.com/data.json",7],"hasPart":{"@type":"Catalog","@id":"{{Catalogs.Host}}/b.json"},"service":"https://api.example.com/"}
            """, "application/json")
            .Text("/a.json", $$"""{"dataset":[{"identifier":"2"}],"catalog":"{{Catalogs.Host}}/catalog"}""", "application/json")
            .Text("/b.json", """{"dataset":[{"identifier":"3"}]}""", "application/json");
        var harvest = await Catalogs.HarvestAsync(site);
        Assert.Equal(["1", "2", "3"], harvest.Records.Select(record => record.RecordId));
        Assert.Equal(["/catalog", "/a.json", "/b.json"], site.Requests);
        Assert.Equal([("catalog-elsewhere", "https://other.example.com/data.json"), ("catalog-elsewhere", "7"), ("data-service", "https://api.example.com/")],
            harvest.Problems.Select(problem => (problem.Problem.Code, problem.Problem.Value)));
        Assert.True(harvest.Reading.ReachedEnd);
    }

    private static async Task<(Harvest Harvest, IReadOnlyList<MappingResult> Results)> ReadAsync()
    {
        var json = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests", "fixtures", "dcat", "dcat-us-3.json"), TestContext.Current.CancellationToken);
        var harvest = await Catalogs.OfAsync(json, "application/ld+json");
        return (harvest, Mapped.Of(harvest));
    }
}

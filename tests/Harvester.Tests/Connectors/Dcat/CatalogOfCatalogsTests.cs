using Harvester.Core.Model;
using Harvester.Tests.Connectors.Html;
using Xunit;

namespace Harvester.Tests.Connectors.Dcat;

/// <summary>Catalogues that name catalogues, records and datasets: what is described here is walked, what is on our host is fetched, the rest is told.</summary>
public sealed class CatalogOfCatalogsTests
{
    private const string Host = LoopbackSite.Host;

    [Fact]
    public async Task CataloguesInTheSameDocument_AreWalkedAndGiveTheirDatasetsTheirLicence()
    {
        var harvest = await Catalogs.TurtleAsync("""
            ex:all a dcat:Catalog ; dct:license <https://l/all> ; dcat:catalog ex:a ; dct:hasPart ex:b .
            ex:a a dcat:Catalog ; dct:license <https://l/a> ; dcat:dataset ex:1 . ex:1 dct:title "一" .
            ex:b a dcat:Catalog ; dcat:record [ a dcat:CatalogRecord ; foaf:primaryTopic ex:2 ] . ex:2 dct:title "二" .
            """);
        Assert.Equal(["http://data.example.jp/1", "http://data.example.jp/2"], harvest.Records.Select(record => record.RecordId));
        Assert.Equal(["https://l/a"], harvest.Payloads[0]["@catalog"]!.Values("dct:license"));
        Assert.Empty(harvest.Problems);
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task CataloguesThatAreOnlyLinked_AreFetchedWithTheirPages()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/catalog", $"{Catalogs.Prefixes} ex:all a dcat:Catalog ; dcat:catalog <{Host}/a#catalog>, <{Host}/b> ; dct:hasPart <{Host}/c> . <{Host}/b> a dcat:Catalog ; dct:title \"乙\" .", "text/turtle")
            .Text("/a", Page(1, $"<{Host}/a#catalog> dcat:dataset ex:1 ; dcat:catalog <{Host}/catalog> . <{Host}/a> hydra:next <{Host}/a?page=2> ."), "text/turtle")
            .Text("/a?page=2", Page(2, ""), "text/turtle")
            .Text("/b", Page(3, ""), "text/turtle")
            .Text("/c", Page(4, ""), "text/turtle");
        var harvest = await Catalogs.HarvestAsync(site);
        Assert.Equal(["1", "2", "3", "4"], harvest.Records.Select(record => record.RecordId[^1..]).Order());
        Assert.Equal(["/a", "/a?page=2", "/b", "/c", "/catalog"], site.Requests.Order(StringComparer.Ordinal));
        Assert.Empty(harvest.Problems);
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task CataloguesThatNameEachOther_AreReadOnce()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/catalog", Page(1, $"<{Host}/catalog> a dcat:Catalog ; dcat:catalog <{Host}/b> ."), "text/turtle")
            .Text("/b", Page(2, $"<{Host}/b> a dcat:Catalog ; dcat:catalog <{Host}/catalog>, <{Host}/b#again> ."), "text/turtle");
        var harvest = await Catalogs.HarvestAsync(site);
        Assert.Equal((2, 2), (harvest.Records.Count, site.Requests.Count));
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task CatalogueOnAnotherHost_IsToldAndNotAsked()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/catalog", Page(1, "ex:all a dcat:Catalog ; dcat:catalog <https://other.example.com/catalog> ."), "text/turtle");
        var harvest = await Catalogs.HarvestAsync(site);
        Assert.Equal(("catalog-elsewhere", Severity.Warning, "https://other.example.com/catalog"), (harvest.Problems[0].Problem.Code, harvest.Problems[0].Problem.Severity, harvest.Problems[0].Problem.Value));
        Assert.Single(site.Requests);
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task LinkedCatalogueThatCannotBeRead_IsADoubt()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/catalog", Page(1, $"ex:all a dcat:Catalog ; dcat:catalog <{Host}/b> ."), "text/turtle").Status("/b", 500);
        var harvest = await Catalogs.HarvestAsync(site);
        Assert.Contains("/b could not be read", Assert.Single(harvest.Reading.Doubts));
        Assert.Single(harvest.Records);
        Assert.False(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task LinkedCatalogueWithFewerDatasetsThanItAnnounces_IsADoubt()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/catalog", Page(1, $"ex:all a dcat:Catalog ; dcat:catalog <{Host}/b> ."), "text/turtle").Text("/b", Page(2, "ex:b hydra:totalItems 5 ."), "text/turtle");
        Assert.Contains("announces 5", Assert.Single((await Catalogs.HarvestAsync(site)).Reading.Doubts));
    }

    [Fact]
    public async Task DatasetsThatAreOnlyNamed_AreReadFromTheirOwnAddresses()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/catalog", $"{Catalogs.Prefixes} ex:all a dcat:Catalog ; dcat:dataset <{Host}/d/1>, <{Host}/d/2#dataset>, <{Host}/d/3>, <https://other.example.com/d/4> .", "text/turtle")
            .Text("/d/1", $"{Catalogs.Prefixes} <{Host}/d/1> a dcat:Dataset ; dct:title \"一\" ; dct:relation ex:other . ex:other a dcat:Dataset ; dct:title \"他\" . ex:c dcat:dataset <{Host}/d/1>, ex:9 .", "text/turtle")
            .Text("/d/2", $"{Catalogs.Prefixes} <{Host}/d/2#dataset> dct:title \"二\" .", "text/turtle")
            .Status("/d/3", 404);
        var harvest = await Catalogs.HarvestAsync(site);
        Assert.Equal([$"{Host}/d/1", $"{Host}/d/2#dataset"], harvest.Records.Select(record => record.RecordId));
        Assert.Equal(2, harvest.Reading.Unreadable);
        Assert.Equal([$"{Host}/d/3", "https://other.example.com/d/4"], harvest.Problems.Select(problem => problem.Problem.Value));
        Assert.Contains("404", harvest.Problems[0].Problem.Detail);
        Assert.Contains("another host", harvest.Problems[1].Problem.Detail);
        Assert.Equal(4, site.Requests.Count);
    }

    [Fact]
    public async Task DatasetsWhoseDocumentsAllFail_AreNotAskedForWithoutEnd()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/catalog", $"{Catalogs.Prefixes} ex:all a dcat:Catalog ; dcat:dataset {string.Join(", ", Enumerable.Range(1, 50).Select(number => $"<{Host}/d/{number}>"))} .", "text/turtle");
        var harvest = await Catalogs.HarvestAsync(site);
        Assert.Equal((11, 50L), (site.Requests.Count, harvest.Reading.Unreadable));
    }

    [Fact]
    public async Task DatasetDocumentThatSaysNothingOfIt_IsTold()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/catalog", $"{Catalogs.Prefixes} ex:all a dcat:Catalog ; dcat:dataset <{Host}/d/1> .", "text/turtle").Text("/d/1", $"{Catalogs.Prefixes} ex:2 a dcat:Dataset ; dct:title \"他\" .", "text/turtle");
        var harvest = await Catalogs.HarvestAsync(site);
        Assert.Empty(harvest.Records);
        Assert.Contains("says nothing of it, either", harvest.Problems[0].Problem.Detail);
    }

    [Fact]
    public async Task PagingOff_FollowsNothing()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/catalog", Page(1, $"ex:all a dcat:Catalog ; dcat:catalog <{Host}/b> ; dcat:dataset ex:1, <{Host}/d/1> ."), "text/turtle");
        var harvest = await Catalogs.HarvestAsync(site, paging: false);
        Assert.Single(site.Requests);
        Assert.Equal("undescribed-dataset", harvest.Problems.Single(problem => problem.Position is not null).Problem.Code);
    }

    [Fact]
    public async Task CatalogueThatIsNamedAsADataset_IsNone_UnlessItHasFiles()
    {
        var harvest = await Catalogs.TurtleAsync("""
            ex:all a dcat:Catalog ; dcat:dataset ex:part, ex:dump . ex:part a dcat:Catalog, dcat:Dataset ; dcat:dataset ex:1 . ex:1 dct:title "一" .
            ex:dump a dcat:Catalog ; dct:title "全部" ; dcat:distribution [ dcat:downloadURL <https://e/all.zip> ] .
            """);
        Assert.Equal(["http://data.example.jp/1", "http://data.example.jp/dump"], harvest.Records.Select(record => record.RecordId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Services_AreLeftOutWithAReason_ThoseOfAFileAreKeptThere()
    {
        var harvest = await Catalogs.TurtleAsync("""
            ex:all a dcat:Catalog ; dcat:dataset ex:1 ; dcat:service ex:api .
            ex:api a dcat:DataService ; dct:title "検索 API" ; dcat:endpointURL <https://e/api> ; dcat:servesDataset ex:1 .
            ex:1 a dcat:Dataset ; dct:title "一" ; dcat:distribution [ a dcat:Distribution ; dcat:accessService ex:own ] .
            ex:own a dcat:DataService ; dcat:endpointURL <https://e/own> .
            """);
        Assert.Single(harvest.Records);
        Assert.Equal(1, harvest.Reading.Excluded);
        Assert.Equal(("data-service", Severity.Info, "検索 API"), (harvest.Problems[0].Problem.Code, harvest.Problems[0].Problem.Severity, harvest.Problems[0].Problem.Value));
        var dataset = Mapped.Of(harvest)[0].Dataset!;
        Assert.Equal("https://e/own", Assert.Single(dataset.Distributions).AccessUrl);
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task Series_IsARecordAndItsMembersNameIt()
    {
        var harvest = await Catalogs.TurtleAsync("""
            ex:s a dcat:DatasetSeries ; dct:title "年報" ; dcat:seriesMember ex:1 .
            ex:1 a dcat:Dataset ; dct:title "令和五年" . ex:2 a dcat:Dataset ; dct:title "令和六年" ; dcat:inSeries ex:s .
            """);
        Assert.Equal(["年報", "令和五年", "令和六年"], Mapped.Of(harvest).Select(result => result.Dataset!.Title["und"]));
        Assert.Equal([null, "http://data.example.jp/s", "http://data.example.jp/s"], Mapped.Of(harvest).Select(result => result.Dataset!.InSeries));
    }

    private static string Page(int dataset, string more) => $"{Catalogs.Prefixes} ex:{dataset} a dcat:Dataset ; dct:title \"第{dataset}号\" . {more}";
}

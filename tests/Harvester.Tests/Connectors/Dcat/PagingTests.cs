using Harvester.Tests.Connectors.Html;
using Xunit;

namespace Harvester.Tests.Connectors.Dcat;

public sealed class PagingTests
{
    private const string Host = LoopbackSite.Host;

    [Fact]
    public async Task LinkToANextPage_ThatIsGone_IsNamed()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/catalog", Page(1, ""), "text/turtle", "</catalog?page=2>; rel=\"next\"").Text("/catalog?page=2", Page(2, ""), "text/turtle");
        var first = await Catalogs.HarvestAsync(site);
        site.Text("/catalog", Page(1, ""), "text/turtle");

        var second = await Catalogs.HarvestAsync(site, after: first);

        Assert.Equal((2, 1), (first.Records.Count, second.Records.Count));
        Assert.Empty(first.Reading.Vanished);
        Assert.Contains("next page", Assert.Single(second.Reading.Vanished));
    }

    [Fact]
    public async Task PagedCollection_IsFollowedByNextPage_AndItsTotalIsAnnounced()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/catalog", Page(1, $"<{Host}/catalog?page=1> a hydra:PagedCollection ; hydra:totalItems 2 ; hydra:nextPage \"{Host}/catalog?page=2\" ; hydra:lastPage \"{Host}/catalog?page=2\" ."), "text/turtle");
        site.Text("/catalog?page=2", Page(2, $"<{Host}/catalog?page=2> a hydra:PagedCollection ; hydra:totalItems 2 ; hydra:previousPage \"{Host}/catalog?page=1\" ."), "text/turtle");
        var harvest = await Catalogs.HarvestAsync(site);
        Assert.Equal(["http://data.example.jp/1", "http://data.example.jp/2"], harvest.Records.Select(record => record.RecordId));
        Assert.Equal([1L, 2], harvest.Records.Select(record => record.Position));
        Assert.Equal((2L, 2L, true), (harvest.Reading.Announced, harvest.Reading.Pages, harvest.Reading.ReachedEnd));
    }

    [Fact]
    public async Task AnnouncedTotal_IsNotMetByBlankNodesOfOverlappingPages()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/catalog", Page(1, $"<{Host}/catalog> hydra:totalItems 5 . {Blank("二")} {Blank("三")} {Alike("甲")} {Next(2)}"), "text/turtle")
            .Text("/catalog?page=2", $"{Catalogs.Prefixes} {Alike("甲")} {Blank("三")} {Blank("二")}", "text/turtle");
        var harvest = await Catalogs.HarvestAsync(site);
        Assert.Contains("announces 5 datasets and its own pages name 4 different ones", Assert.Single(harvest.Reading.Doubts));

        static string Blank(string id) => $"[] a dcat:Dataset ; dct:identifier \"{id}\" ; dct:title \"同じ\" .";
        static string Alike(string title) => $"[] a dcat:Dataset ; dct:title \"{title}\" .";
    }

    [Fact]
    public async Task AnnouncedTotal_IsNotMetByServicesRepetitionsAndOtherCatalogues()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/catalog", Page(1, $"<{Host}/catalog> hydra:totalItems 4 . ex:all a dcat:Catalog ; dcat:service ex:api ; dcat:catalog <{Host}/other> . ex:api a dcat:DataService ; dct:title \"API\" . {Next(2)}"), "text/turtle")
            .Text("/catalog?page=2", Page(2, "ex:1 a dcat:Dataset ; dct:title \"第1号\" ."), "text/turtle")
            .Text("/other", Page(3, ""), "text/turtle");
        var harvest = await Catalogs.HarvestAsync(site);
        Assert.Equal(4, harvest.Records.Count); // one of them twice
        Assert.Contains("announces 4 datasets and its own pages name 2 different ones", Assert.Single(harvest.Reading.Doubts));
        Assert.False(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task AnnouncedTotal_IsMetByDatasetsThatAreDescribedAtTheirOwnAddresses()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/catalog", Page(1, $"<{Host}/catalog> hydra:totalItems 2 . ex:all a dcat:Catalog ; dcat:dataset ex:1, <{Host}/d/2> ."), "text/turtle")
            .Text("/d/2", $"{Catalogs.Prefixes} <{Host}/d/2> dct:title \"二\" .", "text/turtle");
        var harvest = await Catalogs.HarvestAsync(site);
        Assert.Equal((2, true), (harvest.Records.Count, harvest.Reading.ReachedEnd));
    }

    [Fact]
    public async Task PartialCollectionView_IsFollowedByNext()
    {
        await using var site = await LoopbackSite.StartAsync();
        for (var page = 1; page <= 3; page++)
        {
            site.Text($"/catalog{(page == 1 ? "" : $"?page={page}")}",
                Page(page, $"<{Host}/catalog> a hydra:Collection ; hydra:view <?page={page}> . <?page={page}> a hydra:PartialCollectionView {(page < 3 ? $"; hydra:next <?page={page + 1}>" : "")} ."), "text/turtle");
        }

        var harvest = await Catalogs.HarvestAsync(site);
        Assert.Equal(3, harvest.Records.Count);
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task LinkHeader_IsFollowed()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/catalog", Page(1, ""), "text/turtle", "</catalog?page=2>; rel=\"next\"").Text("/catalog?page=2", Page(2, ""), "text/turtle");
        Assert.Equal(2, (await Catalogs.HarvestAsync(site)).Records.Count);
    }

    [Fact]
    public async Task PagingOff_ReadsOneDocument()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/catalog", Page(1, Next(2)), "text/turtle");
        var harvest = await Catalogs.HarvestAsync(site, paging: false);
        Assert.Single(harvest.Records);
        Assert.Single(site.Requests);
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task NextToAPageReadBefore_StopsWithDoubt()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/catalog", Page(1, Next(2)), "text/turtle").Text("/catalog?page=2", Page(2, Next(3)), "text/turtle").Text("/catalog?page=3", Page(3, Next(2)), "text/turtle");
        await AssertStoppedAsync(site, records: 3, requests: 3, "?page=2, which was read before");
    }

    [Fact]
    public async Task NewAddressWithTheSameDatasets_StopsWithDoubt()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/catalog", Page(1, Next(2)), "text/turtle");
        for (var page = 2; page < 9; page++)
            site.Text($"/catalog?page={page}", Page(1, Next(page + 1)), "text/turtle");
        await AssertStoppedAsync(site, records: 1, requests: 2, "same datasets");
    }

    [Fact]
    public async Task NewAddressWithTheSameDataJson_StopsWithDoubt()
    {
        await using var site = await LoopbackSite.StartAsync();
        for (var page = 1; page < 9; page++)
            site.Text(page == 1 ? "/catalog" : $"/catalog?page={page}", """{"dataset":[{"identifier":"1","title":"一"}]}""", "application/json", $"</catalog?page={page + 1}>; rel=\"next\"");
        await AssertStoppedAsync(site, records: 1, requests: 2, "same datasets");
    }

    [Fact]
    public async Task EmptyPagesThatLeadOn_StopWithDoubt()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/catalog", Page(1, Next(2)), "text/turtle").Text("/catalog?page=2", Catalogs.Prefixes + Next(3), "text/turtle");
        await AssertStoppedAsync(site, records: 1, requests: 2, "no dataset");
    }

    [Fact]
    public async Task NextOnAnotherHost_IsRefusedWithDoubt()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/catalog", Page(1, $"<{Host}/catalog> hydra:next <http://ckan-internal:8080/catalog?page=2> ."), "text/turtle");
        await AssertStoppedAsync(site, records: 1, requests: 1, "ckan-internal");
    }

    [Theory]
    [InlineData(500, null, "http-500")]
    [InlineData(200, "<html>login</html>", "html-instead-of-rdf")]
    [InlineData(200, "<head><title>login</title>", "html-instead-of-rdf")]
    [InlineData(200, "<!-- 2 --><center>login</center>", "html-instead-of-rdf")]
    [InlineData(200, "@prefix", "not-rdf")]
    public async Task LaterPageThatFails_KeepsTheEarlierOnes(int status, string? text, string code)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/catalog", Page(1, Next(2)), "text/turtle");
        _ = text is null ? site.Status("/catalog?page=2", status) : site.Text("/catalog?page=2", text, "text/turtle");
        var harvest = await AssertStoppedAsync(site, records: 1, requests: 2, "?page=2 could not be read");
        Assert.Contains(harvest.Problems, problem => problem.Problem.Code == code);
    }

    [Fact]
    public async Task DatasetNamedOnOnePageAndDescribedOnAnother_IsNotMissed()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/catalog", Page(1, Next(2) + " ex:cat dcat:dataset ex:1, ex:2 ."), "text/turtle").Text("/catalog?page=2", Page(2, "ex:cat dcat:dataset ex:1, ex:2 ."), "text/turtle");
        var harvest = await Catalogs.HarvestAsync(site);
        Assert.Equal(2, harvest.Records.Count);
        Assert.Empty(harvest.Problems);
    }

    private static async Task<Harvest> AssertStoppedAsync(LoopbackSite site, int records, int requests, string doubt)
    {
        var harvest = await Catalogs.HarvestAsync(site);
        Assert.Equal((records, requests), (harvest.Records.Count, site.Requests.Count));
        Assert.Contains(doubt, Assert.Single(harvest.Reading.Doubts));
        Assert.False(harvest.Reading.ReachedEnd);
        return harvest;
    }

    private static string Next(int page) => $"<{Host}/catalog> hydra:next <{Host}/catalog?page={page}> .";

    private static string Page(int dataset, string more) => $"{Catalogs.Prefixes} ex:{dataset} a dcat:Dataset ; dct:title \"第{dataset}号\" . {more}";
}

using Harvester.Connectors.Definitions;
using Harvester.Core.Model;
using Harvester.Tests.Connectors.Html;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Harvester.Tests.Connectors.Dcat;

/// <summary>schema.org/Dataset in the JSON-LD of pages, and sitemaps that lead to such pages.</summary>
public sealed class SchemaOrgTests
{
    private const string Host = LoopbackSite.Host;

    private const string Full = """
        {"@context":"https://schema.org/","@type":"Dataset","name":"公園一覧","description":"区内の公園","url":"/data/parks","keywords":"公園, 緑地、遊具",
         "identifier":["park-1",{"@type":"PropertyValue","propertyID":"x","value":"X1"}],"license":"https://creativecommons.org/licenses/by/4.0/",
         "publisher":{"@type":"Organization","name":"港区","contactPoint":{"@type":"ContactPoint","email":"mail@example.jp","telephone":"03-1","contactType":"公園課"}},
         "datePublished":"2024-04-01","dateModified":"2024-05-01T10:00:00+09:00","temporalCoverage":"2020-01-01/2020-12-31","inLanguage":"ja","isAccessibleForFree":true,
         "spatialCoverage":{"@type":"Place","name":"東京都港区","geo":{"@type":"GeoShape","box":"35.6 139.7 35.7 139.8"}},
         "includedInDataCatalog":{"@type":"DataCatalog","name":"港区オープンデータ"},
         "distribution":[{"@type":"DataDownload","encodingFormat":"text/csv","contentUrl":"files/公園.csv","name":"CSV 版","contentSize":"12 KB"},
           {"@type":"DataDownload","encodingFormat":"application/pdf","contentUrl":"https://files.example.jp/parks.pdf"}]}
        """;

    [Theory]
    [InlineData("https://schema.org/")]
    [InlineData("http://schema.org")]
    [InlineData("https://schema.org/docs/jsonldcontext.jsonld")]
    public async Task Dataset_IsMappedFieldByField(string context)
    {
        var harvest = await PageAsync("/data/parks", Script(Full.Replace("https://schema.org/", context, StringComparison.Ordinal)));
        Assert.Equal(("X1", $"{Host}/data/parks"), (Assert.Single(harvest.Records).RecordId, harvest.Records[0].RecordUrl));
        var result = Mapped.Of(harvest)[0];
        var dataset = result.Dataset!;
        Assert.Equal(("公園一覧", "区内の公園"), (dataset.Title["und"], dataset.Description!["und"]));
        Assert.Equal(["公園", "緑地", "遊具"], dataset.Keywords!["und"].Order(StringComparer.Ordinal));
        Assert.Equal(("131032", "港区"), (dataset.Publisher.Code, dataset.Publisher.Name!["ja"]));
        Assert.Equal(new ContactPoint { Name = "公園課", Email = "mail@example.jp", Phone = "03-1" }, dataset.ContactPoint);
        Assert.Equal(("CC-BY-4.0", LicenceBasis.Record), (dataset.Licence!.Id, dataset.Licence.Basis));
        Assert.Equal(("2024-04-01", "2024-05-01T10:00:00+09:00"), (dataset.Issued, dataset.Modified));
        Assert.Equal(new PeriodOfTime("2020-01-01", "2020-12-31"), dataset.Temporal);
        Assert.Equal(("131032", "東京都港区"), (dataset.Spatial!.Code, dataset.Spatial.Name));
        Assert.Equal([139.7, 35.6, 139.8, 35.7], dataset.Spatial.Bbox!);
        Assert.Equal(["ja"], dataset.Language);
        Assert.Equal($"{Host}/data/parks", dataset.LandingPage);
        Assert.Equal(["X1", "park-1"], dataset.Identifiers.Order(StringComparer.Ordinal));
        Assert.Equal([("CSV", "text/csv", 12288L, $"{Host}/data/files/%E5%85%AC%E5%9C%92.csv"), ("PDF", "application/pdf", (long?)null, "https://files.example.jp/parks.pdf")],
            dataset.Distributions.OrderBy(one => one.Format, StringComparer.Ordinal).Select(one => (one.Format!, one.MediaType!, one.ByteSize, one.DownloadUrl!)));
    }

    [Theory]
    [InlineData("""{"@context":"http://schema.org/","@graph":[{"@type":"WebPage","name":"頁"},{"@type":"Dataset","name":"一"},{"@type":"Dataset","name":"二"}]}""", "一|二")]
    [InlineData("""[{"@context":"https://schema.org","@type":"Dataset","name":"一"},{"@context":"https://schema.org","@type":["Dataset","CreativeWork"],"name":"二"}]""", "一|二")]
    [InlineData("""{"@context":{"@vocab":"https://schema.org/"},"@type":"Dataset","name":"一"}""", "一")]
    [InlineData("""{"@context":{"schema":"http://schema.org/"},"@type":"schema:Dataset","schema:name":"一"}""", "一")]
    [InlineData("""{"@type":"Dataset","name":"一"}""", "一")]
    [InlineData("""{"@context":"https://schema.org","@type":"DataCatalog","name":"目録","license":"https://l/","dataset":[{"@type":"Dataset","name":"一"},{"@type":"Dataset","name":"二"}]}""", "一|二")]
    [InlineData("{\"@context\":\"https://schema.org\",\"@type\":\"Dataset\",\"name\":\"一\",\"description\":\"行\nかえ\"}", "一")]
    [InlineData("""{"@context":{"dcat":"http://www.w3.org/ns/dcat#","dct":"http://purl.org/dc/terms/"},"@type":"dcat:Dataset","dct:title":"一"}""", "一")]
    public async Task FormsOfJsonLd_AreRead(string json, string titles)
    {
        var harvest = await PageAsync("/p", Script(json));
        Assert.Equal(titles.Split('|'), Mapped.Of(harvest).Select(result => result.Dataset!.Title["und"]));
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task CatalogOfThePage_LendsItsLicence()
    {
        var harvest = await PageAsync("/p", Script("""{"@context":"https://schema.org","@type":"DataCatalog","license":"https://creativecommons.org/licenses/by/4.0/","publisher":{"name":"港区"},"dataset":[{"@type":"Dataset","name":"一"}]}"""));
        var dataset = Mapped.Of(harvest)[0].Dataset!;
        Assert.Equal(("CC-BY-4.0", LicenceBasis.Catalogue, "131032"), (dataset.Licence!.Id, dataset.Licence.Basis, dataset.Publisher.Code));
    }

    [Fact]
    public async Task BrokenElement_IsToldAndTheOthersAreRead()
    {
        var harvest = await PageAsync("/p", Script("""{"@type":"BreadcrumbList", broken""") + Script("""{"@context":"https://schema.org","@type":"Dataset","name":"一"}""") + Script("""{"@context":"https://schema.org","@type":"Organization","name":"x"}"""));
        Assert.Single(harvest.Records);
        Assert.Equal("broken-json-ld", Assert.Single(harvest.Problems).Problem.Code);
        Assert.True(harvest.Reading.ReachedEnd); // what is broken speaks of no Dataset
    }

    [Fact]
    public async Task BrokenElementThatSpeaksOfADataset_IsADoubt()
    {
        var harvest = await PageAsync("/p", Script("""{"@type":"Dataset", broken""") + Script("""{"@context":"https://schema.org","@type":"Dataset","name":"一"}"""));
        Assert.Single(harvest.Records);
        Assert.Single(harvest.Reading.Doubts);
    }

    [Fact]
    public async Task MoreElementsThanAreRead_AreADoubt()
    {
        var harvest = await PageAsync("/p", Script("""{"@context":"https://schema.org","@type":"Dataset","name":"一"}""")
            + string.Concat(Enumerable.Repeat("""<script type="application/ld+json">{}</script>""", 1000)));
        Assert.Single(harvest.Records);
        Assert.Contains("1001 elements of JSON-LD", Assert.Single(harvest.Reading.Doubts));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<!-->")]
    [InlineData("<svg><title>")]
    public async Task PageThatIsNestedWithoutEnd_IsRefusedBeforeItIsParsed(string start)
    {
        var html = Script("""{"@context":"https://schema.org","@type":"Dataset","name":"一"}""") + start + string.Concat(Enumerable.Repeat("<div>", 100_000));
        await using var server = await LoopbackServer.StartAsync(_ => (200, "text/html; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(html)));
        using var network = Sources.Network();
        var file = Harvest.FileOf(RecordKind.Dcat) with { Http = Sources.Quick, Dcat = new DcatBlock { Catalog = new Uri(server.Url, "/p") } };
        var fault = await Assert.ThrowsAsync<SourceException>(() => Harvest.OfAsync(new Harvester.Connectors.Dcat.DcatConnector(file, network.FetcherFor(file))));
        Assert.Equal("html-too-deep", fault.Code);
    }

    [Fact]
    public async Task ContextOfAnotherServer_IsNotAsked()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/ctx", """{"@context":{"name":"http://schema.org/name"}}""", "application/ld+json")
            .Html("/p", Script($$"""{"@context":"{{Host}}/ctx","@type":"Dataset","name":"x"}""") + Script("""{"@context":"https://schema.org","@type":"Dataset","name":"一"}"""));
        var harvest = await Catalogs.HarvestAsync(site, "/p");
        Assert.Equal(["/p"], site.Requests);
        Assert.Single(harvest.Records);
        Assert.Contains(harvest.Problems, problem => problem.Problem.Code == "broken-json-ld");
    }

    [Fact]
    public async Task PageWithoutADataset_IsNoCatalogue()
    {
        var fault = await Assert.ThrowsAsync<SourceException>(() => PageAsync("/p", Script("""{"@context":"https://schema.org","@type":"Organization","name":"区"}""")));
        Assert.Equal("html-instead-of-rdf", fault.Code);
    }

    [Fact]
    public async Task PageOfOneDataset_IsItsIdentity_WhereItHasNoOther()
    {
        var harvest = await PageAsync("/data/1", Script("""{"@context":"https://schema.org","@type":"Dataset","name":"一"}"""));
        Assert.Equal($"{Host}/data/1", harvest.Records[0].RecordId);
    }

    [Fact]
    public async Task PageInShiftJis_IsReadAsSuch()
    {
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        await using var site = await LoopbackSite.StartAsync();
        site.Bytes("/p", System.Text.Encoding.GetEncoding(932).GetBytes($"<!DOCTYPE html><meta charset='Shift_JIS'><title>公園</title>{Script("""{"@context":"https://schema.org","@type":"Dataset","name":"公園一覧表"}""")}"), "text/html");
        Assert.Equal("公園一覧表", Mapped.Of(await Catalogs.HarvestAsync(site, "/p"))[0].Dataset!.Title["und"]);
    }

    [Fact]
    public async Task DatasetThatTheCatalogueOnlyLinks_IsReadFromItsPage()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/p", Script("""{"@context":"https://schema.org","@type":"DataCatalog","dataset":[{"@id":"/d/1"},{"@id":"/d/2"}]}"""))
            .Html("/d/1", Script("""{"@context":"https://schema.org","@type":"Dataset","name":"一"}"""))
            .Html("/d/2", Script("""{"@context":"https://schema.org","@id":"/d/2","@type":"Dataset","name":"二"}"""));
        var harvest = await Catalogs.HarvestAsync(site, "/p");
        Assert.Equal([$"{Host}/d/1", $"{Host}/d/2"], harvest.Records.Select(record => record.RecordId));
        Assert.True(harvest.Reading.ReachedEnd);
        Assert.Equal(0, harvest.Reading.Unreadable);
    }

    [Fact]
    public async Task Sitemap_LeadsToThePagesOfDatasets()
    {
        await using var site = await SiteAsync();
        var harvest = await Catalogs.HarvestAsync(site, "/sitemap.xml");
        Assert.Equal([$"{Host}/data/1", $"{Host}/data/2"], harvest.Records.Select(record => record.RecordId));
        Assert.Equal(1, harvest.Reading.Unreadable);   // /data/3 is away
        Assert.Contains(harvest.Problems, problem => problem.Problem is { Code: "pages-without-dataset", Severity: Severity.Info } && problem.Problem.Detail.StartsWith("2 of 5", StringComparison.Ordinal));
        Assert.True(harvest.Reading.ReachedEnd);
    }

    public static TheoryData<string, string, string, string?> PagesOfASitemap => new()
    {
        { "/data/2", "text/html", "<!DOCTYPE html><title>区のお知らせ</title>", null },
        { "/data/2", "text/html", $"<!DOCTYPE html><title>p</title>{Script("""{"@context":"https://schema.org","@type":"Organization","name":"区"}""")}", null },
        { "/data/2", "text/html", "<!DOCTYPE html><title>ただいまメンテナンス中です</title>", "maintenance-page" },
        { "/data/2", "text/html", $"<!DOCTYPE html><title>区</title>{Script("""{"@context":"https://schema.org","@type":"Organization","name":"区"}""")}{Filler}<h1>ただいまメンテナンス中です</h1>", "maintenance-page" },
        { "/data/2", "text/html", $"<!DOCTYPE html><title>区</title>{Filler}<form><input name=p type=password></form>", "login-page" },
        { "/data/2.ttl", "text/turtle", "<http://a> <http://b", "not-rdf" },
        { "/data/2.ttl", "text/html", "<!DOCTYPE html><title>見つかりません</title>", "html-instead-of-rdf" },
        { "/data/2.jsonld", "application/ld+json", "{\"@context\":", "not-json" },
        { "/data/2", "application/json", "{}", "not-a-catalog" },
        { "/data/2", "application/json", "{\"dataset\":[{\"identifier\":\"2\"}]} x", "not-json" },
        { "/data/2", "application/octet-stream", "?", "not-rdf" },
        { "/data/2", "application/xml", "<?xml version=\"1.0\"?><urlset></urlset>", "sitemap-instead-of-rdf" },
    };

    [Theory]
    [MemberData(nameof(PagesOfASitemap))]
    public async Task PageOfASitemap_IsPassedOverOnlyIfItIsAnOrdinaryPage(string path, string type, string body, string? code)
    {
        await using var server = await LoopbackServer.StartAsync(context => (200, type, System.Text.Encoding.UTF8.GetBytes(body)) switch
        {
            _ when context.Request.Path == "/sitemap.xml" => (200, "application/xml", System.Text.Encoding.UTF8.GetBytes(Sitemap("/data/1", path).Replace(Host, $"http://{context.Request.Host}", StringComparison.Ordinal))),
            _ when context.Request.Path == "/data/1" => (200, "text/html", System.Text.Encoding.UTF8.GetBytes(Script("""{"@context":"https://schema.org","@type":"Dataset","name":"一"}"""))),
            var answer => answer,
        });
        var harvest = await OverTheNetworkAsync(server);
        Assert.Single(harvest.Records);
        Assert.Equal(code is null ? 0 : 1, harvest.Reading.Unreadable);
        Assert.Equal([code ?? "pages-without-dataset"], harvest.Problems.Select(problem => problem.Problem.Code));
    }

    [Fact]
    public async Task PagesThatRobotsTxtCloses_AreToldOnceAndKeepTheirRecordsFromWithdrawal()
    {
        await using var server = await LoopbackServer.StartAsync(
            async context => await context.Response.WriteAsync(context.Request.Path == "/sitemap.xml"
                ? Sitemap([.. Enumerable.Range(1, 15).Select(number => $"/en/{number}"), "/data/1"]).Replace(Host, $"http://{context.Request.Host}", StringComparison.Ordinal)
                : Script("""{"@context":"https://schema.org","@type":"Dataset","name":"一"}""")),
            robots: context => context.Response.WriteAsync("User-agent: *\nDisallow: /en/\n"));
        var harvest = await OverTheNetworkAsync(server);
        Assert.Single(harvest.Records);
        Assert.Equal((1L, true), (harvest.Reading.Unreadable, harvest.Reading.ReachedEnd)); // one entry: fifteen would outweigh what was read
        var told = Assert.Single(harvest.Problems).Problem;
        Assert.Equal(("robots-refused", Severity.Warning), (told.Code, told.Severity));
        Assert.StartsWith("15 pages", told.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataJsonThatASitemapNames_IsRead()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/sitemap.xml", Sitemap("/data.json"), "application/xml").Text("/data.json", """{"dataset":[{"identifier":"1","title":"一"}]}""", "application/json");
        Assert.Equal("1", Assert.Single((await Catalogs.HarvestAsync(site, "/sitemap.xml")).Records).RecordId);
    }

    [Fact]
    public async Task SitemapWithAPattern_AsksForThosePagesOnly()
    {
        await using var site = await SiteAsync();
        var file = Harvest.FileOf(RecordKind.Dcat) with { Dcat = new DcatBlock { Catalog = new Uri($"{Host}/sitemap.xml"), Pages = new System.Text.RegularExpressions.Regex("/data/[12]$") } };
        var harvest = await Harvest.OfAsync(new Harvester.Connectors.Dcat.DcatConnector(file, site));
        Assert.Equal(2, harvest.Records.Count);
        Assert.DoesNotContain("/about", site.Requests);
        Assert.Empty(harvest.Problems);
    }

    [Fact]
    public async Task SitemapOfADeadSite_IsNotAskedWithoutEnd()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/sitemap.xml", Sitemap([.. Enumerable.Range(1, 50).Select(number => $"/dead/{number}")]), "application/xml");
        var harvest = await Catalogs.HarvestAsync(site, "/sitemap.xml");
        Assert.True(site.Requests.Count(path => path.StartsWith("/dead", StringComparison.Ordinal)) <= 10);
        Assert.Single(harvest.Reading.Doubts);
        Assert.False(harvest.Reading.ReachedEnd);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><title>p</title><script type='application/ld+json'>{\"@context\":\"https://schema.org\",\"@type\":\"Dataset\",\"name\":\"一\"}</script>", null, null)]
    [InlineData("<!DOCTYPE html><title>ただいまメンテナンス中です</title><h1>ただいまメンテナンス中です</h1>", null, "maintenance-page")]
    [InlineData("<!DOCTYPE html><title>ログイン</title><form><input type='password' name='p'></form>", null, "login-page")]
    [InlineData("<!DOCTYPE html><title>市のページ</title>", null, "html-instead-of-rdf")]
    [InlineData("<!DOCTYPE html><title>p</title><script type='application/ld+json'>{\"@context\":\"https://schema.org\",\"@type\":\"Dataset\",\"name\":\"一\"}</script>", DcatSyntax.Turtle, "html-instead-of-rdf")]
    public async Task PageOverTheNetwork_IsReadOrRecognisedForWhatItIs(string html, DcatSyntax? syntax, string? code)
    {
        await using var server = await LoopbackServer.StartAsync(_ => (200, "text/html; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(html)));
        using var network = Sources.Network();
        var file = Harvest.FileOf(RecordKind.Dcat) with { Http = Sources.Quick, Dcat = new DcatBlock { Catalog = new Uri(server.Url, "/p"), Syntax = syntax } };
        var reading = Harvest.OfAsync(new Harvester.Connectors.Dcat.DcatConnector(file, network.FetcherFor(file)));
        if (code is null)
            Assert.Single((await reading).Records);
        else
            Assert.Equal(code, (await Assert.ThrowsAsync<SourceException>(() => reading)).Code);
    }

    /// <summary>More than is looked at of a page's beginning.</summary>
    private static readonly string Filler = string.Concat(Enumerable.Repeat("<p>区のお知らせ</p>", 2000));

    private static async Task<Harvest> OverTheNetworkAsync(LoopbackServer server)
    {
        using var network = Sources.Network();
        var file = Harvest.FileOf(RecordKind.Dcat) with { Http = Sources.Quick, Dcat = new DcatBlock { Catalog = new Uri(server.Url, "/sitemap.xml") } };
        return await Harvest.OfAsync(new Harvester.Connectors.Dcat.DcatConnector(file, network.FetcherFor(file)));
    }

    private static async Task<LoopbackSite> SiteAsync()
    {
        var site = await LoopbackSite.StartAsync();
        return site.Text("/sitemap.xml", Sitemap("/", "/about", "/data/1", "/data/2", "/data/3"), "application/xml")
            .Html("/", "<title>区</title>").Html("/about", "<title>x</title>")
            .Html("/data/1", Script("""{"@context":"https://schema.org","@type":"Dataset","name":"一"}"""))
            .Html("/data/2", Script("""{"@context":"https://schema.org","@type":"Dataset","name":"二"}"""));
    }

    private static string Sitemap(params string[] paths) =>
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{string.Concat(paths.Select(path => $"<url><loc>{Host}{path}</loc></url>"))}</urlset>";

    private static async Task<Harvest> PageAsync(string path, string scripts)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html(path, $"<!DOCTYPE html><html><head><title>頁</title>{scripts}</head><body></body></html>");
        return await Catalogs.HarvestAsync(site, path);
    }

    private static string Script(string json) => $"<!DOCTYPE html><script type=\"application/ld+json\">{json}</script>";
}

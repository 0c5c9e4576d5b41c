using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Harvester.Connectors.Dcat;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Rdf;
using Harvester.Tests.Connectors.Html;
using Harvester.Tests.Publishing;
using Xunit;

namespace Harvester.Tests.Web;

/// <summary>The catalogue and its datasets as DCAT over HTTP: negotiation, pages, validators, and what there is not.</summary>
public sealed class DcatTests
{
    private const string Dcat = "http://www.w3.org/ns/dcat#";
    private const string Hydra = "http://www.w3.org/ns/hydra/core#";
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/datasets/minato~a", null, 200, "text/html")]
    [InlineData("/datasets/minato~a", Browser, 200, "text/html")]
    [InlineData("/datasets/minato~a", "*/*", 200, "text/html")]
    [InlineData("/datasets/minato~a", "text/turtle", 200, "text/turtle")]
    [InlineData("/datasets/minato~a", "text/html;q=0.4, application/ld+json", 200, "application/ld+json")]
    [InlineData("/datasets/minato~a", "application/rdf+xml;q=0.3, application/n-triples;q=0.5, text/html;q=0", 200, "application/n-triples")]
    [InlineData("/datasets/minato~a", "application/*", 200, "application/rdf+xml")]
    [InlineData("/datasets/minato~a", "text/turtle;q=0, */*;q=0.1, text/html;q=0", 200, "application/rdf+xml")]
    [InlineData("/datasets/minato~a", "application/pdf", 406, "application/problem+json")]
    [InlineData("/datasets/minato~a", "nonsense", 200, "text/html")]
    [InlineData("/datasets/minato~a.ttl", "application/pdf", 200, "text/turtle")]
    [InlineData("/datasets/minato~a.rdf", null, 200, "application/rdf+xml")]
    [InlineData("/datasets/minato~a.jsonld", null, 200, "application/ld+json")]
    [InlineData("/datasets/minato~a.nt", null, 200, "application/n-triples")]
    [InlineData("/datasets/minato~none.ttl", null, 404, "application/problem+json")]
    [InlineData("/catalog", null, 200, "text/turtle")]
    [InlineData("/catalog", "application/ld+json, */*;q=0.1", 200, "application/ld+json")]
    [InlineData("/catalog", Browser, 303, null)]
    [InlineData("/catalog", "image/png", 406, "application/problem+json")]
    [InlineData("/catalog.rdf", Browser, 200, "application/rdf+xml")]
    [InlineData("/catalog.ttl?limit=0", null, 400, "application/problem+json")]
    [InlineData("/catalog.ttl?cursor=%00x", null, 400, "application/problem+json")]
    [InlineData("/catalog.ttl?page=2", null, 400, "application/problem+json")]
    [InlineData("/data.json", "text/html", 200, "application/json")]
    [InlineData("/data.json?x=1", null, 400, "application/problem+json")]
    public async Task Address_GivesWhatIsAskedFor(string address, string? accept, int status, string? type)
    {
        await using var site = await SiteAsync("a");
        using var response = await SendAsync(site, HttpMethod.Get, address, accept);
        Assert.Equal((status, type), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        if (status == 200 && type is not ("text/html" or "application/json"))
            Assert.NotEmpty(await StatementsAsync(response));
        if (!address.Contains('.', StringComparison.Ordinal))
            Assert.Contains("Accept", response.Headers.Vary);
        using var head = await SendAsync(site, HttpMethod.Head, address, accept);
        Assert.Equal((response.StatusCode, response.Content.Headers.ContentType, response.Headers.ETag), (head.StatusCode, head.Content.Headers.ContentType, head.Headers.ETag));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task Pages_HoldEveryShownDatasetOnce_ThoughTheCatalogueChangesBetweenThem()
    {
        await using var site = await SiteAsync("a", "c", "e", "g", "i");
        await AnnotateAsync(site, new Annotations { Id = "minato~c", CanonicalId = "minato~a" });
        await site.Store.Duplicates.PutAsync([new DuplicateRow("minato~a", [1], [], "minato~a"), new DuplicateRow("minato~c", [1], [], "minato~a")], [], Cancel);
        var datasets = new List<string>();
        var totals = new HashSet<string>();
        var pages = 0;
        for (string? address = "/catalog.ttl?limit=2"; address is not null; pages++)
        {
            using var response = await site.GetAsync(address);
            var statements = await StatementsAsync(response);
            datasets.AddRange(Objects(statements, Dcat + "dataset"));
            totals.UnionWith(Objects(statements, Hydra + "totalItems"));
            if (pages == 0)
            {
                // One before the place that was reached, one behind it, and one that goes.
                await site.PutAsync(Samples.Dataset("minato", "b", "前"), Samples.Dataset("minato", "f", "後"));
                await site.WriteAsync(new CatalogueWrite.Withdraw("minato~i"));
            }

            address = Objects(statements, Hydra + "nextPage").Select(next => new Uri(next).PathAndQuery).SingleOrDefault();
        }

        var root = site.Client.BaseAddress!.AbsoluteUri;
        Assert.Equal([$"{root}datasets/minato~a", $"{root}datasets/minato~e", $"{root}datasets/minato~f", $"{root}datasets/minato~g", $"{root}datasets/minato~i"], datasets);
        Assert.Equal(["4"], totals);
        Assert.Equal(3, pages);
    }

    [Theory]
    [InlineData("/catalog.ttl?limit=2")]
    [InlineData("/catalog.rdf?limit=2")]
    [InlineData("/catalog.jsonld?limit=2")]
    [InlineData("/catalog.nt?limit=3")]
    [InlineData("/catalog?limit=2")]
    [InlineData("/data.json")]
    public async Task AnotherHarvester_ReadsTheWholeCatalogue_AndNothingIsWrongWithIt(string address)
    {
        await using var site = await SiteAsync("a", "c", "e", "g", "i");
        var harvest = await HarvestAsync(site, address);
        Assert.Empty(harvest.Reading.Doubts);
        Assert.True(harvest.Reading.ReachedEnd);
        Assert.Empty(harvest.Problems);
        Assert.Equal(["minato~a", "minato~c", "minato~e", "minato~g", "minato~i"], harvest.Records.Select(record => record.PublishedAs));
        Assert.Equal(harvest.Records.Select(record => record.PublishedAs), harvest.Records.Select(record => record.RecordId[(record.RecordId.LastIndexOf('/') + 1)..]));
    }

    [Fact]
    public async Task AnotherHarvester_DoubtsNothing_WhileDatasetsComeAndGo()
    {
        await using var site = await SiteAsync("a", "c", "e", "g", "i");
        var pages = 0;
        var harvest = await HarvestAsync(site, "/catalog.ttl?limit=2", async () =>
        {
            if (++pages == 2)
                await site.WriteAsync(new CatalogueWrite.Withdraw("minato~i"));
        });
        Assert.Empty(harvest.Reading.Doubts);
        Assert.Equal(5, harvest.Records.Count);
        Assert.Equal(4, (await HarvestAsync(site, "/catalog.ttl?limit=2")).Records.Count);
    }

    [Theory]
    [InlineData("/catalog.ttl?limit=2")]
    [InlineData("/data.json")]
    [InlineData("/datasets/minato~a.ttl")]
    public async Task UnchangedDocument_Costs304_AndAChangedOneDoesNot(string address)
    {
        await using var site = await SiteAsync("a", "c", "e");
        using var first = await site.GetAsync(address);
        var tag = first.Headers.ETag;
        Assert.True(tag?.IsWeak);
        Assert.Equal(HttpStatusCode.NotModified, (await ConditionalAsync(site, address, tag)).StatusCode);
        await site.PutAsync(Samples.Dataset("minato", "a", "改題") with { Version = 2 });
        using var changed = await ConditionalAsync(site, address, tag);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(tag, changed.Headers.ETag);
    }

    [Fact]
    public async Task DatasetThatIsNoLongerShown_IsGoneOrLedOn()
    {
        await using var site = await SiteAsync("a", "b", "c");
        await site.WriteAsync(new CatalogueWrite.Withdraw("minato~b"));
        await AnnotateAsync(site, new Annotations { Id = "minato~c", CanonicalId = "minato~a" });
        await site.JsonAsync("/datasets/minato~b.ttl", HttpStatusCode.Gone);
        using var other = await site.GetAsync("/datasets/minato~c.nt");
        var root = site.Client.BaseAddress!.AbsoluteUri;
        Assert.Equal([$"{root}datasets/minato~a"], Objects(await StatementsAsync(other), "http://www.w3.org/ns/prov#alternateOf"));
        using var json = await site.GetAsync("/data.json");
        using var document = JsonDocument.Parse(await json.Content.ReadAsStreamAsync(Cancel));
        Assert.Equal(["minato~a"], document.RootElement.GetProperty("dataset").EnumerateArray().Select(dataset => dataset.GetProperty("harvester_dataset").GetString()));
    }

    [Fact]
    public async Task CursorOfAnotherHistory_IsVoid()
    {
        await using var site = await SiteAsync("a");
        var cursor = new Harvester.Web.Dcat.CatalogueCursor("another", 1, 5, "minato~a");
        Assert.Equal(cursor, Harvester.Web.Dcat.CatalogueCursor.Parse(cursor.ToString()));
        await site.JsonAsync($"/catalog.ttl?cursor={cursor}", HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Page_HasTheDatasetInTheWordsOfSchemaOrg_WhichNoTextCanLeave()
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync(Samples.Dataset("minato", "a", "</script><script>alert(1)</script> & \"公園\""));
        var html = await site.PageAsync("/datasets/minato~a");
        var from = html.IndexOf("<script type=\"application/ld+json\">", StringComparison.Ordinal) + 35;
        var json = html[from..html.IndexOf("</script>", from, StringComparison.Ordinal)];
        Assert.DoesNotContain('<', json);
        using var document = JsonDocument.Parse(json);
        Assert.Equal("</script><script>alert(1)</script> & \"公園\"", document.RootElement.GetProperty("name").GetString());
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
    }

    private static async Task<TestSite> SiteAsync(params string[] records)
    {
        var site = await TestSite.StartAsync();
        await site.PutAsync([.. records.Select(record => Samples.Dataset("minato", record, $"公園一覧{record}") with { Description = LanguageMap.Japanese("区立公園") })]);
        return site;
    }

    private static Task AnnotateAsync(TestSite site, Annotations annotations) =>
        site.Store.Annotations.PutAsync([new AnnotationWrite.Related(annotations.Id, annotations.CanonicalId, [])], TestSite.Now, Cancel);

    private static async Task<HttpResponseMessage> SendAsync(TestSite site, HttpMethod method, string address, string? accept)
    {
        using var request = new HttpRequestMessage(method, address);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        return await site.Client.SendAsync(request, Cancel);
    }

    private static async Task<HttpResponseMessage> ConditionalAsync(TestSite site, string address, EntityTagHeaderValue? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.IfNoneMatch.Add(tag!);
        return await site.Client.SendAsync(request, Cancel);
    }

    private static async Task<List<Statement>> StatementsAsync(HttpResponseMessage response)
    {
        var syntax = Enum.GetValues<RdfSyntax>().Single(one => RdfSyntaxes.MediaType(one) == response.Content.Headers.ContentType!.MediaType);
        var statements = new List<Statement>();
        await foreach (var statement in RdfReader.ReadAsync(await response.Content.ReadAsStreamAsync(Cancel), syntax, new RdfReaderOptions { BaseIri = "http://test.example/" }, Cancel))
            statements.Add(statement);
        return statements;
    }

    private static IEnumerable<string> Objects(IEnumerable<Statement> statements, string predicate) =>
        statements.Where(statement => statement.Predicate.Value == predicate).Select(statement => statement.Object.Value);

    private static Task<Harvest> HarvestAsync(TestSite site, string path, Func<Task>? afterEach = null) =>
        Harvest.OfAsync(new DcatConnector(
            Harvest.FileOf(RecordKind.Dcat) with { Dcat = new DcatBlock { Catalog = new Uri(site.Client.BaseAddress!, path), Paging = true } }, new PlainFetcher(site.Client, afterEach)));

    private sealed class PlainFetcher(HttpClient client, Func<Task>? afterEach) : IFetcher
    {
        public async Task<FetchedBody> GetAsync(Uri url, string accept, Reading reading, CancellationToken cancellationToken)
        {
            reading.Requested();
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.TryAddWithoutValidation("Accept", accept);
            var response = await client.SendAsync(request, cancellationToken);
            response.EnsureSuccessStatusCode();
            if (afterEach is not null)
                await afterEach();
            return new FetchedBody(url, response.Content.Headers.ContentType?.MediaType, response.Content.Headers.ContentType?.CharSet, await response.Content.ReadAsStreamAsync(cancellationToken), response);
        }
    }
}

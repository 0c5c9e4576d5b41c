using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using CsCheck;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Publication;
using Harvester.Publishing.Feeds;
using Harvester.Tests.Publishing;
using Xunit;

namespace Harvester.Tests.Web;

/// <summary>Atom by the rules of RFC 4287, 5005 and 6721, and the map of the site by those of sitemaps.org.</summary>
public sealed class FeedTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Tombstones = "http://purl.org/atompub/tombstones/1.0";
    private static readonly XNamespace Map = "http://www.sitemaps.org/schemas/sitemap/0.9";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryPage_LeadsToTheFeed_AndABodysPageFirstToItsOwn()
    {
        await using var site = await TestSite.StartAsync();

        Assert.Equal(["/feed.atom"], await FeedsAsync(site, "/"));
        Assert.Equal(["/municipalities/131032/feed.atom", "/feed.atom"], await FeedsAsync(site, "/municipalities/131032"));
    }

    /// <summary>The feeds that a reader of feeds finds in the head of a page (RFC 4287 with HTML's rel=alternate).</summary>
    private static async Task<IEnumerable<string>> FeedsAsync(TestSite site, string address) =>
        Regex.Matches(await site.PageAsync(address), "<link rel=\"alternate\" type=\"application/atom&#x2B;xml\" title=\"[^\"]+\" href=\"([^\"]+)\"").Select(link => link.Groups[1].Value);

    [Fact]
    public async Task Feed_HasTheNewestFirst_WithAuthorRightsAndLinks()
    {
        await using var site = await TestSite.StartWithAsync(options => options with { BaseAddress = new Uri("https://data.example.jp/") });
        await site.PutAsync(At("1", "古い", 1) with { Attribution = "港区オープンデータ", Licence = new Licence { Id = "CC-BY-4.0", Url = "https://creativecommons.org/licenses/by/4.0/" } }, At("2", "新しい & <b>", 3), At("3", "その間", 2));

        var feed = await FeedAsync(site, "/feed.atom");

        Assert.Equal("https://data.example.jp/feed.atom", feed.Element(Atom + "id")!.Value);
        var entries = feed.Elements(Atom + "entry").ToList();
        Assert.Equal(["新しい & <b>", "その間", "古い"], entries.Select(entry => entry.Element(Atom + "title")!.Value));
        Assert.Equal("港区オープンデータ / CC-BY-4.0 (https://creativecommons.org/licenses/by/4.0/)", entries[2].Element(Atom + "rights")!.Value);
        Assert.Contains("no licence stated", entries[0].Element(Atom + "rights")!.Value, StringComparison.Ordinal);
        Assert.Equal($"urn:uuid:{PackageNames.Id("minato~1")}", entries[2].Element(Atom + "id")!.Value);
        Assert.Equal("https://data.example.jp/datasets/minato~1", entries[2].Elements(Atom + "link").First(link => (string?)link.Attribute("type") == "text/html").Attribute("href")!.Value);
        Assert.Equal("港区", entries[0].Element(Atom + "author")!.Element(Atom + "name")!.Value);
    }

    [Fact]
    public async Task Feed_LeavesOutWhatAnotherRecordStandsFor_AndSaysWhatIsGone()
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync(At("1", "本体", 1), At("2", "写し", 2), At("3", "取り下げ", 3), At("4", "削除", 4));
        await site.Store.Annotations.PutAsync([new AnnotationWrite.Related("minato~2", "minato~1", []), new AnnotationWrite.Related("minato~1", "minato~1", [])], TestSite.Now, Cancel);
        await site.WriteAsync(new CatalogueWrite.Withdraw("minato~3"));
        var lease = (await site.Store.Sources.AcquireAsync("minato", "person", TestSite.Now, TimeSpan.FromMinutes(1), Cancel))!;
        await site.Store.Takedowns.EraseAsync(lease, "minato~4", "理由", TestSite.Now, Cancel);

        var feed = await FeedAsync(site, "/feed.atom");

        Assert.Equal(["本体"], feed.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "title")!.Value));
        Assert.Equal(
            new[] { "minato~3", "minato~4" }.Select(id => $"urn:uuid:{PackageNames.Id(id)}").Order(),
            feed.Elements(Tombstones + "deleted-entry").Select(entry => entry.Attribute("ref")!.Value).Order());
        Assert.DoesNotContain("削除", feed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_GiveEachEntryOnce_FromTheNewestToTheOldest()
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync([.. Enumerable.Range(0, 120).Select(i => At($"{i:000}", $"題{i}", i / 3))]); // three of each minute

        var titles = new List<string>();
        var next = "/feed.atom";
        while (next is not null)
        {
            var feed = await FeedAsync(site, next);
            titles.AddRange(feed.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "title")!.Value));
            next = feed.Elements(Atom + "link").FirstOrDefault(link => (string?)link.Attribute("rel") == "next")?.Attribute("href")?.Value is { } address ? new Uri(address).PathAndQuery : null;
        }

        Assert.Equal(Enumerable.Range(0, 120).OrderByDescending(i => i / 3).ThenBy(i => i).Select(i => $"題{i}"), titles);
    }

    [Fact]
    public async Task Feed_FindsWhatIsNew_AlsoWhereManyWereOnlyAnnotatedSince()
    {
        await using var site = await TestSite.StartAsync();
        // More than the first window, in the order of the log against that of time.
        await site.PutAsync([.. Enumerable.Range(0, 600).Select(i => At($"{i:000}", $"題{i}", 10_000 - i * 10))]);

        var feed = await FeedAsync(site, "/feed.atom");

        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"題{i}"), feed.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "title")!.Value));
    }

    [Fact]
    public async Task FeedOfABody_HasItsDatasetsOnly_AndAnUnknownBodyNone()
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync(At("1", "港区の", 1), Samples.Dataset("tokyo", "1", "都の", "130001"));

        var feed = await FeedAsync(site, "/municipalities/131032/feed.atom");
        var before = await site.JsonAsync("/feed.atom?before=yesterday", HttpStatusCode.BadRequest);

        Assert.Equal(["港区の"], feed.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "title")!.Value));
        Assert.Empty((await FeedAsync(site, "/municipalities/133612/feed.atom")).Elements(Atom + "entry"));
        await site.JsonAsync("/municipalities/999999/feed.atom", HttpStatusCode.NotFound);
        Assert.Contains("before", before.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feed_OfAnyText_IsWellFormed()
    {
        await Gen.Select(Gen.String, Gen.String, Gen.String).SampleAsync(
            async texts =>
            {
                var dataset = Samples.Dataset("minato", "1", texts.Item1) with { Description = LanguageMap.Japanese(texts.Item2), Attribution = texts.Item3, Themes = [new Theme(texts.Item2, "")] };
                using var stream = new MemoryStream();
                await AtomFeed.WriteAsync(
                    new AtomPage
                    {
                        Site = new Uri("http://localhost/"),
                        First = new Uri("http://localhost/feed.atom"),
                        Self = new Uri("http://localhost/feed.atom"),
                        Alternate = new Uri("http://localhost/datasets"),
                        Title = texts.Item3,
                        Updated = TestSite.Now,
                        Entries = [new AtomEntry(dataset.Id, TestSite.Now, dataset)],
                    }, stream);
                Check(XDocument.Parse(Encoding.UTF8.GetString(stream.ToArray())).Root!);
            },
            iter: 300,
            threads: 1);
    }

    [Fact]
    public void Characters_ThatXmlHas_StayAsTheyAre_AndOthersAreReplaced() => Gen.String.Sample(text =>
    {
        var clean = XmlCharacters.Clean(text);
        XmlConvert.VerifyXmlChars(clean);
        Assert.Equal(text.Length, clean.Length);
        Assert.True(text.Zip(clean).All(pair => pair.First == pair.Second || pair.Second == '\uFFFD'));
        if (text.IsWhole() && text.All(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c)))
            Assert.Equal(text, clean);
    });

    [Fact]
    public async Task MapOfTheSite_HasEachPageOnce_InPartsOfTheSizeThatIsAllowed()
    {
        await using var site = await TestSite.StartWithAsync(options => options with { BaseAddress = new Uri("https://data.example.jp/"), SitemapPart = 7 });
        await site.PutAsync([.. Enumerable.Range(0, 25).Select(i => At($"公園 {i:00}", $"題{i}", i))]);
        var copy = DatasetId.Of("minato", "公園 03");
        await site.Store.Annotations.PutAsync([new AnnotationWrite.Related(copy, DatasetId.Of("minato", "公園 04"), [])], TestSite.Now, Cancel);
        await site.WriteAsync(new CatalogueWrite.Withdraw(DatasetId.Of("minato", "公園 05")));

        var index = await XmlAsync(site, "/sitemap.xml");
        var pages = new List<string>();
        foreach (var part in index.Elements(Map + "sitemap").Select(part => part.Element(Map + "loc")!.Value))
        {
            Assert.StartsWith("https://data.example.jp/", part, StringComparison.Ordinal);
            var urls = (await XmlAsync(site, new Uri(part).PathAndQuery)).Elements(Map + "url").ToList();
            Assert.InRange(urls.Count, 1, 7 + 2);
            Assert.All(urls.Where(url => url.Element(Map + "loc")!.Value.Contains("/datasets/", StringComparison.Ordinal)), url => XmlConvert.ToDateTimeOffset(url.Element(Map + "lastmod")!.Value));
            pages.AddRange(urls.Select(url => url.Element(Map + "loc")!.Value));
        }

        var expected = Enumerable.Range(0, 25).Except([3, 5]).Select(i => $"https://data.example.jp/datasets/{Uri.EscapeDataString(DatasetId.Of("minato", $"公園 {i:00}"))}");
        Assert.Equal(expected.Concat(["https://data.example.jp/", "https://data.example.jp/datasets"]).Order(StringComparer.Ordinal), pages.Order(StringComparer.Ordinal));
        Assert.Contains("Sitemap: https://data.example.jp/sitemap.xml", await (await site.GetAsync("/robots.txt")).Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APartWhoseFirstPageIsGone_StillHasTheOthers()
    {
        await using var site = await TestSite.StartWithAsync(options => options with { SitemapPart = 2 });
        await site.PutAsync(At("1", "一", 1), At("2", "二", 2), At("3", "三", 3), At("4", "四", 4));
        await site.WriteAsync(new CatalogueWrite.Withdraw("minato~3"));

        var part = await XmlAsync(site, "/sitemap-part.xml?from=minato~3");

        Assert.EndsWith("/datasets/minato~4", Assert.Single(part.Elements(Map + "url")).Element(Map + "loc")!.Value, StringComparison.Ordinal);
    }

    private static Dataset At(string record, string title, int minute)
    {
        var dataset = Samples.Dataset("minato", record, title);
        return Samples.Hashed(dataset with { Provenance = dataset.Provenance with { LastChanged = TestSite.Now.AddDays(-30).AddMinutes(minute) } });
    }

    private static async Task<XElement> FeedAsync(TestSite site, string address)
    {
        using var response = await site.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/atom+xml", response.Content.Headers.ContentType?.MediaType);
        var feed = XDocument.Parse(await response.Content.ReadAsStringAsync(Cancel)).Root!;
        Check(feed);
        return feed;
    }

    private static async Task<XElement> XmlAsync(TestSite site, string address)
    {
        using var response = await site.GetAsync(address);
        Assert.Equal((HttpStatusCode.OK, "application/xml"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        return XDocument.Parse(await response.Content.ReadAsStringAsync(Cancel)).Root!;
    }

    /// <summary>What RFC 4287 demands of a feed (section 4.1.1) and of an entry (4.1.2), and RFC 6721 of a deleted one (section 3).</summary>
    private static void Check(XElement feed)
    {
        Assert.Equal(Atom + "feed", feed.Name);
        foreach (var (element, isEntry) in feed.Elements(Atom + "entry").Select(entry => (entry, true)).Prepend((feed, false)))
        {
            foreach (var name in new[] { "id", "title", "updated" })
                Assert.Single(element.Elements(Atom + name));
            Assert.True(Uri.TryCreate(element.Element(Atom + "id")!.Value, UriKind.Absolute, out _));
            XmlConvert.ToDateTimeOffset(element.Element(Atom + "updated")!.Value);
            Assert.All(element.Elements(Atom + "link"), link => Assert.True(Uri.TryCreate(link.Attribute("href")!.Value, UriKind.Absolute, out _)));
            // At most one alternate of each type and language.
            var alternates = element.Elements(Atom + "link").Where(link => (string?)link.Attribute("rel") is null or "alternate").Select(link => (string?)link.Attribute("type")).ToList();
            Assert.Equal(alternates.Distinct(), alternates);
            if (!isEntry)
                continue;
            Assert.NotEmpty(alternates);
            Assert.NotEmpty(Assert.Single(element.Elements(Atom + "author")).Element(Atom + "name")!.Value);
            Assert.Single(element.Elements(Atom + "rights"));
            Assert.True(element.Elements(Atom + "summary").Count() <= 1);
            Assert.All(element.Elements(Atom + "category"), category => Assert.NotNull(category.Attribute("term")));
        }

        var self = Assert.Single(feed.Elements(Atom + "link"), link => (string?)link.Attribute("rel") == "self");
        Assert.NotNull(self.Attribute("href"));
        var ids = feed.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "id")!.Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(feed.Elements(Tombstones + "deleted-entry"), gone =>
        {
            Assert.True(Uri.TryCreate(gone.Attribute("ref")!.Value, UriKind.Absolute, out _));
            XmlConvert.ToDateTimeOffset(gone.Attribute("when")!.Value);
        });
    }
}

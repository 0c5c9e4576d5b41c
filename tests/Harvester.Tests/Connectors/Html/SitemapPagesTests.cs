using System.Text.RegularExpressions;
using Harvester.Connectors.Definitions;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Connectors.Html;

/// <summary>Records whose pages a sitemap names.</summary>
public sealed class SitemapPagesTests
{
    private const string Host = LoopbackSite.Host;

    private static readonly HtmlBlock Block = Blocks.Of("unused", "h1") with
    {
        Start = [],
        Items = new HtmlItems("", null),
        Sitemap = new HtmlSitemap(new Uri(Host + "/sitemap.xml"), new Regex("/opendata/[0-9]+\\.html$")),
    };

    [Fact]
    public async Task PagesOfTheSitemap_AreTheRecords()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/sitemap.xml", Sitemap("/index.html", "/opendata/2.html", "/opendata/index.html", "/opendata/1.html", "/en/opendata/1.html"), "text/xml")
            .Html("/opendata/1.html", "<h1>一</h1><a href=1.csv>CSV</a>").Html("/opendata/2.html", "<h1>二</h1>");

        var harvest = await Harvest.HtmlAsync(site, Block with { SkipAddress = new Regex("/en/") });

        Assert.Equal(["二", "一"], harvest.Titles);
        Assert.Equal([$"{Host}/opendata/2.html", $"{Host}/opendata/1.html"], harvest.Records.Select(record => record.RecordId));
        Assert.Equal([2L, 4], harvest.Records.Select(record => record.Position));
        Assert.Equal(3, site.Requests.Count);
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task SitemapWithoutSuchPages_IsOurFaultAndNamesThePattern()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/sitemap.xml", Sitemap("/index.html"), "text/xml");
        var fault = await Assert.ThrowsAsync<SourceException>(() => Harvest.HtmlAsync(site, Block));
        Assert.Equal(("selector-matched-nothing", Whose.Ours), (fault.Code, fault.Whose));
        Assert.Contains("sitemap.address", fault.Message);
    }

    [Fact]
    public async Task DeadPage_IsUnread_AndDeadPartOfTheSitemapIsADoubt()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/sitemap.xml", $"<sitemapindex><sitemap><loc>{Host}/a.xml</loc></sitemap><sitemap><loc>{Host}/b.xml</loc></sitemap></sitemapindex>", "text/xml")
            .Text("/a.xml", Sitemap("/opendata/1.html", "/opendata/2.html"), "text/xml").Html("/opendata/1.html", "<h1>一</h1>");
        var harvest = await Harvest.HtmlAsync(site, Block);
        Assert.Equal(["一"], harvest.Titles);
        Assert.Equal(1, harvest.Reading.Unreadable);
        Assert.Contains("/b.xml", Assert.Single(harvest.Reading.Doubts));
        Assert.False(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task FiveHundredPages_InOneReading()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/sitemap.xml", Sitemap([.. Enumerable.Range(1, 519).Select(number => $"/opendata/{number}.html")]), "text/xml");
        for (var number = 1; number <= 519; number++)
            site.Html($"/opendata/{number}.html", $"<h1>第{number}号</h1>");
        var harvest = await Harvest.HtmlAsync(site, Block, concurrency: 4);
        Assert.Equal(519, harvest.Titles.Distinct().Count());
        Assert.True(harvest.Reading.ReachedEnd);
    }

    private static string Sitemap(params IEnumerable<string> paths) =>
        $"<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{string.Concat(paths.Select(path => $"<url><loc>{Host}{path}</loc></url>"))}</urlset>";
}

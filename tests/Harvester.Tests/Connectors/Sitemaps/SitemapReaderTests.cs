using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Harvester.Connectors.Sitemaps;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Tests.Connectors.Html;
using Xunit;

namespace Harvester.Tests.Connectors.Sitemaps;

public sealed class SitemapReaderTests
{
    private const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly Uri Start = new(LoopbackSite.Host + "/sitemap.xml");

    [Fact]
    public async Task Sitemap_EachPageOnceWithItsDate()
    {
        await using var site = (await LoopbackSite.StartAsync()).Text("/sitemap.xml", Pages(
            Page("/d/1.html", "2026-04-01"), Page("/d/2.html"), Page("/d/1.html#files", "2026-04-02"), Page("/d/日本 語.html", "2026-04-01T09:00:00+09:00")), "application/xml");

        var (entries, reading, problems) = await ReadAsync(site);

        Assert.Equal(
            [("/d/1.html", "2026-04-01"), ("/d/2.html", null), ("/d/%E6%97%A5%E6%9C%AC%20%E8%AA%9E.html", "2026-04-01T09:00:00+09:00")],
            entries.Select(entry => (entry.Url.AbsolutePath, entry.LastModified)));
        Assert.Equal([1, 2, 4], entries.Select(entry => entry.Position));
        Assert.Equal(1, reading.Pages);
        Assert.Empty(problems);
        Assert.Empty(reading.Doubts);
    }

    [Fact]
    public async Task IndexOfSitemaps_TheirPagesInOrder()
    {
        await using var site = (await LoopbackSite.StartAsync())
            .Text("/sitemap.xml", Index("/a.xml", "/b.xml", "/a.xml", "/sitemap.xml"), "text/xml")
            .Text("/a.xml", Pages(Page("/d/1.html"), Page("/d/2.html")), "text/xml")
            .Text("/b.xml", Pages(Page("/d/2.html"), Page("/d/3.html")), "text/xml");

        var (entries, reading, _) = await ReadAsync(site);

        Assert.Equal(["/d/1.html", "/d/2.html", "/d/3.html"], entries.Select(entry => entry.Url.AbsolutePath));
        Assert.Equal(["/sitemap.xml", "/a.xml", "/b.xml"], site.Requests);
        Assert.Empty(reading.Doubts);
    }

    [Theory]
    [InlineData("application/gzip")]
    [InlineData("application/octet-stream")]
    [InlineData("text/xml")]
    public async Task CompressedFile_IsReadByItsFirstBytes(string type)
    {
        await using var site = (await LoopbackSite.StartAsync()).Bytes("/sitemap.xml.gz", Gzip(Pages(Page("/d/1.html"))), type);

        var (entries, _, _) = await ReadAsync(site, "/sitemap.xml.gz");

        Assert.Equal("/d/1.html", Assert.Single(entries).Url.AbsolutePath);
    }

    [Fact]
    public async Task CompressedFileCutShort_WhatCameIsKeptAndTheListingDoubted()
    {
        var random = new Random(1);
        var packed = Gzip(Pages([.. Enumerable.Range(1, 20_000).Select(number => Page($"/d/{number}-{random.NextInt64():x}.html"))]));
        await using var site = (await LoopbackSite.StartAsync()).Bytes("/sitemap.xml.gz", packed[..(packed.Length / 2)], "application/gzip");

        var (entries, reading, problems) = await ReadAsync(site, "/sitemap.xml.gz");

        Assert.InRange(entries.Count, 5_000, 15_000);
        Assert.Contains("/sitemap.xml.gz could not be read to its end", Assert.Single(reading.Doubts));
        Assert.Equal("not-a-sitemap", Assert.Single(problems).Problem.Code);
    }

    [Fact]
    public async Task SmallFileOfGigabytes_IsCutOffAtTheProtocolsLimit()
    {
        var padding = new string(' ', 1 << 20);
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes($"<urlset xmlns='{Namespace}'>{Page("/d/1.html")}"), TestContext.Current.CancellationToken);
            for (var megabyte = 0; megabyte < 60; megabyte++)
                await gzip.WriteAsync(Encoding.UTF8.GetBytes(padding), TestContext.Current.CancellationToken);
            await gzip.WriteAsync("</urlset>"u8.ToArray(), TestContext.Current.CancellationToken);
        }

        await using var site = (await LoopbackSite.StartAsync()).Bytes("/sitemap.xml", packed.ToArray(), "application/gzip");

        var (entries, reading, problems) = await ReadAsync(site);

        Assert.Single(entries);
        Assert.Equal("too-large", Assert.Single(problems).Problem.Code);
        Assert.Single(reading.Doubts);
    }

    [Theory]
    [InlineData("<!DOCTYPE urlset [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;&a;'>]><urlset><url><loc>http://www.city.example.jp/&b;</loc></url></urlset>")]
    [InlineData("<!DOCTYPE urlset SYSTEM 'file:///etc/passwd'><urlset/>")]
    [InlineData("<!DOCTYPE html><html><body><p>ただいまメンテナンス中です</body></html>")]
    [InlineData("<rss version='2.0'><channel/></rss>")]
    [InlineData("<urlset><url><loc>")]
    [InlineData("User-agent: *")]
    public async Task DtdOrNoSitemap_IsRefusedByName(string text)
    {
        await using var site = (await LoopbackSite.StartAsync()).Text("/sitemap.xml", text, "text/xml");

        var fault = await Assert.ThrowsAsync<SourceException>(() => ReadAsync(site));

        Assert.Equal(("not-a-sitemap", Whose.Source), (fault.Code, fault.Whose));
        Assert.Equal(["/sitemap.xml"], site.Requests);
    }

    [Fact]
    public async Task ImagesAndTranslations_TheirAddressesAreNotPages()
    {
        await using var site = (await LoopbackSite.StartAsync()).Text("/sitemap.xml", $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <urlset xmlns="{Namespace}" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:xhtml="http://www.w3.org/1999/xhtml">
              <url><image:loc>{LoopbackSite.Host}/b.png</image:loc><image:image><image:loc>{LoopbackSite.Host}/a.png</image:loc></image:image><loc><![CDATA[ {LoopbackSite.Host}/d/1.html?a=1&b=2 ]]></loc>
                <xhtml:link rel="alternate" hreflang="en" href="{LoopbackSite.Host}/en/1.html"/><changefreq>daily</changefreq></url>
            </urlset>
            """, "text/xml");

        var (entries, _, _) = await ReadAsync(site);

        Assert.Equal("/d/1.html?a=1&b=2", Assert.Single(entries).Url.PathAndQuery);
    }

    [Fact]
    public async Task OtherHosts_AreNotFollowedAndTold()
    {
        await using var site = (await LoopbackSite.StartAsync())
            .Text("/sitemap.xml", $"<sitemapindex><sitemap><loc>http://cdn.example.com/s.xml</loc></sitemap><sitemap><loc>{LoopbackSite.Host}/a.xml</loc></sitemap></sitemapindex>", "text/xml")
            .Text("/a.xml", $"<urlset>{Page("/d/1.html")}<url><loc>http://127.0.0.1/secret</loc></url></urlset>", "text/xml");

        var (entries, reading, problems) = await ReadAsync(site);

        Assert.Single(entries);
        Assert.Equal("foreign-address", Assert.Single(problems).Problem.Code);
        Assert.Contains("1 sitemaps on other hosts", Assert.Single(reading.Doubts));
    }

    [Fact]
    public async Task EntryWithoutUsableAddress_IsCountedAsUnread()
    {
        await using var site = (await LoopbackSite.StartAsync()).Text("/sitemap.xml",
            Pages("<url/>", "<url><loc></loc></url>", "<url><loc>/d/0.html</loc></url>", $"<url><loc>{new string('x', 10_000_000)}</loc></url>", Page("/d/1.html")), "text/xml");

        var (entries, reading, problems) = await ReadAsync(site);

        Assert.Single(entries);
        Assert.Equal(4, reading.Unreadable);
        Assert.All(problems, problem => Assert.Equal("bad-address", problem.Problem.Code));
        Assert.All(problems, problem => Assert.True((problem.Problem.Value?.Length ?? 0) <= 4096));
    }

    [Fact]
    public async Task AddressPattern_OtherPagesAreNobodysFault()
    {
        await using var site = (await LoopbackSite.StartAsync()).Text("/sitemap.xml",
            Pages(Page("/news/1.html"), "<url><loc>news</loc></url>", "<url/>", Page("/opendata/1.html")), "text/xml");

        var (entries, reading, problems) = await ReadAsync(site, pattern: "/opendata/[0-9]+\\.html$");

        Assert.Equal("/opendata/1.html", Assert.Single(entries).Url.AbsolutePath);
        Assert.Equal(0, reading.Unreadable);
        Assert.Empty(problems);
    }

    [Fact]
    public async Task DeadSitemapOfAnIndex_TheOthersAreReadAndTheListingDoubted()
    {
        await using var site = (await LoopbackSite.StartAsync())
            .Text("/sitemap.xml", Index("/dead.xml", "/b.xml"), "text/xml")
            .Status("/dead.xml", 500)
            .Text("/b.xml", Pages(Page("/d/3.html")), "text/xml");

        var (entries, reading, problems) = await ReadAsync(site);

        Assert.Single(entries);
        Assert.Equal("http-500", Assert.Single(problems).Problem.Code);
        Assert.Contains("/dead.xml", Assert.Single(reading.Doubts));
    }

    [Fact]
    public async Task EndlessIndexes_Stop()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/sitemap.xml", Index("/1.xml"), "text/xml");
        for (var depth = 1; depth < 10; depth++)
            site.Text($"/{depth}.xml", Index($"/{depth + 1}.xml"), "text/xml");

        var (_, reading, _) = await ReadAsync(site);

        Assert.Equal(["/sitemap.xml", "/1.xml", "/2.xml", "/3.xml"], site.Requests);
        Assert.Contains("/4.xml stands below more than 3 indexes", Assert.Single(reading.Doubts));
    }

    private static async Task<(List<SitemapEntry> Entries, Reading Reading, IReadOnlyList<RunProblem> Problems)> ReadAsync(
        LoopbackSite site, string? path = null, string? pattern = null)
    {
        var reading = new Reading();
        var entries = new List<SitemapEntry>();
        var reader = new SitemapReader(site, pattern is null ? null : new Regex(pattern));
        await foreach (var entry in reader.ReadAsync(path is null ? Start : new Uri(Start, path), reading, TestContext.Current.CancellationToken))
            entries.Add(entry);
        return (entries, reading, reading.TakeProblems());
    }

    private static string Pages(params IEnumerable<string> entries) => $"<?xml version=\"1.0\"?><urlset xmlns=\"{Namespace}\">{string.Concat(entries)}</urlset>";

    private static string Page(string path, string? modified = null) =>
        $"<url><loc>{LoopbackSite.Host}{path}</loc>{(modified is null ? "" : $"<lastmod>{modified}</lastmod>")}</url>";

    private static string Index(params IEnumerable<string> paths) =>
        $"<sitemapindex xmlns=\"{Namespace}\">{string.Concat(paths.Select(path => $"<sitemap><loc>{LoopbackSite.Host}{path}</loc></sitemap>"))}</sitemapindex>";

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}

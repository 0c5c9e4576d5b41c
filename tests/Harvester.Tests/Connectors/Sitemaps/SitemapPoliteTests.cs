using System.Text;
using Harvester.Connectors.Dcat;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Html;
using Harvester.Connectors.Sitemaps;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Tests.Connectors.Html;
using Xunit;

namespace Harvester.Tests.Connectors.Sitemaps;

/// <summary>Sitemaps by the real way to the network, which lets one request at a time reach a host.</summary>
public sealed class SitemapPoliteTests
{
    private const int Pages = 2000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task HtmlSitemapLargerThanAnyBuffer_ItsPagesDoNotWaitForIt()
    {
        await using var server = await ServerAsync("<h1>{0}</h1><a href=1.csv>CSV</a>");
        using var network = Sources.Network();
        var file = Harvest.FileOf(RecordKind.Html) with
        {
            Http = Sources.Quick,
            Html = Blocks.Of("unused", "h1") with { Start = [], Items = new HtmlItems("", null), Sitemap = new HtmlSitemap(new Uri(server.Url, "/sitemap.xml"), null) },
        };

        var (records, reading, _) = await Sources.ReadAsync(new HtmlConnector(file, network.FetcherFor(file))).WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal((Pages, true), (records.Count, reading.ReachedEnd));
    }

    [Fact]
    public async Task DcatSitemapLargerThanAnyBuffer_ItsPagesDoNotWaitForIt()
    {
        await using var server = await ServerAsync("""<html><script type="application/ld+json">{"@context":"https://schema.org/","@type":"Dataset","name":"{0}"}</script>""");
        using var network = Sources.Network();
        var file = Harvest.FileOf(RecordKind.Dcat) with { Http = Sources.Quick, Dcat = new DcatBlock { Catalog = new Uri(server.Url, "/sitemap.xml") } };

        var (records, reading, _) = await Sources.ReadAsync(new DcatConnector(file, network.FetcherFor(file))).WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal((Pages, true), (records.Count, reading.ReachedEnd));
    }

    [Fact]
    public async Task SitemapThatBreaksOff_IsAskedForOnceMore()
    {
        const string text = "<urlset><url><loc>http://127.0.0.1/1.html</loc></url></urlset>";
        const string head = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\nContent-Length: ";
        await using var server = RawServer.Start($"{head}{text.Length}\r\n\r\n{text[..20]}", $"{head}{text.Length}\r\n\r\n{text}");
        using var network = Sources.Network();
        var reading = new Reading();
        var file = Sources.List(server.Url);

        var entries = await new SitemapReader(network.FetcherFor(file)).ReadAsync(server.Url, reading, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal("/1.html", Assert.Single(entries).Url.AbsolutePath);
        Assert.Empty(reading.Doubts);
    }

    /// <param name="page">Of each address that the sitemap names; {0}: the address.</param>
    private static Task<LoopbackServer> ServerAsync(string page) => LoopbackServer.StartAsync(context =>
    {
        var site = $"http://{context.Request.Host}";
        return context.Request.Path == "/sitemap.xml"
            ? (200, "text/xml", Encoding.UTF8.GetBytes($"<urlset>{string.Concat(Enumerable.Range(1, Pages).Select(number => $"<url><loc>{site}/opendata/dataset-{number}.html</loc></url>"))}</urlset>"))
            : (200, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(page.Replace("{0}", context.Request.Path, StringComparison.Ordinal)));
    });
}

using System.Text;
using Harvester.Connectors.Ckan;
using Harvester.Connectors.Dcat;
using Harvester.Connectors.Html;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Tests.Connectors.Html;
using Xunit;

namespace Harvester.Tests.Connectors;

/// <summary>An answer that is nested a million deep is a clear fault, not the end of the process.</summary>
public sealed class DepthTests
{
    private const int Deep = 1_000_000;

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("{\"success\":true,\"result\":{\"results\":[{\"id\":\"a\",\"x\":", "[")]
    [InlineData("{\"success\":true,\"result\":", "[")]
    [InlineData("{\"success\":false,\"error\":", "[")]
    public async Task Ckan(string start, string? repeated = null) => Assert.Contains(await FaultAsync("application/json", start, repeated), new[] { "not-json", "not-ckan" });

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("{\"dataset\":", "[")]
    [InlineData("{\"dataset\":[{\"identifier\":\"a\",\"x\":", "[")]
    [InlineData("{\"@context\":{},\"@graph\":", "[")]
    [InlineData("{\"@context\":", "[")]
    public async Task DataJsonAndJsonLd(string start, string? repeated = null) =>
        Assert.Contains(await FaultAsync("application/ld+json", start, repeated), new[] { "not-json", "not-rdf", "not-a-catalog" });

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<ul><li>")]
    [InlineData("<x-a>")]
    [InlineData("<div>", "<!-->")]
    [InlineData("<div>", "<!--->")]
    [InlineData("<div>", "<!-- a --!>")]
    [InlineData("<div>", "<svg><title>")]
    [InlineData("<style>", "<svg>")]
    [InlineData("<div title='<!--'>")]
    [InlineData("<div title=\"<style>\">", "<b title='</style>'>")]
    [InlineData("<div title=a'b>")]
    [InlineData("<div 'a>")]
    [InlineData("<div>", "<b =\">")]
    [InlineData("<div>", "<b a=\"1\"\">")]
    [InlineData("<div>", "<br/ a = '>' b=c\">")]
    public async Task Html(string repeated, string start = "") => Assert.Equal("html-too-deep", await FaultAsync("text/html", "<!doctype html><body>" + start, repeated));

    [Theory]
    [InlineData("<li>公園")]
    [InlineData("<li><p>公園<br>")]
    [InlineData("<li><a href=1.csv>公園")]
    [InlineData("<li><div><div>公園</div></div>")]
    [InlineData("<li>公園<script>var s = '<div>';</script>")]
    [InlineData("<li>公園<!-- <div> -->")]
    [InlineData("<li>公園<!-- <div> -- <div> --->")]
    [InlineData("<li><a title='<div>' href=1.csv>公園</a>")]
    [InlineData("<li><img alt=\"幅 > 3 m <div> <b>\">公園")]
    [InlineData("<li><img data-html = '<table><tr>' alt=\"<!--\">公園")]
    [InlineData("<li>公園<svg><title>図<b>形</b></title><style>a{}</style></svg>")]
    public async Task LongPageThatIsNotDeep_Passes(string repeated)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", string.Concat(Enumerable.Range(0, 3000).Select(i => repeated.Replace("公園", $"公園{i}", StringComparison.Ordinal))));

        Assert.Equal(3000, (await Harvest.HtmlAsync(site, Blocks.Of("li"))).Records.Count);
    }

    private static async Task<string> FaultAsync(string type, string start, string? repeated)
    {
        var body = new StringBuilder(start);
        for (var i = 0; i < Deep; i++)
            body.Append(repeated ?? start);
        await using var server = await LoopbackServer.StartAsync(_ => (200, type, Encoding.UTF8.GetBytes(body.ToString())));
        using var network = Sources.Network();
        IConnector connector;
        if (type is "application/json")
        {
            var file = Sources.Ckan(server.Url);
            connector = new CkanConnector(file, network.FetcherFor(file));
        }
        else if (type is "text/html")
        {
            var file = HarvestBench.Html(Blocks.Of("li") with { Start = [server.Url] });
            connector = new HtmlConnector(file, network.FetcherFor(file));
        }
        else
        {
            var file = HarvestBench.Dcat(server.Url);
            connector = new DcatConnector(file, network.FetcherFor(file));
        }

        return (await Assert.ThrowsAsync<SourceException>(() => Sources.ReadAsync(connector))).Code;
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Harvester.SamplePortals;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Harvester.Tests.SamplePortals;

public sealed partial class PortalsTests
{
    /// <summary>One document of every portal, in the order of the hosts.</summary>
    private static readonly string[] Documents =
    [
        "http://catalog.tokyo.example/api/3/action/package_search?rows=1000&sort=name%20asc",
        "http://opendata.minato.example/catalog.ttl",
        "http://opendata.machida.example/catalog.rdf",
        "http://city-shibuya.example/data.json",
        "http://www.city.fuchu.example/gyosei/johokokai/opendata/132063_open_data_list.csv",
        "http://www.city.kiyose.example/shiseijouhou/opendata/index.html",
        "http://www.town.hachijo.example/opendata/index.html",
    ];

    public static TheoryData<string> EveryDocument => [.. Documents];

    [Fact]
    public async Task Hosts_AreTheSevenOfTheDocumentsAndTheConnectors()
    {
        await using var portals = await RunningPortals.StartAsync();

        Assert.Equal(Documents.Select(url => new Uri(url).Host), portals.Server.Hosts);
        Assert.Equal(7, SampleConnectors.All.Count);
        Assert.Equal(portals.Catalogues.BySource.Keys.Order(StringComparer.Ordinal), SampleConnectors.All.Keys.Order(StringComparer.Ordinal));
        foreach (var (id, yaml) in SampleConnectors.All)
        {
            Assert.StartsWith("format: 1\n", yaml, StringComparison.Ordinal);
            var hosts = Address().Matches(yaml).Select(match => match.Groups[1].Value).Distinct().ToList();
            Assert.True(hosts.Count == 1 && portals.Server.Hosts.Contains(hosts[0]), $"{id} names {string.Join(", ", hosts)}");
        }
    }

    [Theory]
    [MemberData(nameof(EveryDocument))]
    public async Task EveryPortal_AnswersAndAllowsRobots(string url)
    {
        await using var portals = await RunningPortals.StartAsync();

        using var answer = await portals.GetAsync(url);
        using var robots = await portals.GetAsync(new Uri(new Uri(url), "/robots.txt").AbsoluteUri);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("User-agent: *\nAllow: /\n", await robots.Content.ReadAsStringAsync());
        Assert.Equal(2, portals.Server.RequestsTo(new Uri(url).Host));
        Assert.Equal(2, portals.Server.Requests);
    }

    [Fact]
    public void ExpectedDatasets_AreWhatTheDocumentationPromises()
    {
        var expected = SampleCatalogues.Create().ExpectedDatasets;

        Assert.Equal(200, expected["sample-tokyo-ckan"]);
        Assert.Equal(60, expected["sample-minato-dcat"]);
        Assert.Equal(40, expected["sample-machida-rdfxml"]);
        Assert.Equal(30, expected["sample-shibuya-datajson"]);
        Assert.Equal(40, expected["sample-fuchu-list"]);
        Assert.Equal(40, expected["sample-kiyose-html"]);
        Assert.Equal(25, expected["sample-hachijo-html"]);
        Assert.Equal(435, expected.Values.Sum());
    }

    [Fact]
    public async Task Bodies_AreTheSameOnEveryPortAndNameNone()
    {
        await using var first = await RunningPortals.StartAsync();
        await using var second = await RunningPortals.StartAsync();
        Assert.NotEqual(first.Server.EndPoint.Port, second.Server.EndPoint.Port);

        foreach (var url in Documents)
        {
            var body = await first.Client.GetByteArrayAsync(url);

            Assert.Equal(body, await second.Client.GetByteArrayAsync(url));
            var text = Encoding.Latin1.GetString(body);
            Assert.DoesNotMatch(@"://[^/""'<>\s]*:\d", text);
            Assert.DoesNotContain($":{first.Server.EndPoint.Port}", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(EveryDocument))]
    public async Task KnownETag_Gives304_UntilTheCatalogueChanges(string url)
    {
        await using var portals = await RunningPortals.StartAsync();
        using var first = await portals.GetAsync(url);
        var tag = first.Headers.ETag!;

        using var again = await portals.Client.SendAsync(Conditional(url, tag));
        foreach (var dataset in portals.Catalogues.BySource.Values.SelectMany(datasets => datasets))
            dataset.Title += "（改）";
        using var changed = await portals.Client.SendAsync(Conditional(url, tag));

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        Assert.Equal(tag, again.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    [Fact]
    public async Task Head_GivesTheHeadersOfGetWithoutBody()
    {
        await using var portals = await RunningPortals.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, Documents[4]);

        using var head = await portals.Client.SendAsync(request);
        using var get = await portals.GetAsync(Documents[4]);

        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.NotNull(head.Content.Headers.LastModified);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task EveryHttpFileOfEveryDataset_IsServed()
    {
        await using var portals = await RunningPortals.StartAsync();
        var files = portals.Catalogues.BySource.Values.SelectMany(datasets => datasets).SelectMany(dataset => dataset.Files)
            .Select(file => file.Url).Where(url => url.StartsWith("http", StringComparison.Ordinal)).Distinct().ToList();

        Assert.True(files.Count > 500, $"{files.Count} files");
        foreach (var url in files)
        {
            using var answer = await portals.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, url));
            Assert.True(answer.StatusCode == HttpStatusCode.OK && answer.Content.Headers.ContentLength > 0, $"{answer.StatusCode} {url}");
        }
    }

    [Fact]
    public async Task RemovedDataset_TakesItsFilesAlong()
    {
        await using var portals = await RunningPortals.StartAsync();
        var url = portals.Catalogues.Machida["satoyama"].Files[0].Url;
        portals.Catalogues.Machida.Remove("satoyama");

        using var answer = await portals.GetAsync(url);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(39, portals.Catalogues.ExpectedDatasets["sample-machida-rdfxml"]);
        Assert.DoesNotContain("satoyama", await portals.Client.GetStringAsync(Documents[2]), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EveryDocument))]
    public async Task EmptiedCatalogue_StillAnswers(string url)
    {
        await using var portals = await RunningPortals.StartAsync();
        foreach (var datasets in portals.Catalogues.BySource.Values)
            datasets.Clear();

        using var answer = await portals.GetAsync(url);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Fault_AnswersInsteadOfThePortal_OnlyWhereItSaysSo()
    {
        await using var portals = await RunningPortals.StartAsync();
        portals.Server.Fault = context =>
        {
            if (context.Request.Host.Host != "www.city.kiyose.example")
                return Task.FromResult(false);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.FromResult(true);
        };

        using var broken = await portals.GetAsync(Documents[5]);
        using var sound = await portals.GetAsync(Documents[6]);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, broken.StatusCode);
        Assert.Equal(HttpStatusCode.OK, sound.StatusCode);
    }

    [Fact]
    public async Task UnknownHostAndUnknownPath_AreRefused()
    {
        await using var portals = await RunningPortals.StartAsync();

        using var host = await portals.GetAsync("http://elsewhere.example/");
        using var path = await portals.GetAsync("http://city-shibuya.example/none.csv");
        using var post = await portals.Client.PostAsync(new Uri(Documents[0]), null);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, host.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, path.StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
    }

    private static HttpRequestMessage Conditional(string url, EntityTagHeaderValue tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.IfNoneMatch.Add(tag);
        return request;
    }

    [GeneratedRegex("http://([^/ ,\\]]+)")]
    private static partial Regex Address();
}

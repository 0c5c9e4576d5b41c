using System.Net;
using System.Text;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Harvester.Tests.Connectors.Fetching.Robots;

/// <summary>robots.txt in front of every request.</summary>
public sealed class RobotsTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly RobotsAgreement Agreement = new("港区情報政策課", new DateOnly(2026, 9, 30), "by mail");
    private readonly Reading reading = new();
    private readonly SkippingClock clock = new();

    private static RequestDelegate Text(string text, string type = "text/plain") => context =>
    {
        context.Response.ContentType = type;
        return context.Response.WriteAsync(text);
    };

    private static RequestDelegate Status(int status, Action<HttpResponse>? more = null) => context =>
    {
        context.Response.StatusCode = status;
        more?.Invoke(context.Response);
        return Task.CompletedTask;
    };

    private static Task<LoopbackServer> SiteAsync(string robots, string type = "text/plain") => LoopbackServer.StartAsync(Text("page"), robots: Text(robots, type));

    private async Task<string> GetAsync(Network network, Uri url, HttpBlock? http = null)
    {
        await using var body = await network.FetcherFor(Sources.Ckan(url, http: http)).GetAsync(url, "*/*", reading, Cancel);
        return Encoding.UTF8.GetString(await body.ReadAllAsync(Cancel));
    }

    private async Task<string> GetAsync(LoopbackServer server, string path = "/", HttpBlock? http = null)
    {
        using var network = Sources.Network(Sources.Options(clock));
        return await GetAsync(network, new Uri(server.Url, path), http);
    }

    private async Task<SourceException> FaultAsync(LoopbackServer server, string path = "/", HttpBlock? http = null) =>
        await Assert.ThrowsAsync<SourceException>(() => GetAsync(server, path, http));

    private string[] Codes() => [.. reading.TakeProblems().Select(p => p.Problem.Code)];

    [Fact] // pitfall 54
    public async Task RefusedAddress_IsNotAsked_AndTheMessageSaysByWhichLineAndHowToAgree()
    {
        await using var server = await SiteAsync("User-agent: *\nDisallow: /api/\n");

        var fault = await FaultAsync(server, "/api/3/action/package_search");

        Assert.Equal(("robots-refused", Whose.Source), (fault.Code, fault.Whose));
        Assert.Empty(server.Requests);
        Assert.Contains($"{server.Url}robots.txt refuses {server.Url}api/3/action/package_search by line 2, \"Disallow: /api/\"", fault.Message, StringComparison.Ordinal);
        Assert.Contains("http.robots: { agreed-with, on, why }", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agreement_LiftsARefusal_AndTheRunSaysWithWhomOnce()
    {
        await using var server = await SiteAsync("User-agent: *\nDisallow: /\nCrawl-delay: 4\n");
        using var network = Sources.Network(Sources.Options(clock));
        var fetcher = network.FetcherFor(Sources.Ckan(server.Url, http: Sources.Quick with { Robots = Agreement }));

        for (var i = 0; i < 3; i++)
            await fetcher.GetBytesAsync(server.Url, "*/*", reading, Cancel);

        var told = reading.TakeProblems().Where(p => p.Problem.Code == "robots-agreement").Select(p => p.Problem).ToList();
        Assert.Equal((Severity.Info, Whose.Source), (Assert.Single(told).Severity, told[0].Whose));
        Assert.Contains("by agreement with 港区情報政策課 since 2026-09-30: by mail", told[0].Detail, StringComparison.Ordinal);
        Assert.All(clock.Pauses, pause => Assert.Equal(TimeSpan.FromSeconds(4), pause));
    }

    [Theory] // pitfall 54
    [InlineData(404)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(410)]
    [InlineData(451)]
    [InlineData(300)]
    public async Task NoFile_AllowsAll(int status)
    {
        await using var server = await LoopbackServer.StartAsync(Text("page"), robots: Status(status));

        Assert.Equal("page", await GetAsync(server));
        Assert.Equal(1, server.RobotsRequests);
    }

    [Theory] // pitfall 54
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task FileThatCannotBeHad_PostponesTheSource(int status)
    {
        await using var server = await LoopbackServer.StartAsync(Text("page"), robots: Status(status));

        var fault = await FaultAsync(server);

        Assert.Equal(("robots-unreachable", Whose.Source), (fault.Code, fault.Whose));
        Assert.Contains($"status {status}", fault.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
        Assert.Equal(4, server.RobotsRequests);
    }

    [Fact]
    public async Task SilentRobots_PostponeTheSource()
    {
        await using var server = await LoopbackServer.StartAsync(Text("page"), robots: Silent);

        var fault = await FaultAsync(server, http: Sources.Quick with { Timeout = TimeSpan.FromSeconds(0.2) });

        Assert.Equal("robots-unreachable", fault.Code);
        Assert.Contains("did not answer", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChallengeInPlaceOfTheFile_IsThatOfTheSite()
    {
        await using var server = await LoopbackServer.StartAsync(Text("page"), robots: Status(202, r => r.Headers["x-amzn-waf-action"] = "challenge"));

        var fault = await FaultAsync(server);

        Assert.Equal(("bot-challenge", server.Url.AbsoluteUri), (fault.Code, fault.Url));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task FileThatCannotBeHad_IsNotAskedForByEveryPage_ButByTheNextRun()
    {
        await using var server = await LoopbackServer.StartAsync(Text("page"), robots: Status(500));
        using var network = Sources.Network(Sources.Options(clock));

        foreach (var path in new[] { "/1", "/2", "/3" })
            await Assert.ThrowsAsync<SourceException>(() => GetAsync(network, new Uri(server.Url, path)));
        Assert.Equal(4, server.RobotsRequests);
        await Task.Delay(TimeSpan.FromMinutes(3), clock, Cancel);
        await Assert.ThrowsAsync<SourceException>(() => GetAsync(network, server.Url));

        Assert.Equal(8, server.RobotsRequests);
    }

    [Fact]
    public async Task Rules_AreSharedByAHostsSources_AndReadAnewEachDay()
    {
        await using var server = await SiteAsync("User-agent: *\nDisallow: /x\n");
        using var network = Sources.Network(Sources.Options(clock));
        var fetchers = new[] { network.FetcherFor(Sources.Ckan(server.Url)), network.FetcherFor(Sources.List(server.Url)) };

        await Task.WhenAll(fetchers.SelectMany(f => Enumerable.Range(0, 5).Select(_ => f.GetBytesAsync(server.Url, "*/*", reading, Cancel))));
        Assert.Equal(1, server.RobotsRequests);
        await Task.Delay(TimeSpan.FromDays(1), clock, Cancel);
        await fetchers[0].GetBytesAsync(server.Url, "*/*", reading, Cancel);

        Assert.Equal(2, server.RobotsRequests);
    }

    [Fact]
    public async Task SecretHeader_IsNotShownToRobots()
    {
        IHeaderDictionary? headers = null;
        await using var server = await LoopbackServer.StartAsync(Text("page"), robots: context =>
        {
            headers = new HeaderDictionary(context.Request.Headers.ToDictionary());
            return Status(404)(context);
        });
        using var network = Sources.Network(Sources.Options(clock), "k-3f9a");

        await GetAsync(network, server.Url, Sources.Quick with { SecretHeader = "X-Key" });

        Assert.DoesNotContain("X-Key", headers!.Keys);
        Assert.StartsWith("Harvester/", headers.UserAgent.ToString(), StringComparison.Ordinal);
        Assert.True(server.Requests.Single().Headers.ContainsKey("X-Key"));
    }

    [Fact]
    public async Task RedirectToAnotherOrigin_AsksItsRobots()
    {
        await using var other = await SiteAsync("User-agent: *\nDisallow: /private\n");
        await using var server = await LoopbackServer.StartAsync(Status(302, r => r.Headers.Location = new Uri(other.Url, "/private/list").AbsoluteUri));

        var fault = await FaultAsync(server);

        Assert.Equal("robots-refused", fault.Code);
        Assert.StartsWith($"{server.Url} redirects to {other.Url}private/list; ", fault.Message, StringComparison.Ordinal);
        Assert.Equal((1, 1), (server.RobotsRequests, other.RobotsRequests));
        Assert.Empty(other.Requests);
    }

    [Theory]
    [InlineData(5, "robots-refused")]
    [InlineData(6, null)]
    public async Task RobotsBehindRedirects_AreFollowedFiveTimes(int redirects, string? code)
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            var step = context.Request.Path.Value!.TrimStart('/');
            return step.Length == 0 ? Text("page")(context)
                : step.Length < redirects ? Status(301, r => r.Headers.Location = $"/{step}x")(context)
                : Text("User-agent: *\nDisallow: /\n")(context);
        }, robots: Status(301, r => r.Headers.Location = "/x"));

        if (code is null)
            Assert.Equal("page", await GetAsync(server));
        else
            Assert.Equal(code, (await FaultAsync(server)).Code);
    }

    [Fact]
    public async Task RobotsThatLeadToAnAddressThatIsNotPublic_ArePostponedAndNotFollowed()
    {
        await using var server = await LoopbackServer.StartAsync(Text("page"), robots: Status(302, r => r.Headers.Location = "http://169.254.169.254/robots.txt"));
        using var network = Sources.Network(Sources.Options(clock) with
        {
            AllowPrivateNetworks = false,
            ConnectTo = new Dictionary<string, IPEndPoint> { ["portal.example"] = server.EndPoint },
        });

        var fault = await Assert.ThrowsAsync<SourceException>(() => GetAsync(network, new Uri("http://portal.example/")));

        Assert.Equal("address-not-public", fault.Code);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task PageInPlaceOfTheFile_AllowsAll_AndTheRunSaysSo()
    {
        await using var server = await SiteAsync("<!doctype html><p>Not found", "text/html");

        Assert.Equal("page", await GetAsync(server));
        Assert.Equal(["robots-not-rules"], Codes());
    }

    [Fact]
    public async Task FileWithoutEnd_IsReadUpToItsLimit()
    {
        await using var server = await LoopbackServer.StartAsync(Text("page"), robots: async context =>
        {
            await context.Response.WriteAsync("User-agent: *\nDisallow: /first\n");
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.WriteAsync($"Disallow: /{new string('a', 1000)}\n");
        });

        Assert.Equal("robots-refused", (await FaultAsync(server, "/first")).Code);
        Assert.Equal(["robots-cut"], Codes());
    }

    [Fact]
    public async Task CkanStockFile_KeepsItsPause_AndItsApiIsRead()
    {
        await using var server = await SiteAsync(CkanStockFileTests.Stock);
        using var network = Sources.Network(Sources.Options(clock));
        var fetcher = network.FetcherFor(Sources.Ckan(server.Url));

        for (var start = 0; start < 2; start++)
            await fetcher.GetBytesAsync(new Uri(server.Url, $"/api/3/action/package_search?start={start}"), "*/*", reading, Cancel);

        Assert.Equal([TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)], clock.Pauses);
        Assert.Equal(["robots-crawl-delay", "robots-ckan-stock"], Codes());
    }

    [Fact]
    public async Task CkanStockFile_StillRefusesWhatIsNoApi()
    {
        await using var server = await SiteAsync(CkanStockFileTests.Stock);

        Assert.Equal("robots-refused", (await FaultAsync(server, "/dataset/abc/history")).Code);
    }

    [Fact]
    public async Task CrawlDelay_SlowsAllSourcesOfTheHost_AndNeverQuickensOne()
    {
        await using var server = await SiteAsync("User-agent: *\nCrawl-delay: 2.5\n");
        using var network = Sources.Network(Sources.Options(clock));

        await GetAsync(network, server.Url);
        await GetAsync(network, server.Url, Sources.Quick with { Delay = TimeSpan.FromSeconds(7) });
        await GetAsync(network, server.Url);

        Assert.Equal([TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(2.5)], clock.Pauses);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(86400)]
    public async Task AbsurdCrawlDelay_StopsTheSourceAtOnce(int seconds)
    {
        await using var server = await SiteAsync($"User-agent: *\nCrawl-delay: {seconds}\n");

        var fault = await FaultAsync(server);

        Assert.Equal(("robots-delay-too-long", Whose.Source), (fault.Code, fault.Whose));
        Assert.Empty(server.Requests);
        Assert.Empty(clock.Pauses);
    }

    [Fact]
    public async Task UnreachableHost_IsTheHostsFaultAndNotThatOfItsRobots()
    {
        Uri gone;
        await using (var server = await SiteAsync(""))
            gone = server.Url;
        using var network = Sources.Network(Sources.Options(clock));

        Assert.Equal("unreachable", (await Assert.ThrowsAsync<SourceException>(() => GetAsync(network, gone))).Code);
    }

    private static Task Silent(HttpContext context) =>
        Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
}

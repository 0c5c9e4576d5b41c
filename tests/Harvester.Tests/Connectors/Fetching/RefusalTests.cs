using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Connectors.Fetching;

/// <summary>Pitfalls 52 and 53: a host that asks us to be slower is obeyed.</summary>
public sealed class RefusalTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private readonly SkippingClock clock = new();
    private readonly Reading reading = new();

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static Task<LoopbackServer> ServerAsync(Func<string, int> status) => LoopbackServer.StartAsync(context =>
    {
        context.Response.StatusCode = status(context.Request.Path.Value!);
        return Task.CompletedTask;
    });

    private async Task<string> AskAsync(IFetcher fetcher, LoopbackServer server, string path)
    {
        try
        {
            await using var body = await fetcher.GetAsync(new Uri(server.Url, path), "*/*", reading, Cancel);
            await body.ReadAllAsync(Cancel);
            return "ok";
        }
        catch (SourceException fault)
        {
            return fault.Code;
        }
    }

    [Fact] // pitfall 53
    public async Task RefusalAfterFiftyQuickRequests_SlowsDown_AndTriesAgainLater()
    {
        var count = 0;
        await using var server = await ServerAsync(_ => ++count == 51 ? 403 : 200);
        using var network = Sources.Network(Sources.Options(clock));
        var fetcher = network.FetcherFor(Sources.List(server.Url, http: Sources.Quick with { Delay = Seconds(1) }));

        for (var i = 0; i < 53; i++)
            Assert.Equal("ok", await AskAsync(fetcher, server, $"/{i}"));

        Assert.Equal(54, server.Requests.Count);
        Assert.All(clock.Pauses.Take(50), pause => Assert.Equal(Seconds(1), pause));
        Assert.Contains(Seconds(30), clock.Pauses.Skip(50).Take(2));
        Assert.All(clock.Pauses.TakeLast(2), pause => Assert.Equal(Seconds(2), pause));
    }

    [Fact] // pitfall 53
    public async Task RefusalThatStays_IsReportedAfterTwoTrials_AndLaterOnesAtOnce()
    {
        await using var server = await ServerAsync(path => path == "/first" ? 200 : 403);
        using var network = Sources.Network(Sources.Options(clock));
        var fetcher = network.FetcherFor(Sources.List(server.Url));

        Assert.Equal(["ok", "http-403", "http-403"], [await AskAsync(fetcher, server, "/first"), await AskAsync(fetcher, server, "/1"), await AskAsync(fetcher, server, "/2")]);

        Assert.Equal(["/first", "/1", "/1", "/1", "/2"], server.Requests.Select(r => r.Path));
    }

    [Fact]
    public async Task RefusalOfTheFirstRequest_IsNotForQuickness()
    {
        await using var server = await ServerAsync(_ => 403);
        using var network = Sources.Network(Sources.Options(clock));

        Assert.Equal("http-403", await AskAsync(network.FetcherFor(Sources.List(server.Url)), server, "/"));
        Assert.Single(server.Requests);
        Assert.Empty(clock.Pauses);
    }

    [Fact]
    public async Task SingleForbiddenPages_DoNotKeepTheRunSlow()
    {
        await using var server = await ServerAsync(path => path == "/forbidden" ? 403 : 200);
        using var network = Sources.Network(Sources.Options(clock));
        var fetcher = network.FetcherFor(Sources.List(server.Url, http: Sources.Quick with { Delay = Seconds(1) }));

        foreach (var path in new[] { "/1", "/forbidden", "/2", "/3", "/forbidden", "/4" })
            await AskAsync(fetcher, server, path);

        Assert.Equal(8, server.Requests.Count);
        Assert.All(clock.Pauses.TakeLast(3), pause => Assert.Equal(Seconds(1), pause));
    }

    [Theory] // pitfall 52
    [InlineData(429)]
    [InlineData(503)]
    public async Task RetryAfter_HoldsTheHostForItsOtherSourcesToo_AndForNoOtherHost(int status)
    {
        var count = 0;
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            if (Interlocked.Increment(ref count) == 1)
            {
                context.Response.StatusCode = status;
                context.Response.Headers.RetryAfter = "120";
            }

            return Task.CompletedTask;
        });
        var hand = new HandClock();
        using var network = Sources.Network(Sources.Options(hand) with
        {
            ConnectTo = new Dictionary<string, System.Net.IPEndPoint> { ["a.example"] = server.EndPoint, ["b.example"] = server.EndPoint },
        });
        async Task Get(string url) // read at once: who holds an answer holds the host's only place
        {
            await using var body = await network.FetcherFor(Sources.List(new Uri(url))).GetAsync(new Uri(url), "*/*", reading, Cancel);
        }


        var first = Get("http://a.example/1");
        while (Volatile.Read(ref count) == 0 || !hand.HasTimers)
            await Task.Yield();
        var second = Get("http://a.example/2");
        await Get("http://b.example/3");
        hand.Advance(Seconds(119));
        Assert.False(first.IsCompleted || second.IsCompleted);
        hand.Advance(Seconds(1));
        await Task.WhenAll(first, second);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task RetryAfterAgainAndAgain_IsWaitedForFiveMinutesInAllAtMost()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "200";
            return Task.CompletedTask;
        });
        using var network = Sources.Network(Sources.Options(clock));

        Assert.Equal("http-429", await AskAsync(network.FetcherFor(Sources.List(server.Url)), server, "/"));
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(Seconds(200), clock.Pauses.Max());
    }
}

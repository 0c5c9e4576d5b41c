using System.Collections.Concurrent;
using Harvester.Connectors.Fetching;
using Harvester.Connectors.Links;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Harvester.Tests.Connectors.Links;

/// <summary>What is at an address, by as little as tells it.</summary>
public sealed class LinkProbeTests
{
    private const string Challenge = "<html><head><title>Just a moment...</title></head><body><p>Checking your browser</p></body></html>";
    private readonly SkippingClock clock = new();
    private readonly ConcurrentQueue<string> asked = [];

    [Theory]
    [InlineData("/good.csv", "200", "HEAD /good.csv")]
    [InlineData("/gone.csv", "404", "HEAD /gone.csv, GET /gone.csv bytes=0-0")]
    [InlineData("/removed.csv", "410", "HEAD /removed.csv, GET /removed.csv bytes=0-0")]
    [InlineData("/no-head.csv", "200", "HEAD /no-head.csv, GET /no-head.csv bytes=0-0")]
    [InlineData("/wrong-head.csv", "200", "HEAD /wrong-head.csv, GET /wrong-head.csv bytes=0-0")]
    [InlineData("/empty.csv", "200", "HEAD /empty.csv, GET /empty.csv bytes=0-0")]
    [InlineData("/moved.csv", "200", "HEAD /moved.csv, HEAD /good.csv")]
    [InlineData("/moved-away.csv", "404", "HEAD /moved-away.csv, HEAD /gone.csv, GET /moved-away.csv bytes=0-0, GET /gone.csv bytes=0-0")]
    [InlineData("/page", "200", "HEAD /page, GET /page bytes=0-0")]
    [InlineData("/refused.csv", "403", "HEAD /refused.csv, GET /refused.csv bytes=0-0")]
    [InlineData("/challenge-403", "challenge", "HEAD /challenge-403, GET /challenge-403 bytes=0-0")]
    [InlineData("/challenge-200", "challenge", "HEAD /challenge-200, GET /challenge-200 bytes=0-0")]
    [InlineData("/ill.csv", "500", "HEAD /ill.csv, GET /ill.csv bytes=0-0")]
    [InlineData("/private/x.csv", "robots", "")]
    public async Task Code_ByAsFewRequestsAsTellIt(string path, string code, string requests)
    {
        await using var server = await ServerAsync();
        using var network = Sources.Network(Sources.Options(clock));

        Assert.Equal(code, await ProbeAsync(network, new Uri(server.Url, path).AbsoluteUri));
        Assert.Equal(requests, string.Join(", ", asked));
    }

    [Fact]
    public async Task RedirectsWithoutEnd_AreFollowedFiveTimes()
    {
        await using var server = await ServerAsync();
        using var network = Sources.Network(Sources.Options(clock));

        Assert.Equal("too-many-redirects", await ProbeAsync(network, new Uri(server.Url, "/round").AbsoluteUri));
        Assert.Equal(12, asked.Count); // six addresses, twice
    }

    [Fact]
    public async Task PrivateAddress_IsNotAsked()
    {
        await using var server = await ServerAsync();
        using var network = Sources.Network(Sources.Options(clock) with { AllowPrivateNetworks = false, ConnectTo = new Dictionary<string, System.Net.IPEndPoint>() });

        Assert.Equal("not-public", await ProbeAsync(network, new Uri(server.Url, "/good.csv").AbsoluteUri));
        Assert.Empty(asked);
    }

    [Fact]
    public async Task HostThatDoesNotExist_IsToldApartFromOneThatDoesNotAnswer()
    {
        using var network = Sources.Network(Sources.Options(clock) with
        {
            Resolve = (name, _) => throw new System.Net.Sockets.SocketException((int)(name.StartsWith("gone", StringComparison.Ordinal) ? System.Net.Sockets.SocketError.HostNotFound : System.Net.Sockets.SocketError.TryAgain)),
        });

        Assert.Equal("no-such-host", await ProbeAsync(network, "http://gone.example.jp/a.csv"));
        Assert.Equal("unreachable", await ProbeAsync(network, "http://mute.example.jp/a.csv"));
    }

    [Fact] // before each of the three, as robots.txt was asked for first
    public async Task Pace_IsThatOfTheConnectorFile()
    {
        await using var server = await ServerAsync();
        using var network = Sources.Network(Sources.Options(clock));
        var file = Sources.List(server.Url, http: Sources.Quick with { Delay = TimeSpan.FromSeconds(7) });
        var probe = new LinkProbe(network, _ => file);

        for (var i = 0; i < 3; i++)
            await probe.ProbeAsync("s", new Uri(server.Url, "/good.csv").AbsoluteUri, TestContext.Current.CancellationToken);

        Assert.Equal(3, clock.Pauses.Count(pause => pause == TimeSpan.FromSeconds(7)));
    }

    private static Task<string> ProbeAsync(Network network, string url) =>
        new LinkProbe(network, _ => null).ProbeAsync("s", url, TestContext.Current.CancellationToken);

    private Task<LoopbackServer> ServerAsync() => LoopbackServer.StartAsync(
        async context =>
        {
            var (path, head) = (context.Request.Path.Value!, context.Request.Method == "HEAD");
            asked.Enqueue($"{context.Request.Method} {path} {context.Request.Headers.Range}".TrimEnd());
            var response = context.Response;
            response.ContentType = path is "/page" or "/challenge-403" or "/challenge-200" ? "text/html" : "text/csv";
            response.StatusCode = path switch
            {
                "/gone.csv" => 404,
                "/removed.csv" => 410,
                "/no-head.csv" => head ? 405 : 206,
                "/wrong-head.csv" => head ? 404 : 206,
                "/empty.csv" => head ? 501 : 416,
                "/moved.csv" or "/moved-away.csv" or "/round" => 302,
                "/refused.csv" or "/challenge-403" => 403,
                "/ill.csv" => 500,
                _ => 200,
            };
            if (response.StatusCode == 302)
                response.Headers.Location = path switch { "/moved.csv" => "/good.csv", "/round" => "/round", _ => "/gone.csv" };
            if (!head && path.StartsWith("/challenge", StringComparison.Ordinal))
                await response.WriteAsync(Challenge);
            else if (!head && path == "/page")
                await response.WriteAsync("<html><head><title>公園</title></head><body>" + string.Concat(Enumerable.Repeat("<a href='x'>x</a>", 9)) + "</body></html>");
        },
        robots: context => context.Response.WriteAsync("User-agent: *\nDisallow: /private/\n"));
}

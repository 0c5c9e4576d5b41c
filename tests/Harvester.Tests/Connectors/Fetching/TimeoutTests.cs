using System.Net;
using System.Net.Sockets;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Harvester.Tests.Connectors.Fetching;

/// <summary>Pitfalls 43 and 51: no phase of a request can hang. The limits are real time, hence short.</summary>
public sealed class TimeoutTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private readonly SkippingClock clock = new();
    private readonly Reading reading = new();

    private static HttpBlock Within(double seconds) => Sources.Quick with { Timeout = TimeSpan.FromSeconds(seconds) };

    private async Task<SourceException> FaultAsync(Uri url, HttpBlock http, FetchingOptions? options = null)
    {
        using var network = Sources.Network(options ?? Sources.Options(clock));
        return await Assert.ThrowsAsync<SourceException>(() => network.FetcherFor(Sources.List(url, http: http)).GetBytesAsync(url, "*/*", reading, Cancel));
    }

    private static async Task HangAsync(HttpContext context) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    [Fact]
    public async Task ServerThatTakesTheConnectionAndNeverSpeaksTls_TimesOutWhileConnecting()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        var url = new Uri($"https://127.0.0.1:{((IPEndPoint)mute.LocalEndpoint).Port}/");

        var fault = await FaultAsync(url, Within(20), Sources.Options(clock) with { ConnectTimeout = TimeSpan.FromSeconds(0.2) });

        Assert.Equal(("timeout", Whose.Source), (fault.Code, fault.Whose));
        Assert.StartsWith("no connection to 127.0.0.1 came about within 0.2 s", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerThatNeverSendsHeaders_IsAskedTwiceAndNotFourTimes()
    {
        await using var server = await LoopbackServer.StartAsync(HangAsync);

        var fault = await FaultAsync(server.Url, Within(0.3));

        Assert.Equal("timeout", fault.Code);
        Assert.Contains("127.0.0.1 did not answer within 0.3 s", fault.Message, StringComparison.Ordinal);
        // Whoever reads whole bodies asks once more: a body may break off after the headers were there.
        Assert.InRange(server.Requests.Count, 2, 4);
    }

    [Fact]
    public async Task HeadersThatDrip_TimeOut()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var dripping = DripAsync(listener, "HTTP/1.1 200 OK\r\nX-Slow: "u8.ToArray(), Cancel);
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

        Assert.Equal("timeout", (await FaultAsync(url, Within(0.5))).Code);

        listener.Stop();
        await dripping;
    }

    [Fact]
    public async Task RedirectsThatAreSlowEach_ShareOneLimit()
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            await Task.Delay(TimeSpan.FromSeconds(0.2), TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = context.Request.Path + "x";
        });

        Assert.Equal("timeout", (await FaultAsync(server.Url, Within(0.5))).Code);
    }

    [Fact] // pitfall 43
    public async Task CancellationWhileWaitingForHeaders_StopsAtOnce()
    {
        await using var server = await LoopbackServer.StartAsync(HangAsync);
        using var network = Sources.Network(Sources.Options(clock));
        using var stop = new CancellationTokenSource();
        var asking = network.FetcherFor(Sources.List(server.Url)).GetAsync(server.Url, "*/*", reading, stop.Token);
        while (server.Requests.IsEmpty)
            await Task.Yield();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System, Cancel));
    }

    [Fact] // pitfall 43
    public async Task CancellationWhileTheHostIsHeld_StopsAtOnce()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "120";
            return Task.CompletedTask;
        });
        var hand = new HandClock();
        using var network = Sources.Network(Sources.Options(hand));
        using var stop = new CancellationTokenSource();
        var asking = network.FetcherFor(Sources.List(server.Url)).GetAsync(server.Url, "*/*", reading, stop.Token);
        while (server.Requests.IsEmpty || !hand.HasTimers)
            await Task.Yield();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System, Cancel));
    }

    [Fact]
    public async Task CancellationOfOneSourceThatAsksForRobots_LeavesTheOthers()
    {
        var release = new TaskCompletionSource();
        var asked = 0;
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync("page"), robots: async context =>
        {
            if (Interlocked.Increment(ref asked) == 1)
                await release.Task;
            await context.Response.WriteAsync("User-agent: *\nAllow: /\n");
        });
        using var network = Sources.Network(Sources.Options(clock));
        using var stop = new CancellationTokenSource();
        var first = network.FetcherFor(Sources.List(server.Url)).GetAsync(server.Url, "*/*", reading, stop.Token);
        while (Volatile.Read(ref asked) == 0)
            await Task.Yield();
        var second = network.FetcherFor(Sources.Ckan(server.Url)).GetBytesAsync(server.Url, "*/*", reading, Cancel);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("page"u8.ToArray(), (await second).Bytes);
        release.SetResult();
    }

    private static async Task DripAsync(TcpListener listener, byte[] head, CancellationToken cancellationToken)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await listener.AcceptTcpClientAsync(cancellationToken)));
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            await Task.WhenAll(connections); // the listener was stopped, while it waited or before
        }

        async Task ServeAsync(TcpClient client)
        {
            using (client)
            {
                try
                {
                    var stream = client.GetStream();
                    var request = new byte[4096];
                    var length = await stream.ReadAsync(request, cancellationToken);
                    if (request.AsSpan(0, length).StartsWith("GET /robots.txt"u8))
                    {
                        await stream.WriteAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), cancellationToken);
                        return;
                    }

                    await stream.WriteAsync(head, cancellationToken);
                    while (true)
                    {
                        await stream.WriteAsync("x"u8.ToArray(), cancellationToken);
                        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
                    }
                }
                catch (IOException)
                {
                    // it hung up
                }
            }
        }
    }
}

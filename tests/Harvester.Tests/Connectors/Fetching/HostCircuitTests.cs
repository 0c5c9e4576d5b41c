using System.Net;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Connectors.Fetching;

/// <summary>A host that does not work is left alone for a while.</summary>
public sealed class HostCircuitTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private readonly HandClock clock = new();
    private readonly Reading reading = new();
    private int status = 503;
    private int asked;

    private Task<HttpResponseMessage> Send(HostCircuit circuit) => circuit.SendAsync(_ =>
    {
        asked++;
        return status == 0
            ? throw new HttpRequestException(HttpRequestError.ConnectionError)
            : ValueTask.FromResult(new HttpResponseMessage((HttpStatusCode)status));
    }, Cancel).AsTask();

    private async Task TimesAsync(HostCircuit circuit, int times)
    {
        for (var i = 0; i < times; i++)
            await ((Task)Send(circuit)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [Theory]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(522)]
    [InlineData(0)]
    public async Task TenFaultsInARow_PauseTheHost_LongerEachTime(int fault)
    {
        status = fault;
        var circuit = new HostCircuit(clock);
        await TimesAsync(circuit, 9);
        Assert.Null(circuit.Paused);
        await TimesAsync(circuit, 5);
        Assert.Equal((10, TimeSpan.FromMinutes(1)), (asked, circuit.Paused));

        var pauses = new List<double>();
        for (var i = 0; i < 6; i++)
        {
            clock.Advance(circuit.Paused!.Value + TimeSpan.FromMilliseconds(1));
            await TimesAsync(circuit, 3); // one tries, the others are still held back
            pauses.Add(circuit.Paused!.Value.TotalMinutes);
        }

        Assert.Equal((16, 6), (asked, pauses.Count));
        Assert.Equal([2, 4, 8, 16, 30, 30], pauses);
    }

    [Fact]
    public async Task OneSuccess_OpensTheHostAgain_AndTheCountBeginsAnew()
    {
        var circuit = new HostCircuit(clock);
        await TimesAsync(circuit, 10);
        clock.Advance(TimeSpan.FromMinutes(2));
        status = 200;
        await TimesAsync(circuit, 1);
        status = 503;
        await TimesAsync(circuit, 9);
        Assert.Null(circuit.Paused);
        await TimesAsync(circuit, 1);

        Assert.Equal(TimeSpan.FromMinutes(1), circuit.Paused);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task AnAnswerAmongTheFaults_BreaksTheirRow(int answer)
    {
        var circuit = new HostCircuit(clock);
        for (var i = 0; i < 30; i++)
        {
            status = i % 10 == 9 ? answer : 503;
            await TimesAsync(circuit, 1);
        }

        Assert.Null(circuit.Paused);
        Assert.Equal(30, asked);
    }

    [Fact]
    public async Task PausedHost_FailsAllItsSourcesAtOnce_AndNoOtherHost()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Host.Host == "down.example" ? 503 : 200;
            return Task.CompletedTask;
        });
        var skipping = new SkippingClock();
        using var network = Sources.Network(Sources.Options(skipping) with
        {
            ConnectTo = new Dictionary<string, IPEndPoint> { ["down.example"] = server.EndPoint, ["up.example"] = server.EndPoint },
        });
        var (down, up) = (new Uri("http://down.example/"), new Uri("http://up.example/"));
        Task<FetchedBody> Get(Uri url) => network.FetcherFor(Sources.List(url)).GetAsync(url, "*/*", reading, Cancel);
        var faults = new List<SourceException>();
        for (var i = 0; i < 4; i++)
            faults.Add(await Assert.ThrowsAsync<SourceException>(() => Get(down)));

        // Of the third request, the second attempt is the tenth; it waits a minute and tries once more. What led there is told, then that the host is left alone.
        Assert.Equal(["http-503", "http-503", "http-503", "host-paused"], faults.Select(f => f.Code));
        Assert.Equal(11, server.Requests.Count);
        Assert.Equal(Whose.Source, faults[3].Whose);
        Assert.Contains("down.example failed many times in a row and is left alone for another", faults[3].Message, StringComparison.Ordinal);
        await (await Get(up)).DisposeAsync();
        Assert.Equal(12, server.Requests.Count);
        await Task.Delay(TimeSpan.FromMinutes(2), skipping, Cancel);
        Assert.Equal("http-503", (await Assert.ThrowsAsync<SourceException>(() => Get(down))).Code);
    }

    [Fact]
    public async Task HostThatStopsAmidARun_IsWaitedForUpToAQuarterOfAnHour_AndThenFailsAtOnce()
    {
        var answers = 1;
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = answers-- > 0 ? 200 : 503;
            return Task.CompletedTask;
        });
        var skipping = new SkippingClock();
        using var network = Sources.Network(Sources.Options(skipping));
        var fetcher = network.FetcherFor(Sources.List(server.Url));
        Task<FetchedBody> Get() => fetcher.GetAsync(server.Url, "*/*", reading, Cancel);
        await (await Get()).DisposeAsync();
        var codes = new List<string>();
        for (var i = 0; i < 30; i++)
            codes.Add((await Assert.ThrowsAsync<SourceException>(Get)).Code);

        Assert.Equal([1, 2, 4, 8], skipping.Pauses.Where(pause => pause > TimeSpan.FromSeconds(50)).Select(pause => Math.Round(pause.TotalMinutes)));
        Assert.Equal(1 + 10 + 4, server.Requests.Count);
        Assert.Equal("host-paused", codes[^1]);
    }

    [Fact]
    public void PauseThatManyRequestsWaitFor_CountsOnce()
    {
        var patience = new OutagePatience(clock);

        Assert.All(Enumerable.Range(0, 20), _ => Assert.True(patience.Waits(TimeSpan.FromMinutes(8))));
        clock.Advance(TimeSpan.FromMinutes(8));
        Assert.False(patience.Waits(TimeSpan.FromMinutes(8)));
        Assert.True(patience.Waits(TimeSpan.FromMinutes(7)));
        Assert.False(patience.Waits(TimeSpan.FromMinutes(7.1)));
    }
}

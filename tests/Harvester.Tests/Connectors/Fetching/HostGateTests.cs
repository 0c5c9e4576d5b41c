using Harvester.Connectors.Fetching;
using Xunit;

namespace Harvester.Tests.Connectors.Fetching;

public sealed class HostGateTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly HandClock clock = new();

    private async Task<TimeSpan> WaitAsync(HostGate gate, TimeSpan delay)
    {
        var entering = gate.EnterAsync(delay, 8, Cancel);
        var waited = TimeSpan.Zero;
        while (!entering.IsCompleted)
        {
            clock.Advance(Second);
            waited += Second;
            await Task.Yield();
            if (waited > TimeSpan.FromHours(1))
                Assert.Fail("nobody lets this request in");
        }

        (await entering).Dispose();
        return waited;
    }

    [Fact]
    public async Task HoldWhileOneWaits_HoldsItToo()
    {
        var gate = new HostGate(clock);
        var start = clock.GetUtcNow();
        await WaitAsync(gate, TimeSpan.Zero);
        var waiting = gate.EnterAsync(5 * Second, 8, Cancel);
        gate.Hold(120 * Second);

        clock.Advance(6 * Second);
        await Task.Yield();
        Assert.False(waiting.IsCompleted);
        while (!waiting.IsCompleted)
        {
            clock.Advance(Second);
            await Task.Yield();
        }

        Assert.InRange(clock.GetUtcNow() - start, 120 * Second, 130 * Second);
    }

    [Fact]
    public async Task SlowDown_DoublesThePausesOfAll_UpToAMinute_ForAnHour()
    {
        var gate = new HostGate(clock);
        var pauses = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            gate.SlowDown(2 * Second, TimeSpan.Zero);
            await WaitAsync(gate, Second);
            pauses.Add((await WaitAsync(gate, Second)).TotalSeconds);
        }

        Assert.Equal([4, 8, 16, 32, 60, 60, 60, 60], pauses);
        clock.Advance(TimeSpan.FromMinutes(61));
        await WaitAsync(gate, Second);
        Assert.Equal(Second, await WaitAsync(gate, Second));
    }

    [Fact]
    public async Task RefusalsTogether_AreOne()
    {
        var gate = new HostGate(clock);
        for (var i = 0; i < 4; i++)
            gate.SlowDown(2 * Second, 30 * Second);

        Assert.Equal(30 * Second, await WaitAsync(gate, Second));
        Assert.Equal(4 * Second, await WaitAsync(gate, Second));
    }

    [Fact]
    public async Task CrawlDelaysOfAHostsOrigins_TheLongestCounts_AndEachCanBeTakenBack()
    {
        var gate = new HostGate(clock);
        gate.Slow("http://a/robots.txt", 9 * Second);
        gate.Slow("https://a/robots.txt", 4 * Second);
        await WaitAsync(gate, Second);
        Assert.Equal(9 * Second, await WaitAsync(gate, Second));
        gate.Slow("http://a/robots.txt", null);
        Assert.Equal(4 * Second, await WaitAsync(gate, Second));
        Assert.Equal(6 * Second, await WaitAsync(gate, 6 * Second));
    }
}

using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Tests.Runs;
using Xunit;

namespace Harvester.Tests.Scheduling;

/// <summary>A planned maintenance of a site.</summary>
public sealed partial class HarvestSchedulerTests
{
    private static Task PauseAsync(RunBench bench, TimeSpan length) =>
        bench.Store.Sources.PauseAsync("s", new SourcePause(bench.Clock.GetUtcNow() + length, "港区", "更新"), Token);

    [Fact]
    public async Task PausedSource_IsLeftAlone_AndMadeUpOnceWhenThePauseIsOver()
    {
        await using var bench = await RunBench.OpenAsync();
        await using var scheduler = Scheduler(bench);
        await TickAndWaitAsync(scheduler);
        await PauseAsync(bench, TimeSpan.FromDays(5));
        bench.Clock.Advance(TimeSpan.FromDays(4));
        await TickAndWaitAsync(scheduler);
        Assert.Single(await RunsAsync(bench));

        bench.Clock.Advance(TimeSpan.FromDays(1));
        await TickAndWaitAsync(scheduler);
        await TickAndWaitAsync(scheduler);

        Assert.Equal(2, (await RunsAsync(bench)).Count);
        Assert.True(await DueAsync(bench) > bench.Clock.GetUtcNow());
    }

    [Fact]
    public async Task PausedSourceNeverHarvested_WaitsToo()
    {
        await using var bench = await RunBench.OpenAsync();
        await using var scheduler = Scheduler(bench);
        await PauseAsync(bench, TimeSpan.FromHours(1));
        await TickAndWaitAsync(scheduler);
        Assert.Empty(await RunsAsync(bench));

        await bench.Store.Sources.PauseAsync("s", null, Token);
        await TickAndWaitAsync(scheduler);

        Assert.Single(await RunsAsync(bench));
    }

    [Fact]
    public async Task PausedSource_IsHarvestedByRequestAndByHand()
    {
        await using var bench = await RunBench.OpenAsync();
        await using var scheduler = Scheduler(bench);
        await PauseAsync(bench, TimeSpan.FromDays(5));
        await RequestAsync(bench);
        await TickAndWaitAsync(scheduler);
        await TickAndWaitAsync(scheduler);
        Assert.Single(await RunsAsync(bench));

        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(RunStatus.Succeeded, (await bench.Runner().RunAsync(bench.Configured, new RunOptions(), Silent.Instance, Token)).Status);
        Assert.NotNull((await bench.StateAsync()).PausedAt(bench.Clock.GetUtcNow()));
    }

    [Fact] // the worker saw it due, and waited for the source meanwhile
    public async Task SourcePausedBeforeTheLease_IsSkipped()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.Store.Sources.PlanAsync("s", bench.Configured.Schedule, bench.Clock.GetUtcNow(), null, Token);
        await PauseAsync(bench, TimeSpan.FromDays(1));

        var run = await bench.Runner().RunAsync(bench.Configured, new RunOptions { OnlyIfDue = true }, Silent.Instance, Token);

        Assert.Equal(RunStatus.Skipped, run.Status);
        Assert.Contains("paused until", run.Error, StringComparison.Ordinal);
    }
}

using Harvester.Core.Model;
using Harvester.Host.Scheduling;
using Harvester.Tests.Runs;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Harvester.Tests.Scheduling;

public sealed class HarvestSchedulerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static HarvestScheduler Scheduler(RunBench bench) =>
        new(bench.Store, bench, bench.Runner(), bench.Clock, NullLogger<HarvestScheduler>.Instance, concurrency: 2);

    private static async Task<IReadOnlyList<RunReport>> RunsAsync(RunBench bench) => await bench.Store.Runs.ListAsync("s", 100, null, Token);

    private static async Task TickAndWaitAsync(HarvestScheduler scheduler)
    {
        await scheduler.TickAsync(Token);
        await scheduler.WhenIdleAsync();
    }

    [Fact]
    public async Task SourceNeverHarvested_IsDueAtOnce_ThenByItsSchedule()
    {
        await using var bench = await RunBench.OpenAsync();
        await using var scheduler = Scheduler(bench);
        await TickAndWaitAsync(scheduler);
        Assert.Single(await RunsAsync(bench));
        await TickAndWaitAsync(scheduler);
        Assert.Single(await RunsAsync(bench));

        var due = (await bench.Store.Sources.GetAsync("s", Token))!.NextDue!.Value;
        Assert.InRange(due, bench.Clock.GetUtcNow(), bench.Clock.GetUtcNow().AddDays(1));
        bench.Clock.Advance(due - bench.Clock.GetUtcNow());
        await TickAndWaitAsync(scheduler);
        Assert.Equal(2, (await RunsAsync(bench)).Count);
    }

    [Fact]
    public async Task AfterThreeDaysDown_OneRunIsMadeUp_NotThree()
    {
        await using var bench = await RunBench.OpenAsync();
        await using (var before = Scheduler(bench))
            await TickAndWaitAsync(before);
        bench.Clock.Advance(TimeSpan.FromDays(3));
        await using var after = Scheduler(bench);
        await TickAndWaitAsync(after);
        await TickAndWaitAsync(after);
        Assert.Equal(2, (await RunsAsync(bench)).Count);
        Assert.True((await bench.Store.Sources.GetAsync("s", Token))!.NextDue > bench.Clock.GetUtcNow());
    }

    [Fact]
    public async Task ClockSetBack_DoesNotRunAgain()
    {
        await using var bench = await RunBench.OpenAsync();
        await using var scheduler = Scheduler(bench);
        await TickAndWaitAsync(scheduler);
        bench.Clock.Advance(TimeSpan.FromHours(-5));
        await TickAndWaitAsync(scheduler);
        Assert.Single(await RunsAsync(bench));
    }

    [Fact]
    public async Task ChangedSchedule_IsFollowedFromThenOn()
    {
        await using var bench = await RunBench.OpenAsync();
        await using var scheduler = Scheduler(bench);
        await TickAndWaitAsync(scheduler);
        bench.Configured = RunBench.Source with { Schedule = "0 0 12 * * ?" };
        await TickAndWaitAsync(scheduler);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 3, 0, 0, TimeSpan.Zero), (await bench.Store.Sources.GetAsync("s", Token))!.NextDue);
        Assert.Single(await RunsAsync(bench));
    }

    [Fact]
    public async Task DisabledSource_IsLeftAlone()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Configured = RunBench.Source with { Enabled = false };
        await using var scheduler = Scheduler(bench);
        await TickAndWaitAsync(scheduler);
        Assert.Empty(await RunsAsync(bench));
    }

    [Fact]
    public async Task TicksWhileArunGoes_StartNoSecond_AndAstopLeavesItDue()
    {
        await using var bench = await RunBench.OpenAsync();
        var reached = new TaskCompletionSource();
        var endless = ScriptedConnector.Listing("s", [1]);
        endless.BeforeEnd = async token =>
        {
            reached.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        };
        bench.Reads(endless);
        var scheduler = Scheduler(bench);
        await scheduler.TickAsync(Token);
        await reached.Task;
        await scheduler.TickAsync(Token);
        await using (var other = Scheduler(bench)) // another process on the same store
            await TickAndWaitAsync(other);
        await scheduler.StopAsync();

        Assert.Equal(RunStatus.Cancelled, Assert.Single(await RunsAsync(bench)).Status);
        var state = (await bench.Store.Sources.GetAsync("s", Token))!;
        Assert.True(state.NextDue <= bench.Clock.GetUtcNow());
        Assert.Null(state.LeaseOwner);
        await scheduler.DisposeAsync();
    }

    [Fact]
    public async Task TwoWorkersThatBothSawItDue_HarvestItOnce()
    {
        await using var bench = await RunBench.OpenAsync();
        await using var one = Scheduler(bench);
        await using var other = Scheduler(bench);
        await Task.WhenAll(one.TickAsync(Token), other.TickAsync(Token));
        await Task.WhenAll(one.WhenIdleAsync(), other.WhenIdleAsync());
        Assert.Single(await RunsAsync(bench));
    }

    [Fact]
    public async Task RunThatEndsAtOnce_IsScheduledAgainNextTime()
    {
        await using var bench = await RunBench.OpenAsync();
        await using var scheduler = Scheduler(bench);
        for (var day = 1; day <= 5; day++)
        {
            await TickAndWaitAsync(scheduler);
            Assert.Equal(day, (await RunsAsync(bench)).Count);
            bench.Clock.Advance(TimeSpan.FromDays(2));
        }
    }
}

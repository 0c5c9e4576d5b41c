using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Host.Scheduling;
using Harvester.Tests.Runs;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Harvester.Tests.Scheduling;

public sealed partial class HarvestSchedulerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static HarvestScheduler Scheduler(RunBench bench, IStore? through = null) =>
        new(through ?? bench.Store, bench, bench.Runner(through: through), bench.Clock, NullLogger<HarvestScheduler>.Instance, concurrency: 2);

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

    private static readonly DateTimeOffset Begin = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    private static ScriptedConnector Failing(string code, Whose whose = Whose.Source) =>
        new ScriptedConnector("s").Throw(new SourceException(code, whose, "https://x.example/", "it does not work"));

    private static async Task<TimeSpan> PauseAfterAsync(RunBench bench, HarvestScheduler scheduler, ScriptedConnector reads)
    {
        bench.Reads(reads);
        var before = (await RunsAsync(bench)).Count;
        var state = await bench.Store.Sources.GetAsync("s", Token);
        if (state?.NextDue is { } due && due > bench.Clock.GetUtcNow())
            bench.Clock.Advance(due - bench.Clock.GetUtcNow());
        await TickAndWaitAsync(scheduler);
        Assert.Equal(before + 1, (await RunsAsync(bench)).Count);
        return (await bench.Store.Sources.GetAsync("s", Token))!.NextDue!.Value - bench.Clock.GetUtcNow();
    }

    [Fact]
    public async Task FailingSource_IsTriedAgainAfterFiveMinutes_ThenTwiceAsLate_UpToADay()
    {
        await using var bench = await RunBench.OpenAsync();
        await using var scheduler = Scheduler(bench);
        var pauses = new List<double>();
        for (var run = 0; run < 12; run++)
            pauses.Add((await PauseAfterAsync(bench, scheduler, Failing("unreachable"))).TotalMinutes);

        Assert.Equal([5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440, 1440], pauses);
        var state = (await bench.Store.Sources.GetAsync("s", Token))!;
        Assert.Equal((12, 10), (state.Failures, state.BackOff));
    }

    [Theory]
    [InlineData(60, 60)] // longer than the five minutes after a first failure
    [InlineData(3, 5)]
    [InlineData(6000, 1440)] // nobody is believed to mean four days
    public async Task PauseThatTheSiteAskedFor_IsKeptByTheNextRun(int asked, int minutes)
    {
        await using var bench = await RunBench.OpenAsync();
        await using var scheduler = Scheduler(bench);
        var pause = await PauseAfterAsync(bench, scheduler, new ScriptedConnector("s").AsksToWait(() => bench.Clock.GetUtcNow().AddMinutes(asked))
            .Throw(new SourceException("http-429", Whose.Source, "https://x.example/", "it asks to wait")));

        Assert.Equal(minutes, pause.TotalMinutes);
    }

    [Fact]
    public async Task EachSuccess_TakesOneStepBack_AndTheLaterOfScheduleAndPauseCounts()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Configured = RunBench.Source with { Schedule = "0 0 * * * ?" }; // hourly, on the hour
        await using var scheduler = Scheduler(bench);
        for (var run = 0; run < 6; run++)
            await PauseAfterAsync(bench, scheduler, Failing("http-503"));
        Assert.Equal(6, (await bench.Store.Sources.GetAsync("s", Token))!.BackOff);

        var pauses = new List<double>();
        for (var run = 0; run < 5; run++)
            pauses.Add((await PauseAfterAsync(bench, scheduler, ScriptedConnector.Listing("s", [1, 2, 3]))).TotalMinutes);

        Assert.Equal(80, pauses[0]); // later than the next hour
        Assert.InRange(pauses[1], 40, 100); // the next hour, or the pause where that comes later
        Assert.All(pauses.Skip(2), pause => Assert.InRange(pause, 1, 60));
        var state = (await bench.Store.Sources.GetAsync("s", Token))!;
        Assert.Equal((0, 1, 0), (state.Failures, state.BackOff, state.NextDue!.Value.Minute));
    }

    [Theory]
    [InlineData("robots-refused", Whose.Source, 1)]
    [InlineData("http-403", Whose.Source, 1)]
    [InlineData("http-401", Whose.Source, 1)]
    [InlineData("bad-selector", Whose.Ours, 0)]
    [InlineData("secret-missing", Whose.Ours, 0)]
    public async Task RefusalAndFaultOfOurs_WaitForTheSchedule(string code, Whose whose, int level)
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Configured = RunBench.Source with { Schedule = "0 0 12 * * ?" }; // 03:00 UTC
        await using var scheduler = Scheduler(bench);

        await PauseAfterAsync(bench, scheduler, Failing(code, whose));

        var state = (await bench.Store.Sources.GetAsync("s", Token))!;
        Assert.Equal((Begin.AddHours(3), level), (state.NextDue, state.BackOff));
    }

    [Fact]
    public async Task StoreThatWasAway_IsTriedAgainInMinutes_NotTheNextDay()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Configured = RunBench.Source with { Schedule = "0 0 12 * * ?" };
        await using var scheduler = Scheduler(bench);

        Assert.Equal(TimeSpan.FromMinutes(5), await PauseAfterAsync(bench, scheduler, new ScriptedConnector("s").Throw(new StoreException("The store was away."))));
    }

    [Fact]
    public async Task RefusalAgainAndAgain_IsAskedLessOftenThanTheSchedule()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Configured = RunBench.Source with { Schedule = "hourly" };
        await using var scheduler = Scheduler(bench);
        TimeSpan pause = default;
        for (var run = 0; run < 7; run++)
            pause = await PauseAfterAsync(bench, scheduler, Failing("robots-refused"));

        Assert.Equal(TimeSpan.FromMinutes(320), pause);
    }

    [Fact]
    public async Task PartialRun_ChangesNothing()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Configured = RunBench.Source with { Schedule = "0 0 12 * * ?" };
        await using var scheduler = Scheduler(bench);

        await PauseAfterAsync(bench, scheduler, ScriptedConnector.Listing("s", [1]).Throw(new SourceException("unreachable", Whose.Source, null, "it broke off")));

        var state = (await bench.Store.Sources.GetAsync("s", Token))!;
        Assert.Equal((RunStatus.Partial, Begin.AddHours(3), 0), ((await RunsAsync(bench))[0].Status, state.NextDue, state.BackOff));
    }

    [Fact]
    public async Task RunByHand_LeavesTheDueTime()
    {
        await using var bench = await RunBench.OpenAsync();
        await using var scheduler = Scheduler(bench);
        await TickAndWaitAsync(scheduler);
        var due = (await bench.Store.Sources.GetAsync("s", Token))!.NextDue;

        await bench.RunAsync(Failing("unreachable"));

        var state = (await bench.Store.Sources.GetAsync("s", Token))!;
        Assert.Equal((due, 1), (state.NextDue, state.BackOff));
    }
}

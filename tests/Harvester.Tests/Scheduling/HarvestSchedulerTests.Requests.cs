using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Tests.Runs;
using Xunit;

namespace Harvester.Tests.Scheduling;

/// <summary>What persons want of the schedulers, and what several of them do with one store.</summary>
public sealed partial class HarvestSchedulerTests
{
    private static Task RequestAsync(RunBench bench, string id = "q1") => bench.Store.Sources.RequestAsync("s", new HarvestRequest(id, bench.Clock.GetUtcNow(), Full: false), Token);

    private static async Task<DateTimeOffset?> DueAsync(RunBench bench) => (await bench.StateAsync()).NextDue;

    [Fact]
    public async Task RequestedSource_IsHarvestedThoughItIsNotDue_Once_AndStaysDueWhenItWas()
    {
        await using var bench = await RunBench.OpenAsync();
        await using var scheduler = Scheduler(bench);
        await TickAndWaitAsync(scheduler);
        var due = await DueAsync(bench);
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await RequestAsync(bench);

        await TickAndWaitAsync(scheduler);
        await TickAndWaitAsync(scheduler);

        Assert.Equal(2, (await RunsAsync(bench)).Count);
        Assert.Equal((due, null), (await DueAsync(bench), (await bench.StateAsync()).Request));
    }

    [Fact]
    public async Task RequestedSourceThatIsDueToo_IsHarvestedOnce_AndThenByItsSchedule()
    {
        await using var bench = await RunBench.OpenAsync();
        await using var scheduler = Scheduler(bench);
        await TickAndWaitAsync(scheduler);
        bench.Clock.Advance(TimeSpan.FromDays(2));
        await RequestAsync(bench);

        await TickAndWaitAsync(scheduler);
        await TickAndWaitAsync(scheduler);

        Assert.Equal(2, (await RunsAsync(bench)).Count);
        Assert.True(await DueAsync(bench) > bench.Clock.GetUtcNow());
    }

    [Fact]
    public async Task RequestedSourceThatIsPutOff_IsHarvested_AndOneThatFailsAgainStaysPutOff()
    {
        await using var bench = await RunBench.OpenAsync();
        await using var scheduler = Scheduler(bench);
        for (var run = 0; run < 5; run++)
            await PauseAfterAsync(bench, scheduler, Failing("unreachable"));
        var due = await DueAsync(bench);
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await RequestAsync(bench);

        await TickAndWaitAsync(scheduler);

        var state = await bench.StateAsync();
        Assert.Equal((due, 6, null), (state.NextDue, state.Failures, state.Request));
        Assert.Equal(6, (await RunsAsync(bench)).Count);
    }

    [Fact]
    public async Task RequestedSourceThatWasNeverHarvested_OrThatIsDisabled_IsTreatedAsWithoutARequest()
    {
        await using var bench = await RunBench.OpenAsync();
        await using var scheduler = Scheduler(bench);
        await RequestAsync(bench);
        bench.Configured = RunBench.Source with { Enabled = false };
        await TickAndWaitAsync(scheduler);
        Assert.Empty(await RunsAsync(bench));

        bench.Configured = RunBench.Source;
        await TickAndWaitAsync(scheduler);
        Assert.Single(await RunsAsync(bench));
        Assert.True(await DueAsync(bench) > bench.Clock.GetUtcNow());
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("mongodb")]
    public async Task TwoSchedulersOverOneStore_ServeEachRequestOnce(string kind)
    {
        await using var bench = await RunBench.OpenAsync(kind);
        await using var another = await bench.OpenStoreAsync();
        await using var one = Scheduler(bench);
        await using var other = Scheduler(bench, another);
        await TickAndWaitAsync(one);
        for (var request = 1; request <= 10; request++)
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(10));
            await RequestAsync(bench, $"q{request}");
            await Task.WhenAll(one.TickAsync(Token), other.TickAsync(Token));
            await Task.WhenAll(one.WhenIdleAsync(), other.WhenIdleAsync());

            Assert.Equal(1 + request, (await RunsAsync(bench)).Count);
            Assert.Null((await bench.StateAsync()).Request);
        }

        Assert.All(await RunsAsync(bench), run => Assert.Equal(RunStatus.Succeeded, run.Status));
    }

    [Fact]
    public async Task SourceWhoseScheduleFiresNoMore_IsHarvestedByRequestsOnly_EachServedOnce()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Configured = RunBench.Source with { Schedule = "0 0 0 1 1 ? 2020" };
        await using var one = Scheduler(bench);
        await TickAndWaitAsync(one);
        await TickAndWaitAsync(one);
        Assert.Null(await DueAsync(bench));
        Assert.Single(await RunsAsync(bench));
        bench.Clock.Advance(TimeSpan.FromSeconds(10));
        await RequestAsync(bench);
        var options = new RunOptions { OnlyIfDue = true };

        var first = await bench.Runner("one").RunAsync(bench.Configured, options, Silent.Instance, Token);
        var second = await bench.Runner("other").RunAsync(bench.Configured, options, Silent.Instance, Token);

        Assert.Equal((RunStatus.Succeeded, RunStatus.Skipped, 2), (first.Status, second.Status, (await RunsAsync(bench)).Count));
    }

    [Fact]
    public async Task SchedulerHeldUpBeforeItPlans_LeavesWhatARunRemembersMeanwhile()
    {
        await using var bench = await RunBench.OpenAsync();
        await using (var before = Scheduler(bench))
            await TickAndWaitAsync(before);
        bench.Configured = RunBench.Source with { Schedule = "0 0 12 * * ?" };
        RunReport? meanwhile = null;
        await using var scheduler = Scheduler(bench, new HeldUpStore(bench.Store) { BeforePlanning = async () => meanwhile = await bench.RunAsync(Failing("unreachable")) });

        await TickAndWaitAsync(scheduler);

        var state = await bench.StateAsync();
        Assert.Equal((meanwhile!.Id, 1, 1, "0 0 12 * * ?"), (state.LastRun, state.Failures, state.BackOff, state.Schedule));
    }

    [Fact]
    public async Task TwoSchedulersThatPlan_TheSecondLeavesThePlanOfTheFirst()
    {
        await using var bench = await RunBench.OpenAsync();
        await using var scheduler = Scheduler(
            bench, new HeldUpStore(bench.Store) { BeforePlanning = async () => await bench.Store.Sources.PlanAsync("s", "weekly", bench.Clock.GetUtcNow().AddDays(3), null, Token) });

        await TickAndWaitAsync(scheduler);

        Assert.Equal(("weekly", bench.Clock.GetUtcNow().AddDays(3)), ((await bench.StateAsync()).Schedule, await DueAsync(bench)));
        Assert.Empty(await RunsAsync(bench));
    }

    [Fact]
    public async Task SourceThatWasFirstHarvestedByHand_IsScheduledFromThenOn()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync([1, 2, 3]);
        await using var scheduler = Scheduler(bench);

        await TickAndWaitAsync(scheduler);

        Assert.Single(await RunsAsync(bench));
        bench.Clock.Advance((await DueAsync(bench))!.Value - bench.Clock.GetUtcNow());
        await TickAndWaitAsync(scheduler);
        Assert.Equal(2, (await RunsAsync(bench)).Count);
    }

    [Fact] // as older versions left it after a run by hand
    public async Task SourceWithAScheduleButNoDueTime_IsPlanned()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync([1, 2, 3]);
        await bench.Store.Sources.PlanAsync("s", "daily", null, null, Token);
        await using var scheduler = Scheduler(bench);

        await TickAndWaitAsync(scheduler);

        Assert.True(await DueAsync(bench) > bench.Clock.GetUtcNow());
    }

    [Fact]
    public async Task RemovedSource_IsLeftAlone_AlsoWhenItIsDueAndAskedFor()
    {
        await using var bench = await RunBench.OpenAsync();
        await using var scheduler = Scheduler(bench);
        await TickAndWaitAsync(scheduler);
        bench.Clock.Advance(TimeSpan.FromDays(3));
        await bench.Removal().RunAsync("s", Token);
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await RequestAsync(bench);
        var before = await RunsAsync(bench);

        await TickAndWaitAsync(scheduler);

        Assert.Equal(before.Select(run => run.Id), (await RunsAsync(bench)).Select(run => run.Id));
    }
}

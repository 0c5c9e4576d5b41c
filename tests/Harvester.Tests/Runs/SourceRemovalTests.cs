using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Tests.Storage;
using Xunit;

namespace Harvester.Tests.Runs;

/// <summary>A source that a person retires, on both stores.</summary>
public sealed class SourceRemovalTests
{
    /// <summary>More than one batch.</summary>
    private const int Many = 1100;

    public static TheoryData<string> Stores => ["sqlite", "mongodb"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<RunBench> HarvestedAsync(string kind, int datasets)
    {
        var bench = await RunBench.OpenAsync(kind);
        await bench.RunAsync(Enumerable.Range(1, datasets));
        await bench.Store.Sources.PlanAsync("s", "daily", bench.Clock.GetUtcNow().AddHours(3), null, Token);
        bench.Clock.Advance(TimeSpan.FromHours(1));
        return bench;
    }

    private static async Task<string> StateAsync(RunBench bench)
    {
        var state = await bench.StateAsync();
        return $"{state} {string.Join(' ', state.TryAgain)} {string.Join(' ', state.Found)} {string.Join(' ', state.Unmapped)}";
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Removal_WithdrawsEverythingAsOneRun_AndUndoBringsBackAllOfIt(string kind)
    {
        await using var bench = await HarvestedAsync(kind, 30);
        var before = await StateAsync(bench);
        await bench.Store.Sources.RequestAsync("s", new HarvestRequest("q1", bench.Clock.GetUtcNow(), Full: true), Token);
        Assert.Equal(30, await bench.Removal().DatasetsAsync("s", Token));

        var run = await bench.Removal().RunAsync("s", Token);

        Assert.Equal((RunStatus.Succeeded, 30L, "source-removed", null), (run.Status, run.Withdrawn, run.Decision, run.Error));
        Assert.Empty(await bench.ActiveAsync());
        Assert.Equal(run.Id, (await bench.Store.Runs.ListAsync("s", 1, null, Token))[0].Id);
        var removed = await bench.StateAsync();
        Assert.Equal((run.Id, null, null), (removed.RemovedBy, removed.Request, removed.LeaseOwner));
        var left = await bench.RunAsync([1, 2, 3]);
        Assert.Equal((RunStatus.Skipped, SourceRemoval.Standing(run.Id)), (left.Status, left.Error));
        Assert.Empty(await bench.ActiveAsync());

        var undone = await bench.Decisions().UndoAsync(run.Id, Token);

        Assert.Equal((0L, 30L, "undone"), (undone.Withdrawn, undone.Restored, undone.Decision));
        Assert.Equal(30, (await bench.ActiveAsync()).Count);
        Assert.Equal((3, "title 7"), ((await bench.GetAsync("r7")).Version, (await bench.GetAsync("r7")).Title.Best()));
        Assert.Equal(before, await StateAsync(bench));
        Assert.Equal(30, (await bench.RunAsync(Enumerable.Range(1, 30))).Unchanged);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task RemovalThatIsCutOff_IsGoneOnWithByTheNextCall_AsOneRun(string kind)
    {
        await using var bench = await HarvestedAsync(kind, Many);
        var batches = 0;
        var cut = new HeldUpStore(bench.Store) { BeforeApplying = () => ++batches == 2 ? throw new StoreException("The store is away.") : Task.CompletedTask };

        var first = await bench.Removal(cut).RunAsync("s", Token);

        Assert.Equal(RunStatus.Failed, first.Status);
        Assert.Contains("source remove s` again", first.Error, StringComparison.Ordinal);
        Assert.Equal(600, (await bench.ActiveAsync()).Count);
        Assert.Equal(first.Id, (await bench.StateAsync()).RemovedBy);
        Assert.Equal(RunStatus.Skipped, (await bench.RunAsync([1])).Status);
        var seen = AbandonedRun.Seen((await bench.Store.Runs.GetAsync(first.Id, Token))!, await bench.StateAsync(), bench.Clock.GetUtcNow());
        Assert.Equal((RunStatus.Failed, SourceRemoval.CutOff(first)), (seen.Status, seen.Error));

        var second = await bench.Removal().RunAsync("s", Token);

        Assert.Equal((first.Id, RunStatus.Succeeded, (long)Many), (second.Id, second.Status, second.Withdrawn));
        Assert.Empty(await bench.ActiveAsync());
        var log = await bench.Store.Changes.LastAsync(Token);
        var third = await bench.Removal().RunAsync("s", Token);
        Assert.Equal((second.Id, second.FinishedAt, second.Withdrawn, log), (third.Id, third.FinishedAt, third.Withdrawn, await bench.Store.Changes.LastAsync(Token)));
        Assert.Equal(Many, (await bench.Decisions().UndoAsync(first.Id, Token)).Restored);
        Assert.Equal(Many, (await bench.ActiveAsync()).Count);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task RemovalThatIsCutOff_CanBeUndoneAsItIs(string kind)
    {
        await using var bench = await HarvestedAsync(kind, Many);
        var batches = 0;
        var first = await bench.Removal(new HeldUpStore(bench.Store) { BeforeApplying = () => ++batches == 2 ? throw new StoreException("away") : Task.CompletedTask }).RunAsync("s", Token);

        var undone = await bench.Decisions().UndoAsync(first.Id, Token);

        Assert.Equal((RunStatus.Cancelled, 500L, 0L), (undone.Status, undone.Restored, undone.Withdrawn));
        Assert.Equal(Many, (await bench.ActiveAsync()).Count);
        Assert.Null((await bench.StateAsync()).RemovedBy);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task SourceThatAWorkerHas_IsNotRemoved_AndTheReasonIsTold(string kind)
    {
        await using var bench = await HarvestedAsync(kind, 3);
        await bench.Store.Sources.AcquireAsync("s", "somebody", bench.Clock.GetUtcNow(), TimeSpan.FromMinutes(2), Token);

        var run = await bench.Removal().RunAsync("s", Token);

        Assert.Equal(RunStatus.Skipped, run.Status);
        Assert.Contains("worker somebody has this source", run.Error, StringComparison.Ordinal);
        Assert.Equal((3, null), ((await bench.ActiveAsync()).Count, (await bench.StateAsync()).RemovedBy));
        Assert.Null(await bench.Store.Runs.GetAsync(run.Id, Token));
    }

    [Fact]
    public async Task RemovalThatLosesItsLease_Stops_AndLeavesTheWinnerAlone()
    {
        await using var bench = await HarvestedAsync("sqlite", Many);
        var batches = 0;
        var held = new HeldUpStore(bench.Store)
        {
            BeforeApplying = async () =>
            {
                if (++batches == 2)
                    Assert.NotNull(await bench.Store.Sources.AcquireAsync("s", "winner", bench.Clock.GetUtcNow().AddHours(1), TimeSpan.FromHours(1), Token));
            },
        };

        var run = await bench.Removal(held).RunAsync("s", Token);

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.Equal((600, "winner"), ((await bench.ActiveAsync()).Count, (await bench.StateAsync()).LeaseOwner));
    }

    [Fact]
    public async Task SourceWithoutDatasets_IsMarked_AndUndoClearsTheMark()
    {
        await using var bench = await RunBench.OpenAsync();
        await StoreSamples.RememberAsync(bench.Store, new SourceState { Source = "s", Failures = 4 });

        var run = await bench.Removal().RunAsync("s", Token);
        Assert.Equal((0L, run.Id), (run.Withdrawn, (await bench.StateAsync()).RemovedBy));
        await bench.Decisions().UndoAsync(run.Id, Token);

        Assert.Equal((null, 4), ((await bench.StateAsync()).RemovedBy, (await bench.StateAsync()).Failures));
    }

    [Fact]
    public async Task SourceOfWhichNothingIsStored_IsRefused_AndStaysUnknown()
    {
        await using var bench = await RunBench.OpenAsync();

        var refused = await Assert.ThrowsAsync<DecisionException>(() => bench.Removal().RunAsync("nonsense", Token));

        Assert.Contains("nonsense", refused.Message, StringComparison.Ordinal);
        Assert.Null(await bench.Store.Sources.GetAsync("nonsense", Token));
    }

    [Fact]
    public async Task UndoOfAnEarlierRun_OfARemovedSource_IsRefusedWithTheRunToUndoFirst()
    {
        await using var bench = await HarvestedAsync("sqlite", 100);
        var half = await bench.RunAsync(Enumerable.Range(1, 50));
        await bench.Decisions().ApproveAsync(half.Id, Token);
        bench.Clock.Advance(TimeSpan.FromHours(1));
        var removal = await bench.Removal().RunAsync("s", Token);

        var refused = await Assert.ThrowsAsync<DecisionException>(() => bench.Decisions().UndoAsync(half.Id, Token));

        Assert.Contains(removal.Id, refused.Message, StringComparison.Ordinal);
        Assert.Equal(50, removal.Withdrawn);
        Assert.Equal(50, (await bench.Decisions().UndoAsync(removal.Id, Token)).Restored);
        Assert.Equal(50, (await bench.Decisions().UndoAsync(half.Id, Token)).Restored);
    }
}

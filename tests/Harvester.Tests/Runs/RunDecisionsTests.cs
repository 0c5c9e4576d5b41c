using Harvester.Core.Model;
using Harvester.Core.Runs;
using Xunit;

namespace Harvester.Tests.Runs;

public sealed class RunDecisionsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<(RunBench Bench, RunReport Suspicious)> HalfGoneAsync()
    {
        var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Enumerable.Range(1, 100));
        return (bench, await bench.RunAsync(Enumerable.Range(1, 50)));
    }

    [Fact]
    public async Task Approve_WithdrawsExactlyWhatWasHeld()
    {
        var (bench, run) = await HalfGoneAsync();
        await using var _ = bench;
        var decided = await bench.Decisions().ApproveAsync(run.Id, Token);
        Assert.Equal((50L, 0L, "approved"), (decided.Withdrawn, decided.Held, decided.Decision));
        Assert.Equal(50, (await bench.ActiveAsync()).Count);
        Assert.Equal(DatasetState.Withdrawn, (await bench.GetAsync("r100")).State);
    }

    [Fact]
    public async Task Approve_SparesWhatAlaterRunSawAgain()
    {
        var (bench, run) = await HalfGoneAsync();
        await using var _ = bench;
        var connector = new ScriptedConnector("s").Yield("r99", "title 99");
        connector.ReachesEnd = false;
        await bench.RunAsync(connector);
        var decided = await bench.Decisions().ApproveAsync(run.Id, Token);
        Assert.Equal(49, decided.Withdrawn);
        Assert.Equal(DatasetState.Active, (await bench.GetAsync("r99")).State);
    }

    [Fact]
    public async Task Approve_OfAnOlderSuspiciousRun_IsRefused()
    {
        var (bench, run) = await HalfGoneAsync();
        await using var _ = bench;
        await bench.RunAsync(Enumerable.Range(1, 50));
        await Assert.ThrowsAsync<DecisionException>(() => bench.Decisions().ApproveAsync(run.Id, Token));
        Assert.Equal(100, (await bench.ActiveAsync()).Count);
    }

    [Fact]
    public async Task Reject_KeepsEverything_AndTheNextRunStartsAfresh()
    {
        var (bench, run) = await HalfGoneAsync();
        await using var _ = bench;
        await bench.Decisions().RejectAsync(run.Id, Token);
        Assert.Equal(100, (await bench.ActiveAsync()).Count);
        await Assert.ThrowsAsync<DecisionException>(() => bench.Decisions().ApproveAsync(run.Id, Token));
        Assert.Equal(RunStatus.Succeeded, (await bench.RunAsync(Enumerable.Range(1, 100))).Status);
    }

    [Fact]
    public async Task UnknownOrGoodRun_IsRefusedWithAreason()
    {
        await using var bench = await RunBench.OpenAsync();
        var good = await bench.RunAsync(Enumerable.Range(1, 3));
        var unknown = await Assert.ThrowsAsync<DecisionException>(() => bench.Decisions().ApproveAsync("nonsense", Token));
        Assert.Contains("nonsense", unknown.Message);
        var refused = await Assert.ThrowsAsync<DecisionException>(() => bench.Decisions().RejectAsync(good.Id, Token));
        Assert.Contains("not suspicious", refused.Message);
    }

    [Fact]
    public async Task ApproveAsMoved_KeepsIdsAndHistoryOfRenumberedRecords()
    {
        await using var bench = await RunBench.OpenAsync();
        ScriptedConnector Listing(string prefix, int count)
        {
            var connector = new ScriptedConnector("s");
            for (var n = 0; n < count; n++)
                connector.Yield($"{prefix}{n}", $"title {n}", url: $"http://x/{n}.csv");
            return connector;
        }

        await bench.RunAsync(Listing("old", 50));
        var run = await bench.RunAsync(Listing("new", 50));
        Assert.Equal((RunStatus.Suspicious, 50L, 50L), (run.Status, run.Added, run.Held));

        var decided = await bench.Decisions().ApproveAsMovedAsync(run.Id, Token);
        Assert.Equal((0L, "approved-as-moved"), (decided.Held, decided.Decision));
        Assert.Equal(50, (await bench.ActiveAsync()).Count);
        var moved = await bench.Store.Datasets.GetAsync("s~new7", Token);
        Assert.Equal("s~old7", moved!.Id);
        Assert.Equal(["s~new7"], moved.PreviousIds);
        Assert.Equal("new7", moved.Provenance.RecordId);

        var next = await bench.RunAsync(Listing("new", 50));
        Assert.Equal((RunStatus.Succeeded, 50L), (next.Status, next.Unchanged));
    }

    [Fact]
    public async Task ApproveAsMoved_WhereTheAddressesCarryTheNumber_GoesByTheTitle()
    {
        await using var bench = await RunBench.OpenAsync();
        ScriptedConnector Listing(string prefix) => new ScriptedConnector("s")
            .Yield($"{prefix}1", "toilets", url: $"http://x/{prefix}1.csv").Yield($"{prefix}2", "parks", url: $"http://x/{prefix}2.csv")
            .Yield($"{prefix}3", "parks", publisher: "t131041", url: $"http://x/{prefix}3.csv")
            .Yield($"{prefix}4", "twice", url: $"http://x/{prefix}4.csv").Yield($"{prefix}5", "twice", url: $"http://x/{prefix}5.csv");
        await bench.RunAsync(Listing("old"));
        var run = await bench.RunAsync(Listing("new"));

        var decided = await bench.Decisions().ApproveAsMovedAsync(run.Id, Token);

        Assert.Equal((3L, 2L), (decided.Moved, decided.Held));
        Assert.Equal("s~old3", (await bench.Store.Datasets.GetAsync("s~new3", Token))!.Id);
        Assert.Equal("s~new4", (await bench.Store.Datasets.GetAsync("s~new4", Token))!.Id);
    }

    [Fact]
    public async Task ApproveAsMoved_LeavesAmbiguousPairsHeld()
    {
        await using var bench = await RunBench.OpenAsync();
        ScriptedConnector Listing(string prefix) => new ScriptedConnector("s")
            .Yield($"{prefix}1", "same", url: "http://x/a.csv").Yield($"{prefix}2", "same", url: "http://x/a.csv").Yield($"{prefix}3", "single", url: "http://x/b.csv");
        await bench.RunAsync(Listing("old"));
        var run = await bench.RunAsync(Listing("new"));
        Assert.Equal(RunStatus.Suspicious, run.Status);
        var decided = await bench.Decisions().ApproveAsMovedAsync(run.Id, Token);
        Assert.Equal(2, decided.Held);
    }

    [Fact]
    public async Task Undo_BringsBackExactlyWhatTheRunWithdrew()
    {
        var (bench, run) = await HalfGoneAsync();
        await using var _ = bench;
        await bench.Decisions().ApproveAsync(run.Id, Token);
        await bench.RunAsync([.. Enumerable.Range(1, 50), 60]); // one of them came back meanwhile
        var undone = await bench.Decisions().UndoAsync(run.Id, Token);
        Assert.Equal((49L, 1L, "undone"), (undone.Restored, undone.Withdrawn, undone.Decision));
        Assert.Equal(100, (await bench.ActiveAsync()).Count);
        var dataset = await bench.GetAsync("r77");
        Assert.Equal((3, "title 77"), (dataset.Version, dataset.Title.Best()));
        Assert.Null(dataset.Provenance.MissingSince);
        await Assert.ThrowsAsync<DecisionException>(() => bench.Decisions().UndoAsync(run.Id, Token));
    }

    [Fact]
    public async Task Undo_OfArunThatWithdrewNothing_IsRefused()
    {
        await using var bench = await RunBench.OpenAsync();
        var run = await bench.RunAsync(Enumerable.Range(1, 3));
        await Assert.ThrowsAsync<DecisionException>(() => bench.Decisions().UndoAsync(run.Id, Token));
    }

    private static ScriptedConnector Numbered(string prefix, int count)
    {
        var connector = new ScriptedConnector("s");
        for (var n = 0; n < count; n++)
            connector.Yield($"{prefix}{n}", $"title {n}", url: $"http://x/{n}.csv");
        return connector;
    }

    [Fact]
    public async Task ApproveAsMoved_AlsoWorksOnTheSecondSuspiciousRun()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Numbered("old", 50));
        var first = await bench.RunAsync(Numbered("new", 50));
        var second = await bench.RunAsync(Numbered("new", 50));
        Assert.Equal((RunStatus.Suspicious, 50L, 0L), (second.Status, second.Held, second.Added));
        var refused = await Assert.ThrowsAsync<DecisionException>(() => bench.Decisions().ApproveAsMovedAsync(first.Id, Token));
        Assert.Contains(second.Id, refused.Message);
        await bench.Decisions().ApproveAsMovedAsync(second.Id, Token);
        Assert.Equal("s~old7", (await bench.Store.Datasets.GetAsync("s~new7", Token))!.Id);
        Assert.Equal(50, (await bench.ActiveAsync()).Count);
    }

    [Fact]
    public async Task NumberThatReturnsAfterAmove_IsAnewDatasetWithAnIdOfItsOwn()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Numbered("old", 30));
        await bench.Decisions().ApproveAsMovedAsync((await bench.RunAsync(Numbered("new", 30))).Id, Token);
        var report = await bench.RunAsync(Numbered("new", 30).Yield("old3", "something else"));
        Assert.Equal((RunStatus.Succeeded, 1L, 30L), (report.Status, report.Added, report.Unchanged));
        Assert.Equal("title 3", (await bench.Store.Datasets.GetAsync("s~old3", Token))!.Title.Best());
        Assert.Equal("something else", (await bench.Store.Datasets.GetAsync("s~old3-2", Token))!.Title.Best());
        Assert.Equal(31, (await bench.RunAsync(Numbered("new", 30).Yield("old3", "something else"))).Unchanged);
    }

    [Fact]
    public async Task SourceThatGoesBackToItsOldNumbers_CanBeMovedBack()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Numbered("old", 50));
        await bench.Decisions().ApproveAsMovedAsync((await bench.RunAsync(Numbered("new", 50))).Id, Token);
        var back = await bench.RunAsync(Numbered("old", 50));
        Assert.Equal((RunStatus.Suspicious, 50L, 50L), (back.Status, back.Added, back.Held));
        await bench.Decisions().ApproveAsMovedAsync(back.Id, Token);
        var next = await bench.RunAsync(Numbered("old", 50));
        Assert.Equal((RunStatus.Succeeded, 50L), (next.Status, next.Unchanged));
        Assert.Equal(50, (await bench.ActiveAsync()).Count);
        Assert.Equal("s~old7", (await bench.Store.Datasets.GetAsync("s~new7", Token))!.Id);
    }

    [Fact]
    public async Task ApproveAsMoved_WithoutAnyCounterpart_IsRefused()
    {
        var (bench, run) = await HalfGoneAsync();
        await using var _ = bench;
        await Assert.ThrowsAsync<DecisionException>(() => bench.Decisions().ApproveAsMovedAsync(run.Id, Token));
        Assert.Equal(50, (await bench.Decisions().ApproveAsync(run.Id, Token)).Withdrawn);
    }

    [Fact]
    public async Task Reject_KeepsWhatEarlierRunsMissed()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Enumerable.Range(1, 100));
        await bench.RunAsync(Enumerable.Range(1, 95));
        var since = (await bench.GetAsync("r100")).Provenance.MissingSince;
        var run = await bench.RunAsync(Enumerable.Range(1, 50));
        await bench.Decisions().RejectAsync(run.Id, Token);
        Assert.NotNull(since);
        Assert.Equal(since, (await bench.GetAsync("r100")).Provenance.MissingSince);
        Assert.Null((await bench.GetAsync("r60")).Provenance.MissingSince);
    }
}

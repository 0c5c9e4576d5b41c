using Harvester.Core.Access;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Xunit;

namespace Harvester.Tests.Runs;

/// <summary>A person ends a run that goes on in another process.</summary>
public sealed class CancelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static SourceDesk Desk(RunBench bench, IStore store) => new(store, new AuditTrail(store, bench.Find, bench.Clock), bench.Clock);

    /// <summary>Waits, by the bench's clock, until somebody ends the run: five seconds at the most.</summary>
    private static async Task WaitAsync(RunBench bench, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 400; i++)
        {
            bench.Clock.Advance(TimeSpan.FromMilliseconds(50)); // far less than a lease in all
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
        }

        throw new TimeoutException("nobody ended the run");
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("mongodb")]
    public async Task RunThatAPersonEnds_EndsAsCancelled_WithdrawsNothing_AndComesAgainAtItsTime(string kind)
    {
        await using var bench = await RunBench.OpenAsync(kind);
        await bench.RunAsync([1, 2, 3]);
        await using var other = await bench.OpenStoreAsync();
        var reads = ScriptedConnector.Listing("s", [1, 9]);
        string? asked = null;
        reads.BeforeEnd = async cancellationToken =>
        {
            asked = (await other.Runs.ListAsync("s", 1, null, cancellationToken))[0].Id;
            await Desk(bench, other).CancelAsync(Account.CommandLine, asked, cancellationToken);
            await WaitAsync(bench, cancellationToken);
        };
        await bench.Store.Sources.PlanAsync("s", "daily", bench.Clock.GetUtcNow(), null, Token);
        await bench.Store.Sources.RequestAsync("s", new HarvestRequest("q1", bench.Clock.GetUtcNow(), Full: false), Token);
        var next = bench.Clock.GetUtcNow().AddDays(9);

        var report = await bench.RunAsync(reads, new RunOptions { OnlyIfDue = true, NextDue = next });

        Assert.Equal((RunStatus.Cancelled, asked, 0L), (report.Status, report.Id, report.Withdrawn));
        Assert.Equal(RunStatus.Cancelled, (await other.Runs.GetAsync(report.Id, Token))!.Status);
        string[] before = ["r1", "r2", "r3"];
        Assert.Empty(before.Except(await bench.ActiveAsync()));
        var state = await bench.StateAsync();
        // Otherwise the next worker would begin it again at once.
        Assert.Equal((null, next, null), (state.Request, state.NextDue, state.LeaseOwner));
        var entry = Assert.Single(await other.Audit.ListAsync(new AuditFilter(), null, 9, Token));
        Assert.Equal((AuditAction.Cancel, "s", report.Id, "131032"), (entry.Action, entry.Source, entry.Run, entry.Municipality));

        Assert.Equal(RunStatus.Succeeded, (await bench.RunAsync([1, 2, 3, 9])).Status);
    }

    [Fact]
    public async Task RunThatDoesNotGoOn_IsNotCancelled()
    {
        await using var bench = await RunBench.OpenAsync();
        var desk = Desk(bench, bench.Store);
        var over = await bench.RunAsync([1]);
        await bench.Store.Runs.SaveAsync(over with { Id = "s.killed", Status = RunStatus.Running, FinishedAt = null }, Token);

        foreach (var (run, why) in new[] { ("s.none", "no run s.none"), (over.Id, "is succeeded"), ("s.killed", "is failed") })
            Assert.Contains(why, (await Assert.ThrowsAsync<DecisionException>(() => desk.CancelAsync(Account.CommandLine, run, Token))).Message, StringComparison.Ordinal);

        Assert.Null((await bench.StateAsync()).Cancel);
    }

    [Fact]
    public async Task RequestThatNoRunHasBegun_IsTakenBack()
    {
        await using var bench = await RunBench.OpenAsync();
        var desk = Desk(bench, bench.Store);
        await desk.RequestAsync(Account.CommandLine, bench.Configured, full: false, Token);

        await desk.TakeBackAsync(Account.CommandLine, "s", Token);

        Assert.Null((await bench.StateAsync()).Request);
        Assert.Equal([AuditAction.TakeBack, AuditAction.RunNow], (await bench.Store.Audit.ListAsync(new AuditFilter(), null, 9, Token)).Select(entry => entry.Action));
        Assert.Contains("nothing to take back", (await Assert.ThrowsAsync<DecisionException>(() => desk.TakeBackAsync(Account.CommandLine, "s", Token))).Message, StringComparison.Ordinal);
    }
}

using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Xunit;

namespace Harvester.Tests.Runs;

/// <summary>One worker among several: what it remembers, which requests it serves, what becomes of its report.</summary>
public sealed class SourceRunnerTests
{
    private static readonly TimeSpan LongerThanALease = SourceRunner.LeaseTerm * 2;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Task RequestAsync(RunBench bench, string id, bool full = false) => bench.Store.Sources.RequestAsync("s", new HarvestRequest(id, bench.Clock.GetUtcNow(), full), Token);

    private static Task<RunReport> RunAsync(RunBench bench, IStore? through = null, RunOptions? options = null) =>
        bench.Runner(through is null ? "winner" : "held up", through).RunAsync(bench.Configured, options ?? new RunOptions(), Silent.Instance, Token);

    [Fact]
    public async Task WorkerHeldUpJustBeforeItRemembers_DoesNotWriteOverTheWinnersMemory()
    {
        await using var bench = await RunBench.OpenAsync();
        await RequestAsync(bench, "q1");
        RunReport? winner = null;
        SourceState? remembered = null;
        var held = new HeldUpStore(bench.Store)
        {
            BeforeRemembering = async () =>
            {
                bench.Clock.Advance(LongerThanALease);
                bench.Reads(new ScriptedConnector("s").Throw(new SourceException("unreachable", Whose.Source, null, "away")));
                winner = await RunAsync(bench);
                await RequestAsync(bench, "q2");
                remembered = await bench.StateAsync();
            },
        };

        var late = await RunAsync(bench, held);

        Assert.Equal((RunStatus.Failed, RunStatus.Failed), (late.Status, winner!.Status));
        Assert.Contains("lost to another worker", late.Error, StringComparison.Ordinal);
        Assert.Equal(late.Error, (await bench.Store.Runs.GetAsync(late.Id, Token))!.Error);
        var state = await bench.StateAsync();
        Assert.Equal((winner.Id, 1, "q2"), (state.LastRun, state.Failures, state.Request?.Id));
        Assert.Equal(remembered, state with { TryAgain = remembered!.TryAgain, Found = remembered.Found, Unmapped = remembered.Unmapped });
    }

    [Fact]
    public async Task LeaseThatCannotBeGivenBack_LeavesTheRunsOwnReport()
    {
        await using var bench = await RunBench.OpenAsync();
        var away = new HeldUpStore(bench.Store) { BeforeReleasing = static () => throw new StoreException("The store is away.") };

        var report = await RunAsync(bench, away);

        Assert.Equal((RunStatus.Succeeded, 3L), (report.Status, report.Added));
        Assert.Contains("could not be given back", report.Error, StringComparison.Ordinal);
        Assert.Equal(report with { Error = null }, (await bench.Store.Runs.GetAsync(report.Id, Token))! with { Problems = report.Problems, Refused = report.Refused, Unmapped = report.Unmapped, Listing = report.Listing });
        Assert.Equal(report.Id, (await bench.StateAsync()).LastRun);
    }

    [Fact]
    public async Task LeaseThatCannotBeGivenBack_AfterAFailure_LeavesItsReason()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Reads(new ScriptedConnector("s").Throw(new SourceException("unreachable", Whose.Source, null, "nobody answers")));

        var report = await RunAsync(bench, new HeldUpStore(bench.Store) { BeforeReleasing = static () => throw new StoreException("The store is away.") });

        Assert.Contains("nobody answers", report.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("given back", report.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyRun_ServesTheRequestThatItSaw_AndReadsTheWholeWhereThatIsWanted()
    {
        await using var bench = await RunBench.OpenAsync();
        var reads = ScriptedConnector.Listing("s", [1]);
        bench.Reads(reads);
        await RequestAsync(bench, "q1", full: true);
        await RunAsync(bench);
        Assert.True(reads.Lent!.Full);
        Assert.Null((await bench.StateAsync()).Request);

        bench.Clock.Advance(TimeSpan.FromDays(1));
        await RunAsync(bench);
        Assert.False(reads.Lent!.Full);
    }

    [Fact]
    public async Task RequestThatComesDuringARun_IsLeftToTheNext()
    {
        await using var bench = await RunBench.OpenAsync();
        var reads = ScriptedConnector.Listing("s", [1]);
        reads.BeforeEnd = _ => RequestAsync(bench, "q2");
        bench.Reads(reads);
        await RequestAsync(bench, "q1");

        await RunAsync(bench);

        Assert.Equal("q2", (await bench.StateAsync()).Request?.Id);
    }

    [Fact] // what it did is not known: whoever takes over does it again
    public async Task RequestOfAWorkerThatWasKilledBeforeItRemembered_Stands()
    {
        await using var bench = await RunBench.OpenAsync();
        await RequestAsync(bench, "q1");
        await RunAsync(bench, new HeldUpStore(bench.Store) { BeforeRemembering = static () => throw new StoreException("killed"), BeforeReleasing = static () => throw new StoreException("killed") });
        Assert.Equal("q1", (await bench.StateAsync()).Request?.Id);

        bench.Clock.Advance(LongerThanALease);
        var taken = await RunAsync(bench, options: new RunOptions { OnlyIfDue = true });

        Assert.Equal((RunStatus.Succeeded, null), (taken.Status, (await bench.StateAsync()).Request));
    }

    [Fact]
    public async Task RequestOfARunThatAStopCutOff_Stands_AndSoItDoesAfterADryRunAndAReplay()
    {
        await using var bench = await RunBench.OpenAsync();
        using var stop = new CancellationTokenSource();
        var reads = ScriptedConnector.Listing("s", [1]);
        reads.BeforeEnd = async token =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
        };
        bench.Reads(reads);
        await RequestAsync(bench, "q1");
        var stopped = await bench.Runner().RunAsync(bench.Configured, new RunOptions(), Silent.Instance, stop.Token);
        reads.BeforeEnd = null;
        bench.Clock.Advance(TimeSpan.FromDays(1));
        await RunAsync(bench, options: new RunOptions { DryRun = true });
        bench.Clock.Advance(TimeSpan.FromDays(1));
        await RunAsync(bench, options: new RunOptions { Replay = true });

        Assert.Equal((RunStatus.Cancelled, "q1"), (stopped.Status, (await bench.StateAsync()).Request?.Id));
    }
}

using Harvester.Core.Model;
using Harvester.Core.Runs;
using Xunit;

namespace Harvester.Tests.Runs;

/// <summary>A key of the connector file that led to something in the last run that succeeded, and to nothing now.</summary>
public sealed class VanishedKeyTests
{
    private const string Next = "next.select (\"a.next\")";

    private static ScriptedConnector Listing(int count, long further) => ScriptedConnector.Listing("s", Enumerable.Range(1, count)).Finds(Next, further);

    [Fact]
    public async Task WhatIsLackingWithIt_WaitsForAPerson_AndTheKeyIsNamed()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Listing(100, 4));

        var suspicious = await bench.RunAsync(Listing(95, 0)); // fewer than the allowed drop

        Assert.Equal((RunStatus.Suspicious, 5L), (suspicious.Status, suspicious.Held));
        Assert.Contains($"5 of 100 datasets are lacking, and {Next} finds nothing, which found 4 in the last run that succeeded", suspicious.Error);
        var again = await bench.RunAsync(Listing(95, 0));
        Assert.Equal(RunStatus.Suspicious, again.Status);
        Assert.Equal(100, (await bench.ActiveAsync()).Count);
    }

    [Fact]
    public async Task Approved_ItIsTheRule()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Listing(100, 4));
        var suspicious = await bench.RunAsync(Listing(95, 0));
        await bench.Decisions().ApproveAsync(suspicious.Id, TestContext.Current.CancellationToken);

        Assert.Equal(RunStatus.Succeeded, (await bench.RunAsync(Listing(95, 0))).Status);
        Assert.Equal((RunStatus.Succeeded, 1L), await bench.RunAsync(Listing(94, 0)) is var report ? (report.Status, report.Missing) : default);
    }

    [Fact]
    public async Task NothingLacking_IsNoReasonToWait()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Listing(20, 4));

        Assert.Equal(RunStatus.Succeeded, (await bench.RunAsync(Listing(20, 0))).Status); // all on one page now
    }

    [Fact]
    public async Task KeyThatWasNotTried_SaysNothing()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Listing(100, 4));

        Assert.Equal(RunStatus.Succeeded, (await bench.RunAsync(Enumerable.Range(1, 99))).Status);
    }

    [Fact]
    public async Task RunThatDoesNotSucceed_ChangesNoMemory()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Listing(100, 4));
        await bench.RunAsync(Listing(100, 0).Doubt("a page could not be read"));

        Assert.Equal(RunStatus.Suspicious, (await bench.RunAsync(Listing(99, 0))).Status);
    }

    [Fact]
    public async Task Preview_SaysTheSame()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Listing(100, 4));

        Assert.Equal(RunStatus.Suspicious, (await bench.RunAsync(Listing(99, 0), new RunOptions { DryRun = true })).Status);
    }
}

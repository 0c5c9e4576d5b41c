using Harvester.Core.Assessment;
using Harvester.Core.Retention;
using Harvester.Tests.Runs;
using Xunit;

namespace Harvester.Tests.Retention;

public sealed class ChangeRetentionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OnceADay_WhatIsOldAndReplacedGoes_AndOneWorkerDoesIt()
    {
        await using var bench = await RunBench.OpenAsync();
        foreach (var title in new[] { "one", "two", "three" })
            await bench.RunAsync(new ScriptedConnector("s").Yield("r1", title)); // a day apart
        var retention = new ChangeRetention(bench.Store, 30, bench.Clock, "w");
        bench.Clock.Advance(TimeSpan.FromDays(29) - TimeSpan.FromHours(1));
        Assert.Equal(0, await retention.RunAsync(Cancel)); // what replaced the first is not old yet
        bench.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, await retention.RunAsync(Cancel)); // it is, but the day is not over
        bench.Clock.Advance(TimeSpan.FromHours(22));
        await bench.Store.Jobs.TakeAsync(ChangeRetention.Job, "other", bench.Clock.GetUtcNow(), TimeSpan.FromMinutes(1), Cancel);
        Assert.Equal(0, await retention.RunAsync(Cancel)); // another worker is at it
        bench.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(1, await retention.RunAsync(Cancel));

        await bench.RunAsync(new ScriptedConnector("s").Yield("r1", "four"));
        Assert.Equal("four", (await bench.GetAsync("r1")).Title["ja"]);
        Assert.Equal(["two", "three", "four"], (await bench.Store.Datasets.HistoryAsync((await bench.GetAsync("r1")).Id, Cancel)).Select(version => version.Dataset.Title["ja"]));
    }

    [Fact]
    public async Task ZeroDays_KeepsEverything_AndAnotherNumberCountsAtOnce()
    {
        await using var bench = await RunBench.OpenAsync();
        foreach (var title in new[] { "one", "two", "three" })
            await bench.RunAsync(new ScriptedConnector("s").Yield("r1", title));
        bench.Clock.Advance(TimeSpan.FromDays(5000));

        Assert.Equal(0, await new ChangeRetention(bench.Store, 0, bench.Clock, "w").RunAsync(Cancel));
        Assert.Equal(2, await new ChangeRetention(bench.Store, 730, bench.Clock, "w").RunAsync(Cancel));
        Assert.Null((await bench.Store.Jobs.GetAsync(Assessments.Job, Cancel)));
    }

    [Fact]
    public async Task AssessmentsGoOn_FromWhereTheyWere()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync([1, 2, 3]);
        var seen = new Seen();
        var assessments = new Assessments(bench.Store, [seen], bench.Clock, "w");
        await assessments.CatchUpAsync(Cancel);
        foreach (var title in new[] { "one", "two", "three" })
            await bench.RunAsync(new ScriptedConnector("s").Yield("r1", title).Yield("r2", "title 2").Yield("r3", "title 3"));
        bench.Clock.Advance(TimeSpan.FromDays(99));
        Assert.True(await new ChangeRetention(bench.Store, 30, bench.Clock, "w").RunAsync(Cancel) > 0);
        seen.Datasets.Clear();

        await assessments.CatchUpAsync(Cancel);

        var dataset = Assert.Single(seen.Datasets);
        Assert.Equal("three", dataset.Active!.Title["ja"]);
        Assert.Equal(await bench.Store.Changes.LastAsync(Cancel), (await bench.Store.Jobs.GetAsync(Assessments.Job, Cancel))!.Sequence);
    }

    private sealed class Seen : IAssessor
    {
        public List<Changed> Datasets { get; } = [];
        public string Revision => "seen";

        public Task BeginAnewAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task AssessAsync(IReadOnlyList<Changed> changed, CancellationToken cancellationToken)
        {
            Datasets.AddRange(changed);
            return Task.CompletedTask;
        }
    }
}

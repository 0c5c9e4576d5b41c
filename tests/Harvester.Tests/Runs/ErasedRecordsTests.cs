using Harvester.Core.Assessment.Duplicates;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Core.Takedowns;
using Xunit;

namespace Harvester.Tests.Runs;

/// <summary>What was taken down stays out, and nobody takes it for lost.</summary>
public sealed class ErasedRecordsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static TakedownDesk Desk(RunBench bench) =>
        new(bench.Store, new DuplicateAssessor(bench.Store, new Dictionary<string, Source> { ["s"] = RunBench.Source }, bench.Clock), bench.Clock, "person");

    [Fact]
    public async Task ErasedRecord_IsLeftOutAndTold_AndCountsAsPresent()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Enumerable.Range(1, 30));
        var id = (await bench.GetAsync("r7")).Id;
        await Desk(bench).EraseAsync(id, "個人情報", Cancel);

        for (var again = 0; again < 3; again++)
        {
            var report = await bench.RunAsync(Enumerable.Range(1, 30));
            Assert.Equal((RunStatus.Succeeded, 30L, 29L, 0L), (report.Status, report.Gathered, report.Unchanged, report.Rejected));
            Assert.Equal((0L, 0L, 0L, true), (report.Added, report.Missing, report.Withdrawn, report.Listing.Complete));
            var told = Assert.Single(report.Problems);
            Assert.Equal(("erased", Severity.Info, 1L), (told.Code, told.Severity, told.Count));
            var problem = Assert.Single(await bench.Store.Runs.ProblemsAsync(report.Id, 0, 10, Cancel));
            Assert.Equal("r7", problem.RecordId);
            Assert.DoesNotContain("title 7", problem.Describe(), StringComparison.Ordinal);
        }

        Assert.Null(await bench.Store.Datasets.GetAsync(id, Cancel));
        Assert.Equal(29, (await bench.ActiveAsync()).Count);
    }

    [Fact]
    public async Task SourceWhoseEveryRecordIsErased_IsNotAnEmptyListing()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync([1]);
        await Desk(bench).EraseAsync((await bench.GetAsync("r1")).Id, "why", Cancel);

        var report = await bench.RunAsync([1]);

        Assert.Equal((RunStatus.Succeeded, 1L, 0L), (report.Status, report.Gathered, report.Added));
    }

    [Fact]
    public async Task DryRun_LeavesItOutToo()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync([1, 2]);
        await Desk(bench).EraseAsync((await bench.GetAsync("r1")).Id, "why", Cancel);

        var report = await bench.RunAsync(ScriptedConnector.Listing("s", [1, 2]), new RunOptions { DryRun = true });

        Assert.Equal((0L, 1L), (report.Added, report.Problems.Single().Count));
    }

    [Fact]
    public async Task Lifted_IsTakenByTheNextRun_UnderTheSameId_AndAskedForAlsoWhereOnlyChangesAre()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync([1, 2]);
        var id = (await bench.GetAsync("r1")).Id;
        await Desk(bench).EraseAsync(id, "why", Cancel);
        await bench.RunAsync([1, 2]);

        await Desk(bench).LiftAsync(id, Cancel);

        Assert.Equal(["r1"], (await bench.Store.Sources.GetAsync("s", Cancel))!.TryAgain);
        var report = await bench.RunAsync([1, 2]);
        Assert.Equal((1L, 1L, 0), (report.Added, report.Unchanged, report.Problems.Count));
        Assert.Equal((id, 1), ((await bench.GetAsync("r1")).Id, (await bench.GetAsync("r1")).Version));
        await Assert.ThrowsAsync<DecisionException>(() => Desk(bench).LiftAsync(id, Cancel));
    }

    [Fact]
    public async Task Erasing_WhatAWorkerHarvests_OrWhatIsNotThere_IsRefusedInWords()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync([1]);
        var id = (await bench.GetAsync("r1")).Id;
        var lease = (await bench.Store.Sources.AcquireAsync("s", "worker", bench.Clock.GetUtcNow(), TimeSpan.FromMinutes(2), Cancel))!;

        var busy = await Assert.ThrowsAsync<BusyException>(() => Desk(bench).EraseAsync(id, "why", Cancel));
        await bench.Store.Sources.ReleaseAsync(lease, Cancel);
        var unknown = await Assert.ThrowsAsync<DecisionException>(() => Desk(bench).EraseAsync("s~none", "why", Cancel));
        await Desk(bench).EraseAsync(id, "why", Cancel);
        var twice = await Assert.ThrowsAsync<DecisionException>(() => Desk(bench).EraseAsync(id, "why", Cancel));

        Assert.Contains("being harvested right now", busy.Message, StringComparison.Ordinal);
        Assert.Contains("There is no dataset", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("taken down already", twice.Message, StringComparison.Ordinal);
        Assert.Null((await bench.Store.Sources.GetAsync("s", Cancel))!.LeaseOwner);
    }

    [Fact]
    public async Task EvidenceThatADuplicateQuotes_GoesToo()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync([1]);
        var assessor = new DuplicateAssessor(bench.Store, new Dictionary<string, Source> { ["s"] = RunBench.Source, ["t"] = RunBench.Source with { Id = "t" } }, bench.Clock);
        foreach (var source in new[] { "s", "t" })
        {
            var lease = (await bench.Store.Sources.AcquireAsync(source, "w", bench.Clock.GetUtcNow(), TimeSpan.FromMinutes(2), Cancel))!;
            await bench.Store.Catalogue.ApplyAsync(lease, new CatalogueBatch("run", bench.Clock.GetUtcNow(), [Storage.StoreSamples.Added("same", "same", source)]), Cancel);
            await bench.Store.Sources.ReleaseAsync(lease, Cancel);
        }

        await assessor.BeginAnewAsync(Cancel);
        var datasets = new[] { (await bench.Store.Datasets.GetAsync("s~same", Cancel))!, (await bench.Store.Datasets.GetAsync("t~same", Cancel))! };
        await assessor.AssessAsync([.. datasets.Select(dataset => new Core.Assessment.Changed(dataset.Id, dataset, Content: true))], Cancel);
        Assert.NotEmpty((await bench.Store.Annotations.GetAsync("t~same", Cancel))!.Relations);

        await new TakedownDesk(bench.Store, assessor, bench.Clock, "person").EraseAsync("s~same", "why", Cancel);

        var left = (await bench.Store.Annotations.GetAsync("t~same", Cancel))!;
        Assert.Empty(left.Relations);
        Assert.Null(left.CanonicalId);
        Assert.Equal(0, await bench.Store.Duplicates.CountGroupsAsync(Cancel));
    }
}

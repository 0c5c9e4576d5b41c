using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Xunit;

namespace Harvester.Tests.Runs;

/// <summary>A changed mapping is applied to what is stored, without the source, and nobody takes it for the source's doing.</summary>
public sealed class RemapTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<RunBench> HarvestedAsync(int count = 3)
    {
        var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Enumerable.Range(1, count));
        return bench;
    }

    private static void Change(RunBench bench, Func<string, string?> reads) => (bench.Mapper.Version, bench.Mapper.Reads) = ("m2", reads);

    private static Task<RemapReport> RemapAsync(RunBench bench, CancellationToken? cancellationToken = null) =>
        new Remapping(bench.Store, bench.Mapper, bench.Clock, "remap").RunAsync(bench.Configured, static _ => { }, cancellationToken ?? Cancel);

    private static async Task<IReadOnlyList<Change>> ChangesAsync(RunBench bench, long since) => await bench.Store.Changes.ReadAsync(since, 1000, Cancel);

    [Fact]
    public async Task Remap_ChangesWhatReadsOtherwiseNow_AndSaysWhy()
    {
        await using var bench = await HarvestedAsync();
        var before = await bench.Store.Changes.LastAsync(Cancel);
        Change(bench, title => title == "title 2" ? "見出し 2" : title);

        var report = await RemapAsync(bench);

        Assert.Equal((3L, 1L, 0L, null), (report.Examined, report.Changed, report.Rejected, report.Error));
        var change = Assert.Single(await ChangesAsync(bench, before));
        Assert.Equal((ChangeKind.Updated, ChangeReason.Mapping, null, "見出し 2"), (change.Kind, change.Reason, change.Run, change.Dataset!.Title["ja"]));
        var dataset = await bench.GetAsync("r2");
        Assert.Equal((2, "m2"), (dataset.Version, dataset.Provenance.MappingVersion));
        Assert.Equal((1, "m2"), await bench.GetAsync("r1") is var other ? (other.Version, other.Provenance.MappingVersion) : default);
        var history = await bench.Store.Datasets.HistoryAsync(dataset.Id, Cancel);
        Assert.Equal([null, ChangeReason.Mapping], history.Select(v => v.Reason));
    }

    [Fact]
    public async Task RemapTwice_DoesNothingTheSecondTime()
    {
        await using var bench = await HarvestedAsync();
        Change(bench, title => title + "!");
        await RemapAsync(bench);
        var before = await bench.Store.Changes.LastAsync(Cancel);

        var report = await RemapAsync(bench);

        Assert.Equal((0L, 0L), (report.Examined, report.Changed));
        Assert.Equal(before, await bench.Store.Changes.LastAsync(Cancel));
    }

    [Fact]
    public async Task NextRun_RemapsByItself_AndCountsItApart()
    {
        await using var bench = await HarvestedAsync();
        var before = await bench.Store.Changes.LastAsync(Cancel);
        Change(bench, title => title + "!");

        var report = await bench.RunAsync(ScriptedConnector.Listing("s", [1, 2, 3]));

        Assert.Equal((RunStatus.Succeeded, 3L, 0L, 3L), (report.Status, report.Remapped, report.Updated, report.Unchanged));
        Assert.All(await ChangesAsync(bench, before), change => Assert.Equal((ChangeReason.Mapping, report.Id), (change.Reason, change.Run)));
    }

    [Fact]
    public async Task SourceThatIsAway_IsRemappedAllTheSame()
    {
        await using var bench = await HarvestedAsync();
        Change(bench, title => title + "!");

        var report = await bench.RunAsync(new ScriptedConnector("s").Throw(new SourceException("http-500", Whose.Source, null, "away")));

        Assert.Equal((RunStatus.Failed, 3L), (report.Status, report.Remapped));
        Assert.Equal("title 1!", (await bench.GetAsync("r1")).Title["ja"]);
    }

    [Fact]
    public async Task RecordThatChangedAtTheSource_IsAnUpdate_NotOurs()
    {
        await using var bench = await HarvestedAsync(2);
        Change(bench, title => title);
        var before = await bench.Store.Changes.LastAsync(Cancel);

        var report = await bench.RunAsync(new ScriptedConnector("s").Yield("r1", "another").Yield("r2", "title 2"));

        Assert.Equal((0L, 1L), (report.Remapped, report.Updated));
        Assert.Null(Assert.Single(await ChangesAsync(bench, before)).Reason);
    }

    [Fact]
    public async Task RecordThatTheNewMappingRefuses_StaysAsItWas_AndIsTold()
    {
        await using var bench = await HarvestedAsync();
        Change(bench, title => title == "title 2" ? null : title);

        var report = await RemapAsync(bench);

        Assert.Equal((3L, 0L, 1L), (report.Examined, report.Changed, report.Rejected));
        Assert.Equal(["missing-title", "old-version-kept"], report.Problems.Select(p => p.Code).Order());
        Assert.Equal((DatasetState.Active, "title 2"), await bench.GetAsync("r2") is var kept ? (kept.State, kept.Title["ja"]) : default);
        var run = await bench.RunAsync(Enumerable.Range(1, 3));
        Assert.Equal((1L, 0L, 0L), (run.Rejected, run.Missing, run.Withdrawn));
    }

    [Fact]
    public async Task WhatIsMissingOrHeldOrWithdrawn_StaysSo()
    {
        await using var bench = await HarvestedAsync(10);
        await bench.RunAsync(Enumerable.Range(2, 9)); // r1 missing
        await bench.RunAsync(Enumerable.Range(2, 9)); // r1 withdrawn
        await bench.RunAsync(Enumerable.Range(3, 8)); // r2 missing
        var held = await bench.RunAsync([]); // all held
        Assert.Equal(RunStatus.Suspicious, held.Status);
        Change(bench, title => title + "!");

        var report = await RemapAsync(bench);

        Assert.Equal((9L, 9L), (report.Examined, report.Changed));
        Assert.Equal((DatasetState.Withdrawn, "title 1"), await bench.GetAsync("r1") is var gone ? (gone.State, gone.Title["ja"]) : default);
        Assert.NotNull((await bench.GetAsync("r2")).Provenance.MissingSince);
        Assert.Equal(9L, (await bench.Decisions().ApproveAsync(held.Id, Cancel)).Withdrawn);
    }

    [Fact]
    public async Task PublisherThatTheNewMappingNamesOtherwise_HasNotFallenToNone()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(ScriptedConnector.Listing("s", Enumerable.Range(1, 30), "t131032"));
        bench.Mapper.Version = "m2";
        bench.Mapper.Publisher = "t131041";

        var report = await bench.RunAsync(ScriptedConnector.Listing("s", Enumerable.Range(1, 29), "t131032"));

        Assert.Equal((RunStatus.Succeeded, 30L, 1L), (report.Status, report.Remapped, report.Missing));
    }

    [Fact]
    public async Task SourceThatIsBeingHarvested_IsLeftToItsRun()
    {
        await using var bench = await HarvestedAsync();
        Assert.NotNull(await bench.Store.Sources.AcquireAsync("s", "another", bench.Clock.GetUtcNow(), TimeSpan.FromMinutes(2), Cancel));
        Change(bench, title => title + "!");

        var report = await RemapAsync(bench);

        Assert.Equal(0L, report.Examined);
        Assert.Contains("being harvested", report.Error);
    }

    [Fact]
    public async Task CancelledInTheMiddle_GoesOnNextTime()
    {
        await using var bench = await HarvestedAsync(1200);
        Change(bench, title => title + "!");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var first = await new Remapping(bench.Store, bench.Mapper, bench.Clock, "remap").RunAsync(bench.Configured, _ => stop.Cancel(), stop.Token);
        var second = await RemapAsync(bench);

        Assert.Equal((500L, "cancelled"), (first.Examined, first.Error));
        Assert.Equal((700L, 700L, null), (second.Examined, second.Changed, second.Error));
    }

    [Fact]
    public async Task Preview_TellsTheMappingsChangesFromTheSources()
    {
        await using var bench = await HarvestedAsync(2);
        Change(bench, title => title == "title 1" ? "見出し" : title);

        var report = await bench.RunAsync(ScriptedConnector.Listing("s", [1, 2]), new RunOptions { DryRun = true });

        Assert.Equal((1L, 0L), (report.Remapped, report.Updated));
        Assert.Equal("title 1", (await bench.GetAsync("r1")).Title["ja"]);
    }
}

using Harvester.AcceptanceTests.Faults;
using Harvester.Core.Model;
using Harvester.Core.Runs;
using Harvester.SamplePortals;

namespace Harvester.AcceptanceTests.Sources;

/// <summary>What every connector must do, whatever it reads: one suite over all kinds, over real HTTP.</summary>
public sealed class ConnectorTests
{
    public static TheoryData<string> Kinds => [.. SampleConnectors.All.Keys];

    /// <summary>Kinds whose records have an identifier of their own. The table has none: there a record is its title, and renumbering cannot happen.</summary>
    public static TheoryData<string> Numbered => [.. SampleConnectors.All.Keys.Where(id => id != FaultTable.Table)];

    /// <summary>Kinds whose answers are kept. Those of a CKAN API are not: it is asked for changes only.</summary>
    public static TheoryData<string> Kept => [.. SampleConnectors.All.Keys.Where(id => id != FaultTable.Ckan)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task WholeListing_IsTaken_AndAgainCostsNoWrite(string kind)
    {
        await using var bench = await SourceBench.StartAsync(kind);

        var first = await bench.RunAsync();
        var writes = await bench.WritesAsync();
        var second = await bench.RunAsync(full: true);

        var expected = bench.Catalogues.ExpectedDatasets[kind];
        Assert.True(first.Status is RunStatus.Succeeded, first.Error);
        Assert.Equal((expected, 0L), (first.Added, first.Rejected));
        Assert.True(first.Listing.Complete);
        Assert.Equal(expected, (await bench.ActiveAsync()).Count);
        Assert.True(second.Status is RunStatus.Succeeded, second.Error);
        Assert.Equal((expected, 0L, 0L), (second.Unchanged, second.Updated, second.Added));
        Assert.Equal(writes, await bench.WritesAsync());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task ChangedDataset_IsUpdatedAlone_UnderItsId(string kind)
    {
        await using var bench = await SourceBench.StartAsync(kind);
        await bench.RunAsync();
        var before = await bench.ActiveAsync();
        var changed = Published(bench)[2];
        changed.Modified = changed.Modified.AddDays(1);
        foreach (var file in changed.Files)
            file.Modified = changed.Modified;
        changed.Description += "改訂しました。";

        var run = await bench.RunAsync();

        Assert.True(run.Status is RunStatus.Succeeded, run.Error);
        Assert.Equal((1L, 0L), (run.Updated, run.Added));
        Assert.Equal(before.Select(d => d.Id), (await bench.ActiveAsync()).Select(d => d.Id));
        Assert.Equal(2, (await bench.ActiveAsync()).Single(d => d.Version > 1).Version);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task DatasetLackingInTwoCompleteRuns_IsWithdrawn_AndComesBackAsItself(string kind)
    {
        await using var bench = await SourceBench.StartAsync(kind);
        await bench.RunAsync();
        var all = await bench.ActiveAsync();
        var gone = Published(bench)[1];
        var place = bench.Datasets.IndexOf(gone);
        bench.Datasets.Remove(gone);

        var missed = await bench.RunAsync();
        Assert.Equal((RunStatus.Succeeded, 1L, 0L), (missed.Status, missed.Missing, missed.Withdrawn));
        Assert.Equal(all.Count, (await bench.ActiveAsync()).Count);

        var withdrawn = await bench.RunAsync();
        Assert.Equal((RunStatus.Succeeded, 0L, 1L), (withdrawn.Status, withdrawn.Missing, withdrawn.Withdrawn));
        Assert.Equal(all.Count - 1, (await bench.ActiveAsync()).Count);

        bench.Datasets.Insert(place, gone);
        var restored = await bench.RunAsync();
        Assert.Equal((RunStatus.Succeeded, 1L, 0L), (restored.Status, restored.Restored, restored.Added));
        Assert.Equal(all.Select(d => d.Id), (await bench.ActiveAsync()).Select(d => d.Id));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task QuarterLacking_WaitsForAperson_AndApprovalWithdrawsExactlyThat(string kind)
    {
        await using var bench = await SourceBench.StartAsync(kind);
        while (bench.Datasets.Count <= Expectations.SmallCount)
            bench.Datasets.Add(Renamed(bench.Datasets[0], $"more-{bench.Datasets.Count}", $"追加一覧 {bench.Datasets.Count}"));
        await bench.RunAsync();
        var before = await bench.ActiveAsync();
        var lacking = Published(bench).Take((before.Count / 4) + 1).ToList();
        foreach (var dataset in lacking)
            bench.Datasets.Remove(dataset);

        await bench.RunAsync();
        var run = await bench.RunAsync();
        Assert.Equal((RunStatus.Suspicious, 0L, lacking.Count), (run.Status, run.Withdrawn, (int)run.Held));
        Assert.Equal(before.Count, (await bench.ActiveAsync()).Count);

        var approved = await Decisions(bench).ApproveAsync(run.Id, CancellationToken.None);
        Assert.Equal(lacking.Count, approved.Withdrawn);
        Assert.Equal(
            before.Select(d => Title(d)).Except(lacking.Select(d => d.Title)).Order(),
            (await bench.ActiveAsync()).Select(d => Title(d)).Order());
        Assert.Equal(RunStatus.Succeeded, (await bench.RunAsync()).Status);
    }

    [Theory]
    [MemberData(nameof(Numbered))]
    public async Task RenumberedRecords_AreSuspicious_AndKeepTheirIdsWhenApprovedAsMoved(string kind)
    {
        await using var bench = await SourceBench.StartAsync(kind);
        while (bench.Datasets.Count <= Expectations.SmallCount)
            bench.Datasets.Add(Renamed(bench.Datasets[0], $"more-{bench.Datasets.Count}", $"追加一覧 {bench.Datasets.Count}"));
        await bench.RunAsync();
        var before = (await bench.ActiveAsync()).ToDictionary(d => Title(d), d => d.Id);
        var all = bench.Datasets.ToList();
        bench.Datasets.Clear();
        foreach (var dataset in all)
            bench.Datasets.Add(Renamed(dataset, $"9{dataset.Name}", dataset.Title));

        var run = await bench.RunAsync();
        Assert.True(run.Status is RunStatus.Suspicious, $"{run.Status} {run.Error}");
        Assert.Equal(0, run.Withdrawn);

        var moved = await Decisions(bench).ApproveAsMovedAsync(run.Id, CancellationToken.None);
        var after = await bench.ActiveAsync();
        Assert.True(moved.Moved > before.Count / 2, $"{moved.Moved} of {before.Count}");
        Assert.Equal(moved.Moved, after.Count(d => before[Title(d)] == d.Id && d.PreviousIds.Count > 0));
    }

    [Fact]
    public async Task IncrementalRun_AsksForChangesOnly_AndRemovesNothing()
    {
        await using var bench = await SourceBench.StartAsync(FaultTable.Ckan, yaml => yaml.Replace("identity: name", "identity: name\n  incremental: true", StringComparison.Ordinal));
        var first = await bench.RunAsync();
        var published = Published(bench);
        published[5].Description += "改訂しました。";
        bench.Datasets.Remove(published[7]);
        bench.Server.Forget();

        var second = await bench.RunAsync();

        Assert.False(first.Listing.Incremental);
        Assert.True(second.Status is RunStatus.Succeeded, second.Error);
        Assert.True(second.Listing.Incremental);
        Assert.Equal((1L, 0L, 0L), (second.Updated, second.Missing, second.Withdrawn));
        Assert.True(second.Gathered < first.Gathered / 4, $"{second.Gathered} of {first.Gathered}");
        Assert.Contains(bench.Server.Targets, target => target.Contains("metadata_modified", StringComparison.Ordinal));

        // the whole listing sees what is lacking
        var whole = await bench.RunAsync(full: true);
        Assert.Equal((RunStatus.Succeeded, 1L, 0L), (whole.Status, whole.Missing, whole.Withdrawn));
        Assert.Equal((RunStatus.Succeeded, 1L), ((await bench.RunAsync()) is var last ? last.Status : default, last.Withdrawn));
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public async Task UnchangedSource_IsAskedConditionally(string kind)
    {
        await using var bench = await SourceBench.StartAsync(kind);
        await bench.RunAsync();
        var writes = await bench.WritesAsync();

        var second = await bench.RunAsync();

        Assert.Equal((RunStatus.Succeeded, second.Gathered), (second.Status, second.Unchanged));
        Assert.Equal(second.Requests, second.Listing.NotModified);
        Assert.Equal(0, second.Bytes);
        Assert.Equal(writes, await bench.WritesAsync());
    }

    private static RunDecisions Decisions(SourceBench bench) => new(bench.Store, TimeProvider.System, "acceptance");

    private static string Title(Dataset dataset) => dataset.Title.GetValueOrDefault("ja") ?? dataset.Title.Values.First();

    /// <summary>Of those that the portal shows as published, and as they are.</summary>
    private static List<SampleDataset> Published(SourceBench bench) => [.. bench.Datasets.Where(d => d.Files.Count > 0 && d.Overrides.Count == 0)];

    private static SampleDataset Renamed(SampleDataset dataset, string name, string title) => new()
    {
        Name = name,
        Title = title,
        TitleEn = dataset.TitleEn,
        Description = dataset.Description,
        Category = dataset.Category,
        Unit = dataset.Unit,
        Organisation = dataset.Organisation,
        Frequency = dataset.Frequency,
        Issued = dataset.Issued,
        Modified = dataset.Modified,
        Keywords = dataset.Keywords,
        Files = [.. dataset.Files.Select(f => new SampleFile { Title = f.Title, Format = f.Format, Url = f.Url, Size = f.Size, Modified = f.Modified, FormatLabel = f.FormatLabel })],
    };
}

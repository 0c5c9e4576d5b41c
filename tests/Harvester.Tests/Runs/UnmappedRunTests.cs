using System.Text.Json;
using Harvester.Core.Mapping;
using Harvester.Core.Model;
using Harvester.Core.Runs;
using Xunit;

namespace Harvester.Tests.Runs;

/// <summary>What no rule reads is counted by the runs that map, and remembered over those that do not.</summary>
public sealed class UnmappedRunTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<string> RememberedAsync(RunBench bench) => Shown((await bench.Store.Sources.GetAsync("s", Cancel))!.Unmapped);

    private static string Shown(IEnumerable<UnmappedCount> counts) => string.Join(' ', counts.Select(one => $"{one.Path}={one.Records}"));

    [Fact]
    public async Task FirstHarvest_CountsRecordsByName_WithTheFirstOnesValue()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Mapper.LeavesUnread = title => title.EndsWith('3') ? ["hash"] : ["hash", "extras.備考"];

        var report = await bench.RunAsync([1, 2, 3]);

        Assert.True(report.MappedAll);
        Assert.Equal([new UnmappedCount("hash", 3, "title 1"), new UnmappedCount("extras.備考", 2, "title 1")], report.Unmapped);
        Assert.Equal("hash=3 extras.備考=2", await RememberedAsync(bench));
    }

    [Fact]
    public async Task RunOfOnlyUnchangedRecords_LeavesThePictureAsItWas()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Mapper.LeavesUnread = _ => ["hash"];
        await bench.RunAsync([1, 2, 3]);

        var report = await bench.RunAsync([1, 2, 3]);

        Assert.Equal((false, ""), (report.MappedAll, Shown(report.Unmapped)));
        Assert.Equal("hash=3", await RememberedAsync(bench));
    }

    [Fact]
    public async Task NewRecordWithAnewName_JoinsThePicture()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Mapper.LeavesUnread = title => title.EndsWith('4') ? ["hash", "new"] : ["hash"];
        await bench.RunAsync([1, 2, 3]);

        var report = await bench.RunAsync([1, 2, 3, 4]);

        Assert.Equal((false, "hash=1 new=1"), (report.MappedAll, Shown(report.Unmapped)));
        Assert.Equal("hash=3 new=1", await RememberedAsync(bench));
    }

    [Fact]
    public async Task ChangedMapping_CountsAllAnewAndEachOnce_AndForgetsWhatIsReadNow()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Mapper.LeavesUnread = _ => ["hash", "version"];
        await bench.RunAsync([1, 2, 3]);
        (bench.Mapper.Version, bench.Mapper.LeavesUnread) = ("m2", static _ => ["hash"]);

        var report = await bench.RunAsync([1, 2, 3, 4]);

        Assert.Equal((true, "hash=4"), (report.MappedAll, Shown(report.Unmapped)));
        Assert.Equal("hash=4", await RememberedAsync(bench));
    }

    [Fact]
    public async Task Remap_ForgetsWhatIsReadNow()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Mapper.LeavesUnread = _ => ["hash", "version"];
        await bench.RunAsync([1, 2, 3]);
        (bench.Mapper.Version, bench.Mapper.LeavesUnread) = ("m2", static _ => ["hash"]);

        await new Remapping(bench.Store, bench.Mapper, bench.Clock, "remap").RunAsync(bench.Configured, static _ => { }, Cancel);

        Assert.Equal("hash=3", await RememberedAsync(bench));
    }

    [Fact]
    public async Task DryRun_CountsAndRemembersNothing()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Mapper.LeavesUnread = _ => ["hash"];

        var report = await bench.RunAsync(ScriptedConnector.Listing("s", [1, 2]), new RunOptions { DryRun = true });

        Assert.Equal("hash=2", Shown(report.Unmapped));
        Assert.Null(await bench.Store.Sources.GetAsync("s", Cancel));
    }

    [Fact]
    public void Log_OfMoreNamesThanItHolds_CountsTheRestTogetherOnceArecord()
    {
        var log = new UnmappedLog();
        var names = Enumerable.Range(0, UnmappedLog.MostNames + 5).Select(i => new UnmappedField($"extras.{i}", JsonSerializer.SerializeToUtf8Bytes("値"))).ToArray();

        log.Add(names);
        log.Add(names);

        Assert.Equal(UnmappedLog.MostNames + 1, log.Counts().Count);
        Assert.Equal(new UnmappedCount("…", 2, "値"), log.Counts().Single(one => one.Path == "…"));
    }
}

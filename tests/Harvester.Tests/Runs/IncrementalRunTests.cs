using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Host.Commands;
using Harvester.Host.Composition;
using Harvester.Tests.Connectors;
using Harvester.Tests.Connectors.Ckan;
using Harvester.Tests.Mapping;
using Xunit;

namespace Harvester.Tests.Runs;

/// <summary>Runs that read changes only, with a real connector against a real server, into a real store.</summary>
public sealed class IncrementalRunTests
{
    private const string Later = "2026-02-01T00:00:00";

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static async Task<(CkanSite Site, RunBench Bench)> HarvestedAsync(int count = 40)
    {
        var site = await CkanSite.StartAsync(count);
        var bench = await RunBench.OpenAsync();
        Assert.False((await RunAsync(site, bench)).Listing.Incremental);
        return (site, bench);
    }

    private static Task<RunReport> RunAsync(CkanSite site, RunBench bench, RunOptions? options = null, TimeSpan? after = null, Network? through = null)
    {
        bench.Reads(site.Connector(through: through));
        bench.Clock.Advance(after ?? Day);
        return new SourceRunner(bench.Store, bench, MappingFixture.Mapper, bench.Clock, "test").RunAsync(bench.Configured, options ?? new RunOptions(), Silent.Instance, TestContext.Current.CancellationToken);
    }

    private static async Task<SourceState> StateAsync(RunBench bench) => (await bench.Store.Sources.GetAsync("s", TestContext.Current.CancellationToken))!;

    [Fact]
    public async Task SecondRun_ReadsChangesOnly_AndChangesNothingElse()
    {
        var (site, bench) = await HarvestedAsync();
        await using var _ = site;
        await using var __ = bench;
        site.Put(7, Later)["title"] = "別の題";
        site.Put(41, Later);

        var report = await RunAsync(site, bench);

        Assert.Equal((RunStatus.Succeeded, 1L, 1L, 0L, 0L), (report.Status, report.Added, report.Updated, report.Missing, report.Withdrawn));
        Assert.Equal((true, true, 3L, 3L), (report.Listing.Incremental, report.Listing.Complete, report.Listing.Announced, report.Gathered));
        Assert.Equal(41, (await bench.ActiveAsync()).Count);
        Assert.Equal(DateTimeOffset.Parse($"{Later}Z"), (await StateAsync(bench)).NewestChange);
    }

    [Fact]
    public async Task NothingChanged_Succeeds_WithoutAWrite()
    {
        var (site, bench) = await HarvestedAsync();
        await using var _ = site;
        await using var __ = bench;
        foreach (var package in site.Packages.Values)
            package["metadata_modified"] = "2025-01-01T00:00:00"; // long before the newest
        var before = await bench.Store.Changes.LastAsync(TestContext.Current.CancellationToken);

        var report = await RunAsync(site, bench);

        Assert.Equal((RunStatus.Succeeded, 0L, null), (report.Status, report.Gathered, report.Error));
        Assert.True(report.Listing.Incremental);
        Assert.Equal(before, await bench.Store.Changes.LastAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ChangesOnly_CanNeverRemove()
    {
        var (site, bench) = await HarvestedAsync();
        await using var _ = site;
        await using var __ = bench;
        site.Packages.Clear();

        for (var run = 0; run < 5; run++)
        {
            var report = await RunAsync(site, bench);
            Assert.Equal((RunStatus.Succeeded, 0L, 0L, 0L), (report.Status, report.Missing, report.Withdrawn, report.Held));
        }

        Assert.Equal(40, (await bench.ActiveAsync()).Count);
        Assert.Null((await bench.GetAsync("id-00001")).Provenance.MissingSince);
    }

    [Fact]
    public async Task WholeListing_ComesOnceAWeek_AndTheSecondLookTheNextDay()
    {
        var (site, bench) = await HarvestedAsync();
        await using var _ = site;
        await using var __ = bench;
        site.Packages.Remove("id-00040");
        var whole = new List<int>();
        var withdrawn = 0;
        for (var day = 1; day <= 16; day++)
        {
            var report = await RunAsync(site, bench, after: day % 2 == 0 ? Day + TimeSpan.FromMinutes(3) : Day - TimeSpan.FromMinutes(3));
            if (!report.Listing.Incremental)
                whole.Add(day);
            if (report.Withdrawn > 0)
                withdrawn = day;
        }

        Assert.Equal([7, 8, 15], whole);
        Assert.Equal(8, withdrawn);
    }

    [Fact]
    public async Task Full_IsForced_AndHeldDatasetsKeepTheListingWhole()
    {
        var (site, bench) = await HarvestedAsync();
        await using var _ = site;
        await using var __ = bench;
        for (var n = 1; n <= 20; n++)
            site.Packages.Remove(CkanSite.Id(n));

        var forced = await RunAsync(site, bench, new RunOptions { Full = true });
        var next = await RunAsync(site, bench);

        Assert.Equal((false, RunStatus.Suspicious, 20L), (forced.Listing.Incremental, forced.Status, forced.Held));
        Assert.Equal((false, RunStatus.Suspicious), (next.Listing.Incremental, next.Status));
        await bench.Decisions().ApproveAsync(next.Id, TestContext.Current.CancellationToken);
        var decided = await RunAsync(site, bench);
        Assert.Equal((false, RunStatus.Succeeded), (decided.Listing.Incremental, decided.Status));
        Assert.True((await RunAsync(site, bench)).Listing.Incremental);
    }

    [Fact]
    public async Task ChangedRules_MapEveryRecordAnew_WithoutAskingForThemAll()
    {
        var (site, bench) = await HarvestedAsync();
        await using var _ = site;
        await using var __ = bench;
        bench.Configured = RunBench.Source with { Fields = new Dictionary<string, FieldRule> { ["publisher.unit"] = new() { From = ["organization.title"] } } };

        var report = await RunAsync(site, bench);

        Assert.True(report.Listing.Incremental);
        Assert.InRange(report.Gathered, 0, 3);
        Assert.Empty(await bench.Store.Catalogue.MappedOtherwiseAsync("s", MappingFixture.Mapper.VersionFor(bench.Configured), TestContext.Current.CancellationToken).ToListAsync());
    }

    [Fact]
    public async Task ListingThatBrokeOff_BeginsTheNextRunWhereThisOneDid()
    {
        var (site, bench) = await HarvestedAsync();
        await using var _ = site;
        await using var __ = bench;
        for (var n = 100; n < 700; n++)
            site.Put(n, Later);
        site.Instead = context => context.Request.Query["start"] == "500" ? CkanSite.Body("", 500) : null;
        var before = await StateAsync(bench);

        var broken = await RunAsync(site, bench);

        Assert.Equal((RunStatus.Partial, true), (broken.Status, broken.Listing.Incremental));
        Assert.Equal(before.NewestChange, (await StateAsync(bench)).NewestChange);
        site.Instead = null;
        var again = await RunAsync(site, bench);
        Assert.Equal((RunStatus.Succeeded, 601L, 601L), (again.Status, again.Gathered, again.Added + again.Unchanged));
        Assert.Equal(640, (await bench.ActiveAsync()).Count);
    }

    [Fact]
    public async Task RefusedRecord_IsTriedAgain_UntilItIsTaken()
    {
        var (site, bench) = await HarvestedAsync();
        await using var _ = site;
        await using var __ = bench;
        site.Put(41, Later)["title"] = null;
        site.Put(42, "2026-03-01T00:00:00");
        await RunAsync(site, bench);
        Assert.Equal(["id-00041"], (await StateAsync(bench)).TryAgain);

        var still = await RunAsync(site, bench);
        Assert.Equal((true, 1L, "missing-title"), (still.Listing.Incremental, still.Rejected, Assert.Single(still.Problems).Code));

        site.Packages["id-00041"]["title"] = "題"; // mended, without a new stamp
        var mended = await RunAsync(site, bench);
        Assert.Equal((true, 1L, 0L), (mended.Listing.Incremental, mended.Added, mended.Rejected));
        Assert.Empty((await StateAsync(bench)).TryAgain);
    }

    [Fact]
    public async Task MoreRecordsToTryAgainThanAreWorthAsking_ReadTheWholeListing()
    {
        var (site, bench) = await HarvestedAsync(5);
        await using var _ = site;
        await using var __ = bench;
        for (var n = 100; n < 250; n++)
            site.Put(n, Later)["title"] = null;
        for (var n = 300; n < 600; n++)
            site.Put(n, Later);
        Assert.True((await RunAsync(site, bench)).Listing.Incremental);
        Assert.Equal(Reading.MostToTryAgain + 1, (await StateAsync(bench)).TryAgain.Count);

        Assert.False((await RunAsync(site, bench)).Listing.Incremental);
    }

    [Fact]
    public async Task RecordTurnedPrivate_IsSeenAsExcluded_AndStaysUntilAWholeListingLacksIt()
    {
        var (site, bench) = await HarvestedAsync();
        await using var _ = site;
        await using var __ = bench;
        site.Put(7, Later)["private"] = true;

        var report = await RunAsync(site, bench);

        Assert.Equal((RunStatus.Succeeded, true, "not-public"), (report.Status, report.Listing.Complete, Assert.Single(report.Problems).Code));
        Assert.Contains("id-00007", await bench.ActiveAsync());
        await RunAsync(site, bench, new RunOptions { Full = true });
        Assert.Equal(1, (await RunAsync(site, bench)).Withdrawn);
        site.Put(7, "2026-04-01T00:00:00");
        var back = await RunAsync(site, bench);
        Assert.Equal((0L, 1L), (back.Added, back.Restored));
    }

    [Fact]
    public async Task NarrowedFilter_RemovesNothingWithoutAPersonsWord()
    {
        var (site, bench) = await HarvestedAsync();
        await using var _ = site;
        await using var __ = bench;
        bench.Configured = RunBench.Source with { Part = "all" };
        await RunAsync(site, bench);
        site.Packages.Remove("id-00040"); // as the narrower filter would
        bench.Configured = RunBench.Source with { Part = "some" };

        for (var run = 0; run < 3; run++)
        {
            var report = await RunAsync(site, bench);
            Assert.Equal((RunStatus.Suspicious, 1L, 0L), (report.Status, report.Held, report.Withdrawn));
            if (run == 0)
                Assert.Contains("reads another part of the source", report.Error);
        }

        Assert.Equal(40, (await bench.ActiveAsync()).Count);
    }

    [Fact] // pitfall 12
    public async Task NarrowedFilter_RemovesNothingWithoutAPersonsWord_AlsoWhereItsFirstRunIsDoubtful()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Configured = RunBench.Source with { Part = "all" };
        await bench.RunAsync(Enumerable.Range(1, 40));
        bench.Configured = RunBench.Source with { Part = "some" };
        ScriptedConnector Some() => ScriptedConnector.Listing("s", Enumerable.Range(1, 39));

        Assert.Equal((RunStatus.Partial, 0L), await OutcomeAsync(Some().Unreadable()));
        Assert.Equal((RunStatus.Suspicious, 1L), await OutcomeAsync(Some()));
        Assert.Equal((RunStatus.Suspicious, 1L), await OutcomeAsync(Some()));

        Assert.Equal(40, (await bench.ActiveAsync()).Count);

        async Task<(RunStatus, long)> OutcomeAsync(ScriptedConnector connector)
        {
            var report = await bench.RunAsync(connector);
            return (report.Status, report.Held);
        }
    }

    [Fact]
    public async Task RecordedRun_HoldsTheWhole_AndIsReplayedWhole()
    {
        var folder = Directory.CreateTempSubdirectory("harvester-recording-").FullName;
        var (site, bench) = await HarvestedAsync();
        await using var _ = site;
        await using var __ = bench;
        var app = new AppOptions { Store = "", Connectors = "", Mappings = "", Contact = "" };
        using (var recording = Network.Recording(Sources.Options(), static _ => null, folder))
            Assert.Equal(40, (await RunAsync(site, bench, RunCommand.Options(app with { Record = folder }, full: false, dryRun: false), through: recording)).Gathered);

        using (var replaying = Network.Replaying(Sources.Options(), folder))
        {
            var replayed = await RunAsync(site, bench, RunCommand.Options(app with { Replay = folder }, full: false, dryRun: false), through: replaying);
            Assert.Equal((RunStatus.Succeeded, 40L, false), (replayed.Status, replayed.Gathered, replayed.Listing.Incremental));
        }

        Assert.Equal((false, false), (RunCommand.Options(app, full: false, dryRun: false).Full, RunCommand.Options(app, full: false, dryRun: false).Replay));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task MarkOfTheRecordsOwnDataset_OrOfAWithdrawnOne_LeavesNothingOut()
    {
        var (site, bench) = await HarvestedAsync();
        await using var _ = site;
        await using var __ = bench;
        site.Packages.Remove("id-00040");
        await RunAsync(site, bench, new RunOptions { Full = true });
        Assert.Equal(1, (await RunAsync(site, bench, new RunOptions { Full = true })).Withdrawn);
        site.Put(7, Later, ""","harvester_dataset":"s~id-00007" """);
        site.Put(50, Later, ""","harvester_dataset":"s~id-00040" """);

        for (var run = 0; run < 3; run++)
        {
            var report = await RunAsync(site, bench, new RunOptions { Full = true });
            Assert.Equal((RunStatus.Succeeded, 0L, 0L), (report.Status, report.Missing, report.Withdrawn));
            Assert.DoesNotContain(report.Problems, p => p.Code == "own-record");
        }

        Assert.Contains("id-00007", await bench.ActiveAsync());
        Assert.Contains("id-00050", await bench.ActiveAsync());
    }

    [Fact]
    public async Task MostChangesRefused_IsSuspicious_ButAFewAreNot()
    {
        var (site, bench) = await HarvestedAsync();
        await using var _ = site;
        await using var __ = bench;
        for (var n = 1; n <= 40; n++)
            site.Put(n, Later);
        for (var n = 1; n <= 25; n++)
            site.Packages[CkanSite.Id(n)]["title"] = null;

        var report = await RunAsync(site, bench);
        Assert.Equal((RunStatus.Suspicious, true), (report.Status, report.Listing.Incremental));
    }

    [Fact]
    public async Task RecordThatHarvesterPublished_IsRefused_WhenItsDatasetIsHere()
    {
        var (site, bench) = await HarvestedAsync();
        await using var _ = site;
        await using var __ = bench;
        site.Put(50, Later, ""","extras":[{"key":"harvest_source_title","value":"x"},{"key":"harvester_dataset","value":"s~id-00007"}]""");
        site.Put(51, Later, ""","extras":{"harvester_dataset":"s~id-00008"}""");
        site.Put(52, Later, ""","harvester_dataset":"another~id-00008" """);

        var report = await RunAsync(site, bench);

        Assert.Equal((RunStatus.Succeeded, 1L, true), (report.Status, report.Added, report.Listing.Complete));
        var problem = report.Problems.Single(p => p.Code == "own-record");
        Assert.Equal((2L, Severity.Warning, Whose.Ours), (problem.Count, problem.Severity, problem.Whose));
        Assert.Equal(["id-00052"], (await bench.ActiveAsync()).Except(Enumerable.Range(1, 40).Select(CkanSite.Id)));
    }
}

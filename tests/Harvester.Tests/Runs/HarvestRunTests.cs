using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Xunit;

namespace Harvester.Tests.Runs;

public sealed class HarvestRunTests
{
    private static IEnumerable<int> Numbers(int count) => Enumerable.Range(1, count);

    [Fact]
    public async Task FirstRun_AddsEverything()
    {
        await using var bench = await RunBench.OpenAsync();
        var report = await bench.RunAsync(Numbers(1200));
        Assert.Equal(RunStatus.Succeeded, report.Status);
        Assert.Equal((1200, 1200, 0), (report.Gathered, report.Added, report.Unchanged));
        Assert.Equal(new Listing { Received = 1200, Unique = 1200, Complete = true }, report.Listing);
        Assert.Equal(1200, (await bench.ActiveAsync()).Count);
    }

    [Fact]
    public async Task UnchangedSource_WritesNoDataset()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Numbers(30));
        var before = await bench.Store.Changes.LastAsync(TestContext.Current.CancellationToken);
        var report = await bench.RunAsync(Numbers(30));
        Assert.Equal((30, 0, 0), (report.Unchanged, report.Added, report.Updated));
        Assert.Equal(before, await bench.Store.Changes.LastAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, (await bench.GetAsync("r7")).Version);
    }

    [Fact]
    public async Task ChangedTitle_IsUpdatedWithHistory()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Numbers(3));
        var report = await bench.RunAsync(new ScriptedConnector("s").Yield("r1", "title 1").Yield("r2", "another").Yield("r3", "title 3"));
        Assert.Equal((2, 1), (report.Unchanged, report.Updated));
        var dataset = await bench.GetAsync("r2");
        Assert.Equal((2, "another"), (dataset.Version, dataset.Title.Best()));
        Assert.True(dataset.Provenance.LastChanged > dataset.Provenance.FirstSeen);
        var history = await bench.Store.Datasets.HistoryAsync(dataset.Id, TestContext.Current.CancellationToken);
        Assert.Equal(["title 2", "another"], history.Select(v => v.Dataset.Title.Best()));
    }

    [Fact]
    public async Task NewMappingSayingTheSame_RefreshesWithoutAnewVersion()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Numbers(3));
        bench.Mapper.Version = "m2";
        var report = await bench.RunAsync(Numbers(3));
        Assert.Equal((3, 0), (report.Unchanged, report.Updated));
        var dataset = await bench.GetAsync("r2");
        Assert.Equal((1, "m2"), (dataset.Version, dataset.Provenance.MappingVersion));
        Assert.Equal(3, await bench.Store.Changes.LastAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AbsentOnce_IsMissedAndStillShown()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Numbers(30));
        var report = await bench.RunAsync(Numbers(29));
        Assert.Equal((RunStatus.Succeeded, 1L, 0L), (report.Status, report.Missing, report.Withdrawn));
        var dataset = await bench.GetAsync("r30");
        Assert.Equal(DatasetState.Active, dataset.State);
        Assert.NotNull(dataset.Provenance.MissingSince);
    }

    [Fact]
    public async Task AbsentTwice_IsWithdrawnWithTombstone_AndComesBackWithIdAndHistory()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Numbers(30));
        await bench.RunAsync(Numbers(29));
        var second = await bench.RunAsync(Numbers(29));
        Assert.Equal((0L, 1L), (second.Missing, second.Withdrawn));
        Assert.Equal(DatasetState.Withdrawn, (await bench.GetAsync("r30")).State);

        var third = await bench.RunAsync(Numbers(30));
        Assert.Equal((1L, 0L), (third.Restored, third.Added));
        var dataset = await bench.GetAsync("r30");
        Assert.Equal((DatasetState.Active, 3), (dataset.State, dataset.Version));
        Assert.Null(dataset.Provenance.MissingSince);
        var kinds = (await bench.Store.Datasets.HistoryAsync(dataset.Id, TestContext.Current.CancellationToken)).Select(v => v.Kind);
        Assert.Equal([ChangeKind.Added, ChangeKind.Withdrawn, ChangeKind.Restored], kinds);
    }

    [Fact]
    public async Task AbsentOnceThenBack_KeepsEverything()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Numbers(30));
        await bench.RunAsync(Numbers(29));
        await bench.RunAsync(Numbers(30));
        var absentAgain = await bench.RunAsync(Numbers(29));
        Assert.Equal((1L, 0L), (absentAgain.Missing, absentAgain.Withdrawn)); // not two in a row
        Assert.Equal(1, (await bench.GetAsync("r30")).Version);
    }

    [Fact]
    public async Task EmptyListing_IsSuspiciousAndWithdrawsNothing()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Numbers(500));
        for (var run = 0; run < 3; run++)
        {
            var report = await bench.RunAsync(Numbers(0));
            Assert.Equal((RunStatus.Suspicious, 0L), (report.Status, report.Withdrawn));
        }

        Assert.Equal(500, (await bench.ActiveAsync()).Count);
        Assert.Null((await bench.GetAsync("r1")).Provenance.MissingSince);
    }

    [Theory]
    [InlineData(100, 80, RunStatus.Succeeded)] // exactly 20 %
    [InlineData(100, 79, RunStatus.Suspicious)]
    [InlineData(20, 5, RunStatus.Succeeded)] // not more than 20 datasets: small sources may shrink
    [InlineData(21, 16, RunStatus.Suspicious)]
    [InlineData(3, 2, RunStatus.Succeeded)]
    public async Task Drop_IsHeldOnlyAboveTheShareAndTheSmallCount(int before, int after, RunStatus expected)
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Numbers(before));
        Assert.Equal(expected, (await bench.RunAsync(Numbers(after))).Status);
    }

    [Fact]
    public async Task OnePublisherFallingToNone_IsSuspicious()
    {
        await using var bench = await RunBench.OpenAsync();
        ScriptedConnector Listing(bool whole)
        {
            var connector = ScriptedConnector.Listing("s", Numbers(200));
            if (whole)
                connector.Yield("x1", "village 1", "t134023").Yield("x2", "village 2", "t134023");
            return connector;
        }

        await bench.RunAsync(Listing(whole: true));
        var report = await bench.RunAsync(Listing(whole: false));
        Assert.Equal(RunStatus.Suspicious, report.Status);
        Assert.Contains("t134023", report.Error);
        Assert.Equal(2, report.Held);
    }

    [Fact]
    public async Task OnePublisherLosingTooMuch_IsSuspicious()
    {
        await using var bench = await RunBench.OpenAsync();
        ScriptedConnector Listing(int ofSmall)
        {
            var connector = ScriptedConnector.Listing("s", Numbers(1000));
            for (var n = 0; n < ofSmall; n++)
                connector.Yield($"x{n}", $"ward {n}", "t131041");
            return connector;
        }

        await bench.RunAsync(Listing(30));
        var report = await bench.RunAsync(Listing(20));
        Assert.Equal(RunStatus.Suspicious, report.Status);
        Assert.Contains("10 of 30 datasets of publisher t131041", report.Error);
    }

    [Fact]
    public async Task SuspiciousRun_StillAppliesAdditionsAndChanges()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Numbers(100));
        var connector = ScriptedConnector.Listing("s", Enumerable.Range(2, 49)).Yield("r1", "changed").Yield("new", "new");
        var report = await bench.RunAsync(connector);
        Assert.Equal((RunStatus.Suspicious, 1L, 1L, 50L), (report.Status, report.Added, report.Updated, report.Held));
        Assert.Equal(101, (await bench.ActiveAsync()).Count);
    }

    [Fact]
    public async Task OutsideExpectedSize_IsSuspicious()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Configured = RunBench.Source with { Expect = new Expectations { MinDatasets = 50, MaxDatasets = 100 } };
        Assert.Equal(RunStatus.Suspicious, (await bench.RunAsync(Numbers(49))).Status);
        Assert.Equal(RunStatus.Suspicious, (await bench.RunAsync(Numbers(101))).Status);
    }

    [Fact]
    public async Task FaultAfterSomeRecords_IsPartialAndKeepsThem()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Numbers(30));
        var fault = new SourceException("http-500", Whose.Source, "http://x/p3", "page 3 answered 500");
        var report = await bench.RunAsync(ScriptedConnector.Listing("s", Enumerable.Range(100, 700)).Throw(fault));
        Assert.Equal((RunStatus.Partial, 700L, 0L), (report.Status, report.Added, report.Missing));
        Assert.Contains("page 3 answered 500", report.Error);
        Assert.False(report.Listing.Complete);
        Assert.Null((await bench.GetAsync("r1")).Provenance.MissingSince);
        Assert.Equal("http-500", Assert.Single(report.Problems).Code);
    }

    [Fact]
    public async Task FaultBeforeAnyRecord_IsFailedAndNamesWhose()
    {
        await using var bench = await RunBench.OpenAsync();
        var report = await bench.RunAsync(new ScriptedConnector("s").Throw(new SourceException("unreachable", Whose.Source, "http://x/", "no answer")));
        Assert.Equal(RunStatus.Failed, report.Status);
        var problem = Assert.Single(report.Problems);
        Assert.Equal(("unreachable", Whose.Source), (problem.Code, problem.Whose));
        Assert.Equal(1, (await bench.Store.Sources.GetAsync("s", TestContext.Current.CancellationToken))!.Failures);
    }

    [Theory]
    [InlineData("implausible-listing")]
    [InlineData("selector-matched-nothing")]
    public async Task ImplausiblePage_IsSuspicious(string code)
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Numbers(30));
        var report = await bench.RunAsync(new ScriptedConnector("s").Throw(new SourceException(code, Whose.Ours, "http://x/", "selector table.data matched nothing")));
        Assert.Equal(RunStatus.Suspicious, report.Status);
        Assert.Equal(30, (await bench.ActiveAsync()).Count);
    }

    [Fact]
    public async Task AnnouncedMoreThanCame_IsPartial()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Numbers(500));
        var connector = ScriptedConnector.Listing("s", Numbers(430));
        connector.Announced = 500;
        var report = await bench.RunAsync(connector);
        Assert.Equal((RunStatus.Partial, 0L), (report.Status, report.Missing));
        Assert.Contains("announces 500", report.Error);
    }

    [Fact]
    public async Task RepeatsInsteadOfTheRest_IsPartial()
    {
        await using var bench = await RunBench.OpenAsync();
        var connector = new ScriptedConnector("s") { Announced = 3 }.Yield("a", "a").Yield("b", "b").Yield("a", "a");
        var report = await bench.RunAsync(connector);
        Assert.Equal((RunStatus.Partial, 3L, 2L), (report.Status, report.Gathered, report.Listing.Unique));
    }

    [Fact]
    public async Task EndNotReached_IsPartial()
    {
        await using var bench = await RunBench.OpenAsync();
        var connector = ScriptedConnector.Listing("s", Numbers(3));
        connector.ReachesEnd = false;
        Assert.Equal(RunStatus.Partial, (await bench.RunAsync(connector)).Status);
    }

    [Fact]
    public async Task DuplicateIdentifier_FirstIsKeptSecondReportedWithBothPositions()
    {
        await using var bench = await RunBench.OpenAsync();
        var report = await bench.RunAsync(new ScriptedConnector("s").Yield("a", "first").Yield("b", "b").Yield("a", "second"));
        Assert.Equal((RunStatus.Succeeded, 2L), (report.Status, report.Added));
        var problem = Assert.Single(report.Problems);
        Assert.Equal("duplicate-identifier", problem.Code);
        Assert.Contains("positions 1 and 3", Assert.Single(problem.Examples));
        Assert.Equal("first", (await bench.GetAsync("a")).Title.Best());
    }

    [Fact]
    public async Task RecordWithoutTitle_IsRefusedAndLosesNoOther()
    {
        await using var bench = await RunBench.OpenAsync();
        var connector = ScriptedConnector.Listing("s", Numbers(999)).Yield("bad", null);
        var report = await bench.RunAsync(connector);
        Assert.Equal((RunStatus.Succeeded, 999L, 1L), (report.Status, report.Added, report.Rejected));
        Assert.Contains("record bad, field title", Assert.Single(Assert.Single(report.Problems).Examples));
        var single = Assert.Single(await bench.Store.Runs.ProblemsAsync(report.Id, 0, 10, TestContext.Current.CancellationToken));
        Assert.Equal(("bad", 1000L), (single.RecordId, single.Position));
    }

    [Fact]
    public async Task StoredRecordThatBecomesUnmappable_KeepsItsOldVersion()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Numbers(3));
        for (var run = 0; run < 2; run++)
        {
            var report = await bench.RunAsync(new ScriptedConnector("s").Yield("r1", "title 1").Yield("r2", null).Yield("r3", "title 3"));
            Assert.Equal((1L, 0L, 0L), (report.Rejected, report.Missing, report.Withdrawn));
            Assert.Contains(report.Problems, p => p.Code == "old-version-kept");
        }

        Assert.Equal("title 2", (await bench.GetAsync("r2")).Title.Best());
    }

    [Fact]
    public async Task UnreadableEntries_MayBeTheLackingOnes_SoNothingIsMissed()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Numbers(3));
        for (var run = 0; run < 3; run++)
        {
            var report = await bench.RunAsync(ScriptedConnector.Listing("s", Numbers(2)).Unreadable());
            Assert.Equal((RunStatus.Partial, 0L, 0L), (report.Status, report.Missing, report.Withdrawn));
            Assert.Equal(1, report.Listing.Unreadable);
        }

        Assert.Equal(3, (await bench.ActiveAsync()).Count);
    }

    [Fact]
    public async Task Cancelled_KeepsWhatCameAndWithdrawsNothing()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Numbers(3));
        using var stop = new CancellationTokenSource();
        var connector = ScriptedConnector.Listing("s", Enumerable.Range(10, 700));
        connector.BeforeEnd = async token =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
        };
        var report = await bench.RunAsync(connector, cancellationToken: stop.Token);
        Assert.Equal((RunStatus.Cancelled, 0L), (report.Status, report.Missing));
        Assert.Equal(RunStatus.Cancelled, (await bench.Store.Runs.GetAsync(report.Id, TestContext.Current.CancellationToken))!.Status);
        Assert.Null((await bench.Store.Sources.GetAsync("s", TestContext.Current.CancellationToken))!.LeaseOwner);
    }

    [Fact]
    public async Task UnexpectedFault_IsAfailedRunWithItsCounts_NeverRunningForEver()
    {
        await using var bench = await RunBench.OpenAsync();
        var report = await bench.RunAsync(ScriptedConnector.Listing("s", Numbers(600)).Throw(new FormatException("what is this")));
        Assert.Equal((RunStatus.Failed, 600L), (report.Status, report.Added));
        Assert.Contains("FormatException: what is this", report.Error);
        var runs = await bench.Store.Runs.ListAsync("s", 10, null, TestContext.Current.CancellationToken);
        Assert.Equal(RunStatus.Failed, Assert.Single(runs).Status);
    }

    [Fact]
    public async Task RunOfAkilledWorker_IsEndedByTheNext()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.Store.Runs.SaveAsync(
            new RunReport { Id = "s.20260101T000000.000", Source = "s", Status = RunStatus.Running, StartedAt = bench.Clock.GetUtcNow() }, TestContext.Current.CancellationToken);
        await bench.RunAsync(Numbers(1));
        Assert.Equal(RunStatus.Failed, (await bench.Store.Runs.GetAsync("s.20260101T000000.000", TestContext.Current.CancellationToken))!.Status);
    }

    [Fact]
    public async Task RunOfAkilledWorker_IsShownAsFailed_OnceItsLeaseRanOut()
    {
        await using var bench = await RunBench.OpenAsync();
        var now = bench.Clock.GetUtcNow();
        var run = new RunReport { Id = "s.20260101T000000.000", Source = "s", Status = RunStatus.Running, StartedAt = now };
        await bench.Store.Sources.AcquireAsync("s", "killed", now, TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

        var soon = await AbandonedRun.SeenAsync([run], bench.Store, now.AddMinutes(1), TestContext.Current.CancellationToken);
        var later = await AbandonedRun.SeenAsync([run, run with { Status = RunStatus.Partial }], bench.Store, now.AddMinutes(3), TestContext.Current.CancellationToken);

        Assert.Equal([RunStatus.Running], soon.Select(r => r.Status));
        Assert.Equal([RunStatus.Failed, RunStatus.Partial], later.Select(r => r.Status));
        Assert.Contains("the worker stopped", later[0].Error);
    }

    [Fact]
    public async Task SuspiciousDryRun_AsksForNoDecisionThatCannotBeTaken()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Numbers(30));

        var dry = await bench.RunAsync(ScriptedConnector.Listing("s", []), new RunOptions { DryRun = true });

        Assert.Equal(RunStatus.Suspicious, dry.Status);
        Assert.DoesNotContain("approve", dry.Error);
        Assert.Contains("would wait for a person's word", dry.Error);
    }

    [Fact]
    public async Task SourceTakenByAnother_IsSkipped()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.Store.Sources.AcquireAsync("s", "other", bench.Clock.GetUtcNow() + TimeSpan.FromDays(1), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Equal(RunStatus.Skipped, (await bench.RunAsync(Numbers(3))).Status);
    }

    [Fact]
    public async Task DryRun_WritesNothingAtAll()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Numbers(30));
        var runs = await bench.Store.Runs.ListAsync(null, 10, null, TestContext.Current.CancellationToken);
        var report = await bench.RunAsync(ScriptedConnector.Listing("s", Numbers(29)).Yield("new", "new"), new RunOptions { DryRun = true });
        Assert.Equal((1L, 1L), (report.Added, report.Missing));
        Assert.Equal(30, (await bench.ActiveAsync()).Count);
        Assert.Null((await bench.GetAsync("r30")).Provenance.MissingSince);
        Assert.Equal(runs.Select(r => r.Id), (await bench.Store.Runs.ListAsync(null, 10, null, TestContext.Current.CancellationToken)).Select(r => r.Id));
    }

    [Fact]
    public async Task HeldDatasets_AreNotWithdrawnBecauseTheSourceGrows()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Numbers(100));
        var grown = Numbers(75).Concat(Enumerable.Range(1000, 25)).ToList();
        for (var run = 0; run < 4; run++)
        {
            var report = await bench.RunAsync(grown); // from the second run on only 20 % of 125 are lacking
            Assert.Equal((RunStatus.Suspicious, 0L, 25L), (report.Status, report.Withdrawn, report.Held));
        }

        Assert.Equal(125, (await bench.ActiveAsync()).Count);
    }

    [Fact]
    public async Task RestoredDatasets_DoNotHideAdrop()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Numbers(100));
        var gone = await bench.RunAsync(Numbers(30));
        await bench.Decisions().ApproveAsync(gone.Id, TestContext.Current.CancellationToken);
        var report = await bench.RunAsync(Enumerable.Range(16, 85)); // 15 of the 30 lack, 70 are restored
        Assert.Equal((RunStatus.Suspicious, 70L, 15L), (report.Status, report.Restored, report.Held));
    }

    [Fact]
    public async Task ListingOfRecordsThatCannotBeTaken_IsSuspiciousNotSucceeded()
    {
        await using var bench = await RunBench.OpenAsync();
        var refused = new ScriptedConnector("s");
        var unreadable = new ScriptedConnector("s");
        foreach (var n in Numbers(30))
        {
            refused.Yield($"r{n}", null);
            unreadable.Unreadable();
        }

        var report = await bench.RunAsync(refused);
        Assert.Equal((RunStatus.Suspicious, 30L), (report.Status, report.Rejected));
        Assert.Contains("30 of 30 records could not be taken", report.Error);
        Assert.Equal(RunStatus.Suspicious, (await bench.RunAsync(unreadable)).Status);
    }

    [Fact]
    public async Task ExpectedSize_IsAskedOfWhatWasTaken()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Configured = RunBench.Source with { Expect = new Expectations { MinDatasets = 50 } };
        var connector = ScriptedConnector.Listing("s", Numbers(49));
        for (var n = 0; n < 10; n++)
            connector.Yield($"bad{n}", null);
        Assert.Equal(RunStatus.Suspicious, (await bench.RunAsync(connector)).Status);
    }

    [Fact]
    public async Task SourceThatIsNotDueAnyMore_IsSkippedUnderTheLease()
    {
        await using var bench = await RunBench.OpenAsync();
        var later = bench.Clock.GetUtcNow().AddDays(10);
        await bench.RunAsync(ScriptedConnector.Listing("s", Numbers(3)), new RunOptions { NextDue = later });
        var report = await bench.RunAsync(ScriptedConnector.Listing("s", Numbers(3)), new RunOptions { OnlyIfDue = true });
        Assert.Equal(RunStatus.Skipped, report.Status);
        Assert.Single(await bench.Store.Runs.ListAsync("s", 10, null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task LeaseLostInMidRun_FailsTheRunAndLeavesTheWinnersMemory()
    {
        await using var bench = await RunBench.OpenAsync();
        var connector = ScriptedConnector.Listing("s", Numbers(3));
        connector.BeforeEnd = async token =>
        {
            // a pause longer than the lease, and another worker in the meantime
            var later = bench.Clock.GetUtcNow() + TimeSpan.FromHours(1);
            Assert.NotNull(await bench.Store.Sources.AcquireAsync("s", "winner", later, TimeSpan.FromHours(1), CancellationToken.None));
        };
        var report = await bench.RunAsync(connector);
        Assert.Equal(RunStatus.Failed, report.Status);
        Assert.Empty(await bench.ActiveAsync());
        Assert.Equal((0L, 0L), (report.Added, report.Withdrawn)); // nothing was stored, nothing is counted
        Assert.Equal("winner", (await bench.Store.Sources.GetAsync("s", TestContext.Current.CancellationToken))!.LeaseOwner);
        Assert.Null((await bench.Store.Sources.GetAsync("s", TestContext.Current.CancellationToken))!.LastRun);
    }

    [Fact]
    public async Task RefusedRecordsOfASharedCatalogue_AreCountedByTheBodyWhoseTheyAre()
    {
        await using var bench = await RunBench.OpenAsync();
        bench.Mapper.RefusedOf = static publisher => publisher is "t130001" or "t131032" ? publisher[1..] : null;
        var reads = new ScriptedConnector("s").Yield("a", null, "t131032").Yield("b", null, "t130001").Yield("c", null, "t0").Yield("d", "title").Unreadable();
        bench.Configured = RunBench.Source with { Shared = true, PublisherCode = "130001" };

        var shared = await bench.RunAsync(reads);
        var stored = (await bench.Store.Runs.GetAsync(shared.Id, TestContext.Current.CancellationToken))!;
        bench.Configured = RunBench.Source;
        var own = await bench.RunAsync(reads);

        Assert.Equal([(null, 3L), ("131032", 1L)], stored.Refused.Select(refused => (refused.Body, refused.Problems.Sum(problem => problem.Count))));
        Assert.Contains("record a", Assert.Single(stored.Refused[1].Problems).Examples[0], StringComparison.Ordinal);
        Assert.Empty(own.Refused);
    }
}

using Harvester.Core.Mapping;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>
/// Runs a source as one worker among many: takes its lease and keeps it, ends every run with a report whatever happens, remembers how the
/// source fared. The place where unexpected faults become a failed run.
/// </summary>
public sealed class SourceRunner(IStore store, ISources sources, IMapper mapper, TimeProvider clock, string owner, TimeSpan? leaseTerm = null)
{
    /// <summary>How long a dead worker's source stays taken.</summary>
    public static readonly TimeSpan LeaseTerm = TimeSpan.FromMinutes(2);

    private readonly TimeSpan term = leaseTerm ?? LeaseTerm;

    /// <summary>Never throws for a fault of source or store: the report says it. A source that another worker has, or that is not due any more, is skipped.</summary>
    public async Task<RunReport> RunAsync(Source source, RunOptions options, IRunObserver observer, CancellationToken cancellationToken)
    {
        if (options.DryRun)
        {
            var dry = new DryRun(store.Catalogue, mapper);
            var remembered = await store.Sources.GetAsync(source.Id, cancellationToken);
            var reading = WholeListing.Lend(remembered, source, options, store.Answers, clock.GetUtcNow());
            return await ExecuteAsync(source, Tally(source, reading, remembered, isDry: true), observer, dry, dry, dry, new Lease(source.Id, owner, 0), cancellationToken);
        }

        try
        {
            if (await store.Sources.AcquireAsync(source.Id, owner, clock.GetUtcNow(), term, cancellationToken) is not { } lease)
                return Ended(source, RunStatus.Skipped, await TakenAsync(store, source.Id, cancellationToken));
            RunReport? report = null;
            string? kept = null;
            try
            {
                report = await RunAsync(source, options, observer, lease, cancellationToken);
            }
            finally
            {
                kept = await store.Sources.GiveBackAsync(lease);
            }

            return report with { Error = report.Error ?? kept };
        }
        catch (StoreException fault)
        {
            return Ended(source, RunStatus.Failed, fault.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Ended(source, RunStatus.Cancelled, "cancelled before the first record");
        }
    }

    /// <summary>Who has the source, and what that means for whoever wanted it.</summary>
    internal static async Task<string> TakenAsync(IStore store, string source, CancellationToken cancellationToken)
    {
        var state = await store.Sources.GetAsync(source, cancellationToken);
        return $"worker {state?.LeaseOwner} has this source until {state?.LeaseUntil:HH:mm:ss}Z and renews that while it harvests; if it was killed, try again after that";
    }

    private async Task<RunReport> RunAsync(Source source, RunOptions options, IRunObserver observer, Lease lease, CancellationToken cancellationToken)
    {
        // Asked under the lease: what another worker harvested or retired while this one waited is due no more.
        var before = await store.Sources.GetAsync(source.Id, cancellationToken);
        if (before?.RemovedBy is { } removal)
            return Ended(source, RunStatus.Skipped, SourceRemoval.Standing(removal));
        if (options.OnlyIfDue && !(before?.NextDue <= clock.GetUtcNow()) && before?.Request is null)
            return Ended(source, RunStatus.Skipped, "another worker harvested this source meanwhile");
        if (options.OnlyIfDue && before?.Request is null && before?.PausedAt(clock.GetUtcNow()) is { } pause)
            return Ended(source, RunStatus.Skipped, $"the source is paused until {pause.Until:yyyy-MM-dd HH:mm}Z");
        var serves = options.Replay ? null : before?.Request;
        if (serves is { Full: true })
            options = options with { Full = true };
        await EndAbandonedAsync(source, cancellationToken);
        RunReport report;
        Reading reading;
        bool wasCancelled;
        await using (var kept = new KeptLease(lease, term, store.Sources, clock, cancellationToken))
        {
            var state = await store.Sources.GetAsync(source.Id, cancellationToken);
            await ForgetAfterCrashAsync(source, state, cancellationToken);
            reading = WholeListing.Lend(state, source, options, store.Answers, clock.GetUtcNow());
            await using var live = new LiveReport(store.Runs, observer, reading, clock, kept.Lost);
            var tally = Tally(source, reading, state, isDry: false);
            await using var watch = new CancelWatch(source.Id, tally.RunId, store.Sources, clock, kept.Lost);
            report = await ExecuteAsync(source, tally, live, mapper, store.Catalogue, live, lease, watch.Stop);
            wasCancelled = watch.Wanted && report.Status is RunStatus.Cancelled;
        }

        // A worker that lost the source must not forget the winner's answers; the memory has a fence of its own.
        if (!await store.Sources.RenewAsync(lease, clock.GetUtcNow(), term, CancellationToken.None))
            return await LostAsync(report);
        if (options.Replay)
            return report;
        // First what is not to be believed twice: a worker killed in between leaves a run that was not remembered, see ForgetAfterCrashAsync.
        await ForgetAnswersAsync(source, report, reading);
        // What a stop cut off is to be harvested all the same, and is due as before; what a person ended is not, before its next time.
        var isCutOff = report.Status is RunStatus.Cancelled && !wasCancelled;
        return await RememberAsync(lease, source, report, reading, options, serves, isCutOff) ? report : await LostAsync(report);
    }

    private async Task<RunReport> LostAsync(RunReport report)
    {
        var lost = report with { Status = RunStatus.Failed, Error = "the lease was lost to another worker; that worker completes the harvest" };
        await store.Runs.SaveAsync(lost, CancellationToken.None);
        return lost;
    }

    /// <summary>
    /// A run that succeeded leaves the answers that it used, and no others. One that did not, or that missed something, leaves none that it used, so
    /// that the next asks for the whole: what it stumbled over must not come back as "not modified", and what is withdrawn must have been lacking in
    /// two answers, not in one that was read twice.
    /// </summary>
    private Task<int> ForgetAnswersAsync(Source source, RunReport report, Reading reading)
    {
        var isGood = report is { Status: RunStatus.Succeeded, Missing: 0 };
        return store.Answers.PruneAsync(source.Id, url => reading.HasUsedAnswer(url) == isGood, CancellationToken.None);
    }

    /// <summary>A last run that is not remembered was cut off before it had forgotten what it used: nobody knows any more which answers those were.</summary>
    private async Task ForgetAfterCrashAsync(Source source, SourceState? state, CancellationToken cancellationToken)
    {
        if (await store.Runs.ListAsync(source.Id, 1, null, cancellationToken) is [var last] && last.Id != state?.LastRun)
            await store.Answers.PruneAsync(source.Id, static _ => false, cancellationToken);
    }

    private async Task<RunReport> ExecuteAsync(
        Source source, RunTally tally, IRunObserver observer, IMapper by, ICatalogueWriter catalogue, IRunStore runs, Lease lease, CancellationToken cancellationToken)
    {
        try
        {
            return await new HarvestRun(source, sources.Connect(source), by, catalogue, runs, clock)
                .ExecuteAsync(lease, tally, observer, cancellationToken);
        }
#pragma warning disable CA1031 // whatever it is, it ends this run and no other, and a run never stays "running" for ever
        catch (Exception fault)
#pragma warning restore CA1031
        {
            var report = tally.Report(Verdict.Of(fault, tally, cancellationToken));
            observer.Progressed(report);
            try
            {
                await runs.SaveAsync(report, CancellationToken.None);
            }
            catch (StoreException)
            {
                // The store is away: the caller has the report, and the next run of this source ends the one that the store knows of.
            }

            return report;
        }
    }

    private RunTally Tally(Source source, Reading reading, SourceState? state, bool isDry) =>
        new(source, clock, reading) { ReadsAnotherPart = state?.Part is { } part && part != source.Part, IsDry = isDry };

    private RunReport Ended(Source source, RunStatus status, string why) => new()
    {
        Id = RunTally.NewId(source.Id, clock.GetUtcNow()),
        Source = source.Id,
        Status = status,
        StartedAt = clock.GetUtcNow(),
        FinishedAt = clock.GetUtcNow(),
        Error = why,
    };

    // A worker that was killed leaves its run "running"; whoever has the lease now knows that it is not.
    private async Task EndAbandonedAsync(Source source, CancellationToken cancellationToken)
    {
        foreach (var run in await store.Runs.ListAsync(source.Id, 5, null, cancellationToken))
        {
            if (run.Status is RunStatus.Running)
            {
                await store.Runs.SaveAsync(
                    run with { Status = RunStatus.Failed, FinishedAt = clock.GetUtcNow(), Error = AbandonedRun.Why },
                    cancellationToken);
            }
        }
    }

    /// <summary>
    /// False when the lease was lost in between. The request that the run saw when it began is served with the same write, so that a worker killed before leaves it
    /// for whoever takes over (it is served at least once), and one that came meanwhile is the next run's.
    /// </summary>
    private async Task<bool> RememberAsync(Lease lease, Source source, RunReport report, Reading reading, RunOptions options, HarvestRequest? serves, bool isCutOff)
    {
        var state = await store.Sources.GetAsync(report.Source, CancellationToken.None) ?? new SourceState { Source = report.Source };
        var backOff = BackOff.After(report, state.BackOff);
        return await store.Sources.RememberAsync(
            lease,
            WholeListing.After(state, report, reading, source) with
            {
                NextDue = isCutOff || !MovesDueTime(state, source, report, options, serves) ? state.NextDue
                    : options.NextDue is { } scheduled ? BackOff.NextDue(report, backOff, scheduled, clock.GetUtcNow(), reading.NotBefore)
                    : null,
                BackOff = backOff,
                Unmapped = report.MappedAll ? report.Unmapped : UnmappedLog.Merged(state.Unmapped, report.Unmapped),
                LastRun = report.Id,
                LastFinished = report.FinishedAt,
                LastSuccess = report.Status is RunStatus.Succeeded ? report.FinishedAt : state.LastSuccess,
                Failures = report.Status switch { RunStatus.Succeeded => 0, RunStatus.Failed => state.Failures + 1, _ => state.Failures },
            },
            isCutOff ? null : serves?.Id,
            CancellationToken.None);
    }

    /// <summary>
    /// Whether the run moves the due time. One that was only asked for, by hand or by a request, leaves the schedule as it is;
    /// and where another worker planned by another schedule meanwhile, that one holds.
    /// </summary>
    private static bool MovesDueTime(SourceState state, Source source, RunReport report, RunOptions options, HarvestRequest? serves) =>
        (options.OnlyIfDue || options.NextDue is not null)
        && (serves is null || state.NextDue <= report.StartedAt)
        && (state.Schedule is null || state.Schedule == source.Schedule);
}

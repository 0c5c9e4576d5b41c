using Harvester.Core.Mapping;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>
/// Runs a source as one worker among many: takes its lease and keeps it, ends every run with a report whatever happens, remembers how the
/// source fared. The place where unexpected faults become a failed run.
/// </summary>
public sealed class SourceRunner(IStore store, ISources sources, IMapper mapper, TimeProvider clock, string owner)
{
    /// <summary>How long a dead worker's source stays taken.</summary>
    public static readonly TimeSpan LeaseTerm = TimeSpan.FromMinutes(2);

    public async Task<RunReport> RunAsync(Source source, RunOptions options, IRunObserver observer, CancellationToken cancellationToken)
    {
        if (options.DryRun)
        {
            var dry = new DryRun(store.Catalogue);
            return await ExecuteAsync(source, options, observer, dry, dry, new Lease(source.Id, owner, 0), cancellationToken);
        }

        if (await store.Sources.AcquireAsync(source.Id, owner, clock.GetUtcNow(), LeaseTerm, cancellationToken) is not { } lease)
            return Skipped(source, "another worker is harvesting this source");
        await EndAbandonedAsync(source, cancellationToken);
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var done = new CancellationTokenSource();
        var keeping = KeepAsync(lease, lost, done.Token);
        RunReport report;
        try
        {
            report = await ExecuteAsync(source, options, observer, store.Catalogue, store.Runs, lease, lost.Token);
        }
        finally
        {
            await done.CancelAsync();
            await keeping;
        }

        if (report.Status is RunStatus.Cancelled && !cancellationToken.IsCancellationRequested)
        {
            report = report with { Status = RunStatus.Failed, Error = "the lease was lost to another worker; that worker completes the harvest" };
            await store.Runs.SaveAsync(report, CancellationToken.None);
        }

        await RememberAsync(source, report, options);
        await store.Sources.ReleaseAsync(lease, CancellationToken.None);
        return report;
    }

    private async Task<RunReport> ExecuteAsync(
        Source source, RunOptions options, IRunObserver observer, ICatalogueWriter catalogue, IRunStore runs, Lease lease, CancellationToken cancellationToken)
    {
        var tally = new RunTally(source, clock, options.Full);
        try
        {
            return await new HarvestRun(source, sources.Connect(source), mapper, catalogue, runs, clock)
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

    private RunReport Skipped(Source source, string why) => new()
    {
        Id = RunTally.NewId(source.Id, clock.GetUtcNow()),
        Source = source.Id,
        Status = RunStatus.Skipped,
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
                    run with { Status = RunStatus.Failed, FinishedAt = clock.GetUtcNow(), Error = "the worker stopped before the run ended; what it wrote is kept, nothing was withdrawn" },
                    cancellationToken);
            }
        }
    }

    private async Task RememberAsync(Source source, RunReport report, RunOptions options)
    {
        var state = await store.Sources.GetAsync(report.Source, CancellationToken.None) ?? new SourceState { Source = report.Source };
        await store.Sources.SaveAsync(
            state with
            {
                // A run that a stop cut off stays due.
                NextDue = report.Status is RunStatus.Cancelled ? state.NextDue : options.NextDue ?? state.NextDue,
                Schedule = state.Schedule ?? source.Schedule,
                LastRun = report.Id,
                LastFinished = report.FinishedAt,
                LastSuccess = report.Status is RunStatus.Succeeded ? report.FinishedAt : state.LastSuccess,
                Failures = report.Status switch { RunStatus.Succeeded => 0, RunStatus.Failed => state.Failures + 1, _ => state.Failures },
            },
            CancellationToken.None);
    }

    private async Task KeepAsync(Lease lease, CancellationTokenSource lost, CancellationToken done)
    {
        using var timer = new PeriodicTimer(LeaseTerm / 4, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(done))
            {
                if (await store.Sources.RenewAsync(lease, clock.GetUtcNow(), LeaseTerm, done))
                    continue;
                await lost.CancelAsync();
                return;
            }
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            // The run is over.
        }
        catch (StoreException)
        {
            // The next write of the run meets the same fault and reports it.
        }
    }
}

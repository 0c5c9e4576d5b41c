using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>
/// Retires a source by a person's word: withdraws all its datasets as one run, which can be undone like any other (<see cref="RunDecisions.UndoAsync"/>), and marks
/// it so that nobody harvests it, even while its connector file is still there.
/// </summary>
/// <remarks>
/// The mark is set first and names the run: nobody begins to harvest what is half withdrawn, and whoever calls again after a cut-off goes on with the same run,
/// so that one undo brings back all of it.
/// </remarks>
public sealed class SourceRemoval(IStore store, TimeProvider clock, string owner)
{
    /// <summary><see cref="RunReport.Decision"/> of such a run.</summary>
    public const string Decision = "source-removed";

    private const int BatchSize = 500;

    /// <summary>Why a removed source is left alone, and how to have it back.</summary>
    public static string Standing(string run) =>
        $"the source was removed and is left alone: delete its connector file if it is still there, or `undo {run}` to have the source back";

    /// <summary>What to do about a removal that did not come to its end.</summary>
    public static string CutOff(RunReport run) => $"the removal was cut off: call `source remove {run.Source}` again, or `undo {run.Id}`";

    /// <summary>How many datasets the source has, for a person to know what a removal means.</summary>
    /// <exception cref="DecisionException">Nothing is known of the source: there is nothing to retire.</exception>
    public async Task<long> DatasetsAsync(string source, CancellationToken cancellationToken)
    {
        var datasets = await store.Datasets.CountAsync(new DatasetFilter { Source = source, State = DatasetState.Active }, cancellationToken);
        if (datasets > 0 || await store.Sources.GetAsync(source, cancellationToken) is not null
            || await store.Datasets.CountAsync(new DatasetFilter { Source = source }, cancellationToken) > 0)
        {
            return datasets;
        }

        throw new DecisionException($"nothing is stored of a source \"{source}\": there is nothing to remove (`status` lists the sources)");
    }

    /// <summary>
    /// The removal's run: succeeded; skipped, with the reason, while a worker has the source; failed where the store went away or the lease was lost, after
    /// which a second call goes on. Of a source that is removed already it is the run that did it.
    /// </summary>
    /// <exception cref="DecisionException">As for <see cref="DatasetsAsync"/>.</exception>
    /// <exception cref="StoreException">The store is away before anything was done.</exception>
    public async Task<RunReport> RunAsync(string source, CancellationToken cancellationToken)
    {
        await DatasetsAsync(source, cancellationToken);
        if (await store.Sources.AcquireAsync(source, owner, clock.GetUtcNow(), SourceRunner.LeaseTerm, cancellationToken) is not { } lease)
            return Begun(source) with { Status = RunStatus.Skipped, Error = await SourceRunner.TakenAsync(store, source, cancellationToken), FinishedAt = clock.GetUtcNow(), Decision = null };
        RunReport report;
        string? kept = null;
        try
        {
            report = await RunAsync(lease, cancellationToken);
        }
        finally
        {
            kept = await store.Sources.GiveBackAsync(lease);
        }

        return report with { Error = report.Error ?? kept };
    }

    private async Task<RunReport> RunAsync(Lease lease, CancellationToken cancellationToken)
    {
        var state = await store.Sources.GetAsync(lease.Source, cancellationToken) ?? new SourceState { Source = lease.Source };
        var report = (state.RemovedBy is { } earlier ? await store.Runs.GetAsync(earlier, cancellationToken) : null) ?? Begun(lease.Source, state.RemovedBy);
        try
        {
            await using var kept = new KeptLease(lease, SourceRunner.LeaseTerm, store.Sources, clock, cancellationToken);
            // Whatever stood to be harvested is not wanted any more.
            if (!await store.Sources.RememberAsync(lease, state with { RemovedBy = report.Id }, state.Request?.Id, kept.Lost))
                throw new StoreException("the lease was lost to another worker");
            if (report.Status is not RunStatus.Succeeded)
                await store.Runs.SaveAsync(report = report with { Status = RunStatus.Running }, kept.Lost);
            var before = report;
            await foreach (var batch in store.Catalogue.ActiveAsync(lease.Source, kept.Lost).InBatches(BatchSize, kept.Lost))
            {
                var writes = batch.Select(record => (CatalogueWrite)new CatalogueWrite.Withdraw(record.Id));
                await store.Catalogue.ApplyAsync(lease, new CatalogueBatch(report.Id, clock.GetUtcNow(), [.. writes]), kept.Lost);
                report = report with { Withdrawn = report.Withdrawn + batch.Count };
            }

            // A second call that finds nothing to do leaves the report as it was.
            if (report == before && report.Status is RunStatus.Succeeded)
                return report;
            report = Ended(report, RunStatus.Succeeded, null);
            // What calls that were cut off had withdrawn, or an undo had brought back, nobody was left to count.
            if (state.RemovedBy is not null)
                report = report with { Withdrawn = await RunDecisions.WithdrawnBy(report, store, kept.Lost).LongCountAsync(kept.Lost) };
            await store.Runs.SaveAsync(report, kept.Lost);
            return report;
        }
        catch (Exception fault) when (fault is StoreException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var why = fault is StoreException ? fault.Message : "the lease was lost to another worker";
            return Ended(report, RunStatus.Failed, $"{CutOff(report)} ({why})");
        }
    }

    private RunReport Begun(string source, string? id = null) => new()
    {
        Id = id ?? RunTally.NewId(source, clock.GetUtcNow()),
        Source = source,
        Status = RunStatus.Running,
        StartedAt = clock.GetUtcNow(),
        Decision = Decision,
        DecidedAt = clock.GetUtcNow(),
    };

    private RunReport Ended(RunReport report, RunStatus status, string? why) => report with
    {
        Status = status,
        FinishedAt = clock.GetUtcNow(),
        Seconds = Math.Round((clock.GetUtcNow() - report.StartedAt).TotalSeconds, 3),
        Error = why,
    };
}

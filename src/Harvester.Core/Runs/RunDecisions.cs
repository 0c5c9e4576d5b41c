using System.Runtime.CompilerServices;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>A person's word on a suspicious run.</summary>
public sealed class RunDecisions(IStore store, TimeProvider clock, string owner)
{
    private const int BatchSize = 500;

    /// <summary>Withdraws at once what the run held and no later run has seen. The report with the number withdrawn.</summary>
    /// <exception cref="DecisionException">The run does not exist, is not suspicious, was decided, or a later run stands in its place.</exception>
    public Task<RunReport> ApproveAsync(string run, CancellationToken cancellationToken) => DecideAsync(run, "approved", async (report, lease) =>
    {
        long withdrawn = 0;
        await foreach (var held in HeldBy(report, cancellationToken).InBatches(BatchSize, cancellationToken))
        {
            withdrawn += held.Count;
            await ApplyAsync(lease, report, held.Select(h => (CatalogueWrite)new CatalogueWrite.Withdraw(h.Id)), cancellationToken);
        }

        return report with { Withdrawn = report.Withdrawn + withdrawn, Missing = report.Missing - withdrawn, Held = 0 };
    }, cancellationToken);

    /// <summary>
    /// Takes the held datasets for the ones that the same run added, renumbered: where exactly one held and one added dataset share title and
    /// file addresses, the held one keeps its id and history under the new record id. What finds no counterpart stays held.
    /// </summary>
    /// <exception cref="DecisionException">As for <see cref="ApproveAsync"/>.</exception>
    public Task<RunReport> ApproveAsMovedAsync(string run, CancellationToken cancellationToken) => DecideAsync(run, "approved-as-moved", async (report, lease) =>
    {
        var moves = await MovedRecords.MatchAsync(report, HeldBy(report, cancellationToken), store, cancellationToken);
        if (moves.Count == 0)
            throw new DecisionException($"none of the datasets that run {run} holds has a counterpart of the same title and addresses among the added ones");
        foreach (var batch in moves.Chunk(BatchSize))
            await ApplyAsync(lease, report, batch, cancellationToken);
        return report with { Moved = report.Moved + moves.Count, Held = report.Held - moves.Count, Missing = report.Missing - moves.Count };
    }, cancellationToken);

    /// <summary>The listing was wrong: what it lacked stays, as if the run had not been.</summary>
    /// <exception cref="DecisionException">As for <see cref="ApproveAsync"/>.</exception>
    public Task<RunReport> RejectAsync(string run, CancellationToken cancellationToken) => DecideAsync(run, "rejected", async (report, lease) =>
    {
        await foreach (var held in HeldBy(report, cancellationToken).InBatches(BatchSize, cancellationToken))
            await ApplyAsync(lease, report, held.Select(h => (CatalogueWrite)new CatalogueWrite.Release(h.Id)), cancellationToken);
        return report with { Held = 0, Missing = 0 };
    }, cancellationToken);

    /// <summary>
    /// Brings back what a run, or its approval, withdrew and nothing changed since: active again with id, content and history. Of the run that removed a source it is
    /// the source, too, that is harvested again.
    /// </summary>
    /// <exception cref="DecisionException">The run does not exist, withdrew nothing, everything it withdrew has changed since, or another run removed its source.</exception>
    public async Task<RunReport> UndoAsync(string run, CancellationToken cancellationToken)
    {
        var source = (await FindAsync(run, cancellationToken)).Source;
        return await WithLeaseAsync(source, run, async (report, lease) =>
        {
            var state = await store.Sources.GetAsync(source, cancellationToken);
            var removed = state is { RemovedBy: not null };
            if (removed && state!.RemovedBy != run)
                throw new DecisionException($"source {source} was removed later: `undo {state.RemovedBy}` first");
            if (report.Withdrawn == 0 && !removed)
                throw new DecisionException($"run {run} withdrew nothing: there is nothing to undo");
            long restored = 0;
            await foreach (var batch in RestoredAsync(report, cancellationToken).InBatches(BatchSize, cancellationToken))
            {
                restored += batch.Count;
                await ApplyAsync(lease, report, batch, cancellationToken);
            }

            if (restored == 0 && !removed)
                throw new DecisionException($"what run {run} withdrew has changed since: there is nothing left to undo");
            if (removed && !await store.Sources.RememberAsync(lease, state! with { RemovedBy = null }, served: null, cancellationToken))
                throw new StoreException($"The lease of source {source} was lost to another worker: call `undo {run}` again.");
            return report with
            {
                // A removal that was cut off ends here.
                Status = report.Status is RunStatus.Running ? RunStatus.Cancelled : report.Status,
                FinishedAt = report.FinishedAt ?? clock.GetUtcNow(),
                Withdrawn = Math.Max(0, report.Withdrawn - restored),
                Restored = report.Restored + restored,
                Decision = "undone",
                DecidedAt = clock.GetUtcNow(),
            };
        }, cancellationToken);
    }

    /// <summary>Datasets that this run withdrew and nobody changed since.</summary>
    internal static IAsyncEnumerable<Dataset> WithdrawnBy(RunReport run, IStore store, CancellationToken cancellationToken) =>
        store.Datasets.AllAsync(new DatasetFilter { Source = run.Source, State = DatasetState.Withdrawn }, cancellationToken)
            .Where(async (dataset, token) => (await store.Datasets.HistoryAsync(dataset.Id, token))[^1].Run == run.Id);

    private async IAsyncEnumerable<CatalogueWrite> RestoredAsync(RunReport run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var dataset in WithdrawnBy(run, store, cancellationToken))
        {
            if (await store.Datasets.RawAsync(dataset.Id, cancellationToken) is not { } raw)
                continue;
            yield return new CatalogueWrite.Put(
                ChangeKind.Restored,
                dataset with
                {
                    State = DatasetState.Active,
                    Version = dataset.Version + 1,
                    Provenance = dataset.Provenance with { LastChanged = clock.GetUtcNow(), MissingSince = null },
                },
                raw);
        }
    }

    private async Task<RunReport> DecideAsync(string run, string word, Func<RunReport, Lease, Task<RunReport>> apply, CancellationToken cancellationToken)
    {
        var source = (await FindAsync(run, cancellationToken)).Source;
        return await WithLeaseAsync(source, run, async (report, lease) =>
        {
            if (report.Status is not RunStatus.Suspicious)
                throw new DecisionException($"run {run} is not suspicious but {report.Status.ToString().ToLowerInvariant()}: there is nothing to decide");
            if (report.Decision is { } already && report.Held == 0)
                throw new DecisionException($"run {run} was {already} on {report.DecidedAt:yyyy-MM-dd HH:mm}Z");
            if (report.Held == 0)
                throw new DecisionException($"run {run} holds nothing: its listing was refused before anything was compared, so there is nothing to decide");
            var holder = await store.Catalogue.ActiveAsync(source, cancellationToken).Select(r => r.HeldBy).FirstOrDefaultAsync(h => h is not null, cancellationToken);
            if (!await HeldBy(report, cancellationToken).AnyAsync(cancellationToken))
            {
                throw new DecisionException(holder is null
                    ? $"run {run} holds nothing any more: later runs saw its datasets again"
                    : $"run {run} holds nothing any more: run {holder} took its place, decide that one");
            }

            return await apply(report, lease) with { Decision = word, DecidedAt = clock.GetUtcNow() };
        }, cancellationToken);
    }

    private async Task<RunReport> FindAsync(string run, CancellationToken cancellationToken) =>
        await store.Runs.GetAsync(run, cancellationToken) ?? throw new DecisionException($"no run {run}: `runs` lists them");

    // The report is read under the lease: a decision that was taken meanwhile is seen, not overwritten.
    private async Task<RunReport> WithLeaseAsync(string source, string run, Func<RunReport, Lease, Task<RunReport>> apply, CancellationToken cancellationToken)
    {
        var lease = await store.Sources.AcquireAsync(source, owner, clock.GetUtcNow(), SourceRunner.LeaseTerm, cancellationToken)
            ?? throw new DecisionException($"source {source} is being harvested right now: try again when that run has ended");
        try
        {
            // An undo of ten thousand datasets takes longer than a lease runs; whether it was lost, the store says at each write.
            await using var kept = new KeptLease(lease, SourceRunner.LeaseTerm, store.Sources, clock, cancellationToken);
            var decided = await apply(await FindAsync(run, cancellationToken), lease);
            await store.Runs.SaveAsync(decided, cancellationToken);
            return decided;
        }
        finally
        {
            await store.Sources.GiveBackAsync(lease);
        }
    }

    private IAsyncEnumerable<KnownRecord> HeldBy(RunReport report, CancellationToken cancellationToken) =>
        store.Catalogue.ActiveAsync(report.Source, cancellationToken).Where(r => r.HeldBy == report.Id);

    private Task ApplyAsync(Lease lease, RunReport report, IEnumerable<CatalogueWrite> writes, CancellationToken cancellationToken) =>
        store.Catalogue.ApplyAsync(lease, new CatalogueBatch(report.Id, clock.GetUtcNow(), [.. writes]), cancellationToken);
}

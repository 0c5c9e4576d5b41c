using Harvester.Core.Assessment;
using Harvester.Core.Assessment.Duplicates;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;

namespace Harvester.Core.Takedowns;

/// <summary>Carries out a person's word that a dataset must go, or may come back.</summary>
public sealed class TakedownDesk(IStore store, DuplicateAssessor duplicates, TimeProvider clock, string owner)
{
    /// <summary>More records that share a file are another matter than duplicates.</summary>
    private const int MostNeighbours = 1000;

    private const int Attempts = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>The dataset that this id, present or previous, leads to.</summary>
    /// <exception cref="DecisionException">There is none, or it was taken down already.</exception>
    public async Task<Dataset> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (await store.Datasets.GetAsync(id, cancellationToken) is { } dataset)
            return dataset;
        throw new DecisionException(await store.Takedowns.FindAsync(id, cancellationToken) is { } takedown
            ? $"The dataset {id} was taken down already, on {takedown.At:yyyy-MM-dd HH:mm}Z."
            : $"There is no dataset {id}: `find` shows the ids.");
    }

    /// <summary>Erases the dataset from every place of the store, and the evidence that its duplicates quote of it.</summary>
    /// <exception cref="DecisionException">As for <see cref="FindAsync"/>.</exception>
    /// <exception cref="BusyException">A worker has its source, or is bringing the findings up to date for longer than half a minute.</exception>
    public async Task<Takedown> EraseAsync(string id, string reason, CancellationToken cancellationToken)
    {
        var source = (await FindAsync(id, cancellationToken)).Provenance.Source;
        return await WithLeaseAsync(source, async lease =>
        {
            // A worker that judged the dataset a moment ago must not write its findings after it is gone.
            await using var taken = await TakeJobAsync(cancellationToken);
            var dataset = await FindAsync(id, cancellationToken);
            var neighbours = await NeighboursAsync(dataset, cancellationToken);
            var takedown = await store.Takedowns.EraseAsync(lease, dataset.Id, reason, clock.GetUtcNow(), cancellationToken);
            // A notice on its way may quote the record; what was sent cannot be called back.
            await store.Notices.TakeBackAsync(source, cancellationToken);
            await ReexamineAsync(neighbours, cancellationToken);
            return takedown;
        }, cancellationToken);
    }

    /// <summary>Lets the next run of its source take the record again, also one that asks for changes only.</summary>
    /// <exception cref="DecisionException">It was not taken down.</exception>
    /// <exception cref="BusyException">A worker has its source.</exception>
    public async Task<Takedown> LiftAsync(string id, CancellationToken cancellationToken)
    {
        var takedown = await store.Takedowns.FindAsync(id, cancellationToken)
            ?? throw new DecisionException($"The dataset {id} was not taken down: `erase --list` shows those that were.");
        return await WithLeaseAsync(takedown.Source, async lease =>
        {
            // First what asks for it: cut off between the two, the record is asked for and left out once more.
            if (await store.Sources.GetAsync(takedown.Source, cancellationToken) is { } state)
                await store.Sources.RememberAsync(lease, state with { TryAgain = [.. state.TryAgain.Union(takedown.RecordIds, StringComparer.Ordinal)] }, served: null, cancellationToken);
            await store.Takedowns.LiftAsync(lease, takedown, cancellationToken);
            return takedown;
        }, cancellationToken);
    }

    private async Task<Takedown> WithLeaseAsync(string source, Func<Lease, Task<Takedown>> work, CancellationToken cancellationToken)
    {
        var lease = await store.Sources.AcquireAsync(source, owner, clock.GetUtcNow(), SourceRunner.LeaseTerm, cancellationToken)
            ?? throw new BusyException($"Source {source} is being harvested right now, and nothing was done: try again when that run has ended.");
        try
        {
            return await work(lease);
        }
        finally
        {
            await store.Sources.GiveBackAsync(lease);
        }
    }

    private async Task<TakenJob> TakeJobAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await TakenJob.TakeAsync(store.Jobs, Assessments.Job, owner, clock, Assessments.LeaseTerm, cancellationToken) is { } taken)
                return taken;
            if (attempt == Attempts)
                throw new BusyException("A worker is bringing the findings up to date, and nothing was done: try again in a few minutes.");
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    /// <summary>Datasets whose findings may name this one: what shares a file with it, and what it was found to belong to.</summary>
    private async Task<IReadOnlyCollection<string>> NeighboursAsync(Dataset dataset, CancellationToken cancellationToken)
    {
        var neighbours = new HashSet<string>(StringComparer.Ordinal);
        if ((await store.Duplicates.GetAsync([dataset.Id], cancellationToken)).GetValueOrDefault(dataset.Id) is { } row)
            neighbours.UnionWith((await store.Duplicates.SharersAsync(row.Keys, MostNeighbours, cancellationToken)).Values.SelectMany(ids => ids));
        neighbours.UnionWith((await store.Duplicates.VerdictsAsync([dataset.Id], cancellationToken)).Select(verdict => verdict.Other(dataset.Id)));
        if (dataset.Annotations is { } annotations)
            neighbours.UnionWith(annotations.Relations.Select(relation => relation.Id));
        neighbours.Remove(dataset.Id);
        return neighbours;
    }

    private async Task ReexamineAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var datasets = new List<Dataset>();
        foreach (var id in ids)
        {
            if (await store.Datasets.GetAsync(id, cancellationToken) is { } dataset && dataset.Id == id)
                datasets.Add(dataset);
        }

        await duplicates.ReexamineAsync(datasets, cancellationToken);
    }
}

using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;

namespace Harvester.Core.Assessment;

/// <summary>
/// Everything that is found out beside the runs, brought up to date: follows the change log from where it stopped, and gives what changed to each
/// <see cref="IAssessor"/> in turn. The findings of one enter the log for the next, so that the order is a matter of speed alone.
/// </summary>
public sealed class Assessments(IStore store, IReadOnlyList<IAssessor> assessors, TimeProvider clock, string owner)
{
    /// <summary>How long a worker may be silent before another takes over.</summary>
    public static readonly TimeSpan LeaseTerm = TimeSpan.FromMinutes(5);

    /// <summary>Its name among the background jobs: who writes findings of its own takes it meanwhile.</summary>
    public const string Job = "assessments";

    private const int BatchSize = 1000;

    private string Revision => string.Join('+', assessors.Select(one => one.Revision));

    /// <summary>Works off whatever changed; how many changes that were. Nothing while another worker does, and safe to cut off at any time: the rest is taken up by the next call.</summary>
    public async Task<long> CatchUpAsync(CancellationToken cancellationToken)
    {
        var epoch = await store.Changes.EpochAsync(cancellationToken);
        // Asked every few seconds, and nearly always there is nothing: that takes no job.
        if (Usable(await store.Jobs.GetAsync(Job, cancellationToken), epoch) is { } before && before.Sequence == await store.Changes.LastAsync(cancellationToken))
            return 0;
        await using var taken = await TakenJob.TakeAsync(store.Jobs, Job, owner, clock, LeaseTerm, cancellationToken);
        if (taken is null)
            return 0;
        var done = 0L;
        if (Usable(await store.Jobs.GetAsync(Job, cancellationToken), epoch) is not { } state)
        {
            state = new JobState(Job, epoch, await store.Changes.LastAsync(cancellationToken), Revision);
            done += await AnewAsync(taken, cancellationToken);
            await store.Jobs.SaveAsync(state, cancellationToken);
        }

        while (await store.Changes.EntriesAsync(state.Sequence, BatchSize, cancellationToken) is { Count: > 0 } changes && await taken.KeepAsync(cancellationToken))
        {
            await AssessAsync(await PresentAsync(changes, cancellationToken), cancellationToken);
            state = state with { Sequence = changes[^1].Sequence };
            await store.Jobs.SaveAsync(state, cancellationToken);
            done += changes.Count;
        }

        return done;
    }

    /// <summary>Gives these datasets to every assessor once more: for who found out something of them that is no entry of the log, such as an address that answers.</summary>
    public async Task LookAgainAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var present = new List<Changed>(ids.Count);
        foreach (var id in ids)
            present.Add(new Changed(id, await PresentAsync(id, cancellationToken), Content: false));
        await AssessAsync(present, cancellationToken);
    }

    /// <summary>The state if it is of this history and of these rules; null: all is to be judged anew.</summary>
    private JobState? Usable(JobState? state, string epoch) => state?.Epoch == epoch && state.Revision == Revision ? state : null;

    // Not by the log, in which a dataset stands as often as it ever changed.
    private async Task<long> AnewAsync(TakenJob taken, CancellationToken cancellationToken)
    {
        foreach (var assessor in assessors)
            await assessor.BeginAnewAsync(cancellationToken);
        var done = 0L;
        await foreach (var batch in store.Datasets.InPagesAsync(new DatasetFilter(), BatchSize, cancellationToken).Ahead(cancellationToken))
        {
            await AssessAsync([.. batch.Select(dataset => new Changed(dataset.Id, dataset, Content: true))], cancellationToken);
            await taken.KeepAsync(cancellationToken);
            done += batch.Count;
        }

        return done;
    }

    private async Task AssessAsync(IReadOnlyList<Changed> changed, CancellationToken cancellationToken)
    {
        foreach (var assessor in assessors)
            await assessor.AssessAsync(changed, cancellationToken);
    }

    private async Task<IReadOnlyList<Changed>> PresentAsync(IReadOnlyList<ChangeEntry> changes, CancellationToken cancellationToken)
    {
        var present = new List<Changed>();
        foreach (var entries in changes.GroupBy(change => change.Id, StringComparer.Ordinal))
            present.Add(new Changed(entries.Key, await PresentAsync(entries.Key, cancellationToken), entries.Any(change => change.Kind is not ChangeKind.Annotated)));
        return present;
    }

    // By a previous id one finds the dataset that it was moved into, which is in the log under its own id.
    private async Task<Dataset?> PresentAsync(string id, CancellationToken cancellationToken) =>
        await store.Datasets.GetAsync(id, cancellationToken) is { } dataset && dataset.Id == id ? dataset : null;
}

using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;

namespace Harvester.Core.Assessment.Duplicates;

/// <summary>Takes a person's word on two records: stores it, and examines the two at once.</summary>
public sealed class VerdictDesk(IStore store, DuplicateAssessor assessor, TimeProvider clock, string owner)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private const int Attempts = 30;

    /// <param name="by">Who says so; null: not told.</param>
    /// <exception cref="DecisionException">The two are one, one of them is unknown or was moved, or a worker is at the catalogue for longer than half a minute.</exception>
    public async Task<GivenVerdict> GiveAsync(VerdictKind kind, string one, string other, string? by, CancellationToken cancellationToken)
    {
        if (one == other)
            throw new DecisionException($"A verdict is about two datasets: {one} is named twice.");
        IReadOnlyList<Dataset> datasets = [await FindAsync(one, cancellationToken), await FindAsync(other, cancellationToken)];
        // The worker that brings findings up to date must not write what it found before the verdict over what is found after it.
        await using var taken = await TakeAsync(cancellationToken);
        var verdict = DuplicateVerdict.Of(one, other, kind, by, clock.GetUtcNow());
        await store.Duplicates.PutVerdictAsync(verdict, cancellationToken);
        await assessor.ReexamineAsync(datasets, cancellationToken);
        return new GivenVerdict(verdict, await FindAsync(one, cancellationToken), await FindAsync(other, cancellationToken));
    }

    private async Task<Dataset> FindAsync(string id, CancellationToken cancellationToken) => await store.Datasets.GetAsync(id, cancellationToken) switch
    {
        null => throw new DecisionException($"There is no dataset {id}: `find` shows the ids."),
        { Id: var now } when now != id => throw new DecisionException($"The dataset {id} was moved: it is {now} now."),
        var found => found,
    };

    private async Task<TakenJob> TakeAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await TakenJob.TakeAsync(store.Jobs, Assessments.Job, owner, clock, Assessments.LeaseTerm, cancellationToken) is { } taken)
                return taken;
            if (attempt == Attempts)
                throw new DecisionException("A worker is bringing the findings up to date: nothing was stored. Say it again in a few minutes.");
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }
}

using Harvester.Core.Assessment;
using Harvester.Core.Ports;

namespace Harvester.Core.Retention;

/// <summary>
/// Keeps the change log from growing for ever: once a day, what is older than a number of days and was replaced that long ago goes, with the versions that only it
/// shows. Any worker does it, one at a time, in small steps; cut off, it begins again with the next call.
/// </summary>
/// <param name="days">How long all changes are kept; 0: for ever.</param>
public sealed class ChangeRetention(IStore store, int days, TimeProvider clock, string owner)
{
    /// <summary>What is kept when nobody says otherwise: two years, in which last year's figures can be told.</summary>
    public const int DefaultDays = 730;

    /// <summary>Runs are decided on and undone within this time; a store that keeps less would be a trap.</summary>
    public const int LeastDays = 30;

    /// <summary>Its name among the background jobs.</summary>
    public const string Job = "retention";

    private const int DatasetsAtATime = 200;
    private static readonly TimeSpan LeaseTerm = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    private string Revision => $"keep-{days}";

    /// <summary>How many entries went. Nothing before a day is over, or while another worker does it.</summary>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        if (!IsDue(await store.Jobs.GetAsync(Job, cancellationToken)))
            return 0;
        await using var taken = await TakenJob.TakeAsync(store.Jobs, Job, owner, clock, LeaseTerm, cancellationToken);
        if (taken is null || !IsDue(await store.Jobs.GetAsync(Job, cancellationToken)))
            return 0;
        var now = clock.GetUtcNow();
        await store.Takedowns.SweepAsync(cancellationToken);
        var removed = 0L;
        if (days > 0)
        {
            PrunedChanges? step = null;
            do
            {
                step = await store.Changes.PruneAsync(now - TimeSpan.FromDays(days), step?.Next, DatasetsAtATime, cancellationToken);
                removed += step.Removed;
            }
            while (step.Next is not null && await taken.KeepAsync(cancellationToken));
            if (step.Next is not null)
                return removed; // another worker took over, and begins anew
        }

        await store.Jobs.SaveAsync(new JobState(Job, await store.Changes.EpochAsync(cancellationToken), 0, Revision, now + Interval), cancellationToken);
        return removed;
    }

    private bool IsDue(JobState? state) => state is null || state.Revision != Revision || state.NextDue is not { } due || due <= clock.GetUtcNow();
}

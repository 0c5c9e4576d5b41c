namespace Harvester.Core.Ports;

/// <summary>
/// What the system remembers of each source: when it is due, who is harvesting it, how it fared. Any worker may serve it. Each member writes its own
/// fields only, so that nobody writes back what he read before another wrote.
/// </summary>
public interface ISourceStateStore
{
    Task<SourceState?> GetAsync(string source, CancellationToken cancellationToken);

    Task<IReadOnlyList<SourceState>> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Stores what the holder of the lease knows of the source now: all but lease, schedule, request, pause and cancellation. <see cref="SourceState.NextDue"/> is stored only
    /// where the schedule is still that of <paramref name="state"/>: who planned anew meanwhile knows better.
    /// </summary>
    /// <param name="served">Id of the request that the run has served: it stands no more, if it is still this one. Null: none was.</param>
    /// <returns>False, and nothing is written, when the lease's token is not the newest any more.</returns>
    Task<bool> RememberAsync(Lease lease, SourceState state, string? served, CancellationToken cancellationToken);

    /// <summary>Sets schedule and due time, and nothing else, if the schedule is still <paramref name="scheduleWas"/> (null: none, or the source is not known yet); false when it is not.</summary>
    Task<bool> PlanAsync(string source, string schedule, DateTimeOffset? nextDue, string? scheduleWas, CancellationToken cancellationToken);

    /// <summary>
    /// Puts a request, for the next run to serve. One that stands already is replaced, and is full if one of the two is: two requests before a run are one.
    /// </summary>
    Task RequestAsync(string source, HarvestRequest request, CancellationToken cancellationToken);

    /// <summary>Takes a request back that no run has served yet; false, and nothing is written, when it does not stand any more.</summary>
    Task<bool> TakeBackAsync(string source, string request, CancellationToken cancellationToken);

    /// <summary>Asks the worker that has the run to end it, in place of what was asked before of an earlier run.</summary>
    Task CancelAsync(string source, CancelRequest request, CancellationToken cancellationToken);

    /// <summary>Sets the pause for a planned maintenance, in place of one that is there; null ends it. Due time and request stay as they are.</summary>
    Task PauseAsync(string source, SourcePause? pause, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the source for one worker until <paramref name="now"/> + <paramref name="term"/>; null while a lease runs, whoever holds it.
    /// Each lease of a source has a higher <see cref="Lease.Token"/> than any before it.
    /// </summary>
    Task<Lease?> AcquireAsync(string source, string owner, DateTimeOffset now, TimeSpan term, CancellationToken cancellationToken);

    /// <summary>Prolongs a lease; false when it was lost to another worker.</summary>
    Task<bool> RenewAsync(Lease lease, DateTimeOffset now, TimeSpan term, CancellationToken cancellationToken);

    /// <summary>Gives a lease back; nothing if it was lost already.</summary>
    Task ReleaseAsync(Lease lease, CancellationToken cancellationToken);
}

namespace Harvester.Core.Ports;

/// <summary>What background work remembers between two times: how far it read the change log, and when it is due. Any worker may do it, one at a time.</summary>
public interface IJobStore
{
    Task<JobState?> GetAsync(string job, CancellationToken cancellationToken);

    /// <summary>Stores all of it, replacing what was there.</summary>
    Task SaveAsync(JobState state, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the job for one worker until <paramref name="now"/> + <paramref name="term"/>, or prolongs it for the one who has it; false while another has it.
    /// There is no fencing: what background work writes is the same whoever writes it.
    /// </summary>
    Task<bool> TakeAsync(string job, string owner, DateTimeOffset now, TimeSpan term, CancellationToken cancellationToken);

    /// <summary>Gives it back; nothing if another has it.</summary>
    Task ReleaseAsync(string job, string owner, CancellationToken cancellationToken);
}

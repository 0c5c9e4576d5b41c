namespace Harvester.Core.Ports;

/// <summary>What the system remembers of each source: when it is due, who is harvesting it, how it fared. Any worker may serve it.</summary>
public interface ISourceStateStore
{
    Task<SourceState?> GetAsync(string source, CancellationToken cancellationToken);

    Task<IReadOnlyList<SourceState>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Stores everything but the lease.</summary>
    Task SaveAsync(SourceState state, CancellationToken cancellationToken);

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

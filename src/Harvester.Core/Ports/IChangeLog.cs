namespace Harvester.Core.Ports;

/// <summary>
/// The change log: strictly increasing sequence numbers. When a reader has seen a number, every lower number that will ever exist is
/// visible too, so a follower that remembers the last number misses nothing.
/// </summary>
public interface IChangeLog
{
    /// <summary>Changes after <paramref name="since"/> in order, at most <paramref name="limit"/> (1 to 1000). Annotations have no versions: every entry carries the present ones.</summary>
    Task<IReadOnlyList<Change>> ReadAsync(long since, int limit, CancellationToken cancellationToken);

    /// <summary>The same without the datasets: for a follower that looks at them as they are now. At most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<ChangeEntry>> EntriesAsync(long since, int limit, CancellationToken cancellationToken);

    /// <summary>The highest sequence number so far; 0 before the first change.</summary>
    Task<long> LastAsync(CancellationToken cancellationToken);

    /// <summary>Identifies this history: a restored backup has another, and positions of the old one are void.</summary>
    Task<string> EpochAsync(CancellationToken cancellationToken);
}

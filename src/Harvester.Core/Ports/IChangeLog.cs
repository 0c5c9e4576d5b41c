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

    /// <summary>
    /// Up to this number changes may lack that later ones of the same datasets have replaced; 0: nothing was ever removed. The latest change of each dataset is
    /// always there, so that a follower from any position of this epoch still ends with the right state.
    /// </summary>
    Task<long> CompactedToAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Removes changes that were both made and replaced before an instant, with the versions that only they show, of some datasets at a time. The latest
    /// change of each dataset stays, and the one that made each version that is still shown.
    /// </summary>
    /// <param name="after">See <see cref="PrunedChanges.Next"/>; null: begins.</param>
    /// <param name="datasets">At most so many.</param>
    Task<PrunedChanges> PruneAsync(DateTimeOffset before, string? after, int datasets, CancellationToken cancellationToken);

    /// <summary>Identifies this history: a restored backup has another, and positions of the old one are void.</summary>
    Task<string> EpochAsync(CancellationToken cancellationToken);
}

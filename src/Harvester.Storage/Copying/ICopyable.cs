using Harvester.Core.Ports;

namespace Harvester.Storage.Copying;

/// <summary>
/// A store as a copy sees it: it gives everything that it has, part by part and page by page, and takes the like from another store of whatever kind. Runs know
/// nothing of this; they use <see cref="IStore"/>.
/// </summary>
internal interface ICopyable : IAsyncDisposable
{
    /// <summary>Address without user and password.</summary>
    string Place { get; }

    /// <summary>The epoch, and the highest sequence number.</summary>
    Task<(string Epoch, long Last)> HeadAsync(CancellationToken cancellationToken);

    /// <summary>Up to where changes may lack; 0: none does.</summary>
    Task<long> CompactedToAsync(CancellationToken cancellationToken);

    Task<long> CountAsync(CopyPart part, CancellationToken cancellationToken);

    /// <summary>The next items of a part, in an order that stays the same while the store is not written to.</summary>
    /// <param name="next">See <see cref="CopyPage.Next"/>; null: from the start.</param>
    Task<CopyPage> ReadAsync(CopyPart part, string? next, int limit, CancellationToken cancellationToken);

    /// <summary>The mark of the copy that this store is to become; null: it is none.</summary>
    Task<CopyMark?> MarkAsync(CancellationToken cancellationToken);

    /// <summary>Lays the mark down, whatever was there, and takes away what an earlier copy has left, unless this one goes on with it.</summary>
    Task BeginAsync(CopyMark mark, bool goesOn, CancellationToken cancellationToken);

    /// <summary>
    /// Takes items, then moves the mark. Items that have arrived before, because the mark did not move, arrive once.
    /// </summary>
    /// <exception cref="StoreException">The mark is not <paramref name="before"/>: another copy has taken over.</exception>
    Task WriteAsync(IReadOnlyList<CopyItem> items, CopyMark before, CopyMark after, CancellationToken cancellationToken);

    /// <summary>Everything is there: epoch, highest sequence number and up to where changes may lack become the source's, and the mark goes last.</summary>
    Task FinishAsync(CopyMark mark, CancellationToken cancellationToken);
}

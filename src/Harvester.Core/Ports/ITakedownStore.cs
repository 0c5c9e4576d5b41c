namespace Harvester.Core.Ports;

/// <summary>Takedowns: what must leave the catalogue with all that was ever kept of it, and must not come back with the next harvest.</summary>
public interface ITakedownStore
{
    /// <summary>
    /// Erases the dataset that this id, present or previous, leads to, as one unit: document, payload, versions, annotations, dates and history of links,
    /// header, part in coverage and in the search for duplicates, problems that runs met with its record, and the kept answers of its source, which may hold
    /// it. What runs quote as examples of members that nothing reads goes for the whole source, as nobody knows whose it was. The change log keeps
    /// the entries of all its ids without documents, and gets one of kind erased for each as the latest.
    /// </summary>
    /// <param name="lease">Of the dataset's source.</param>
    /// <exception cref="StoreException">There is no such dataset, it is another source's, or the lease was lost; nothing was erased then.</exception>
    Task<Takedown> EraseAsync(Lease lease, string id, string reason, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Overwrites what erasing has freed, where the store itself keeps such places. False: somebody is reading the store, and it is to be asked again later.</summary>
    Task<bool> WipeAsync(CancellationToken cancellationToken);

    /// <summary>Removes what background work that was at an erased dataset in that moment has written of it afterwards.</summary>
    Task SweepAsync(CancellationToken cancellationToken);

    /// <summary>All takedowns, the newest first.</summary>
    Task<IReadOnlyList<Takedown>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The takedown of the dataset that had this id, present or previous; null: none.</summary>
    Task<Takedown?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Takes a takedown back: its record may be taken again. What was erased does not return.</summary>
    /// <param name="lease">Of its source.</param>
    /// <exception cref="StoreException">The lease was lost.</exception>
    Task LiftAsync(Lease lease, Takedown takedown, CancellationToken cancellationToken);
}

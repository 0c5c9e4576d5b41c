namespace Harvester.Core.Ports;

/// <summary>The write side of the catalogue, as a run needs it.</summary>
public interface ICatalogueWriter
{
    /// <summary>
    /// How many records to decide and write at once. A store in the same process likes few, which the garbage collector finds dead before it has moved them twice; one on a server likes many,
    /// as each batch costs several journeys.
    /// </summary>
    int BatchSize { get; }

    /// <summary>Whether anything is stored of a source, withdrawn datasets included.</summary>
    Task<bool> HasAnyAsync(string source, CancellationToken cancellationToken);

    /// <summary>What is stored of these records, by record id; records never seen are absent from the answer.</summary>
    Task<IReadOnlyDictionary<string, KnownRecord>> KnownAsync(
        string source, IReadOnlyCollection<string> recordIds, CancellationToken cancellationToken);

    /// <summary>Which of these dataset ids lead to a dataset already, as its id or as one of its previous ids.</summary>
    Task<IReadOnlySet<string>> TakenAsync(IReadOnlyCollection<string> datasetIds, CancellationToken cancellationToken);

    /// <summary>Which of these dataset ids, present or previous ones, lead to an active dataset, and of which source and record it is.</summary>
    Task<IReadOnlyDictionary<string, (string Source, string RecordId)>> ActiveAsync(IReadOnlyCollection<string> datasetIds, CancellationToken cancellationToken);

    /// <summary>How many records of a source are active.</summary>
    Task<long> CountActiveAsync(string source, CancellationToken cancellationToken);

    /// <summary>All active records of a source, streamed in a fixed order, as of the start of the enumeration.</summary>
    IAsyncEnumerable<KnownRecord> ActiveAsync(string source, CancellationToken cancellationToken);

    /// <summary>Active records of a source that were mapped by another version than this, with their payloads; streamed, so that writing goes on meanwhile.</summary>
    IAsyncEnumerable<(KnownRecord Known, RawPayload Raw)> MappedOtherwiseAsync(string source, string mappingVersion, CancellationToken cancellationToken);

    /// <summary>What was taken down of a source: its records must not be taken again. Nearly always nothing.</summary>
    Task<IReadOnlyList<Takedown>> TakedownsAsync(string source, CancellationToken cancellationToken);

    /// <summary>Makes a batch ready to be written: what takes time and needs no store. May be done while another batch is applied.</summary>
    PreparedBatch Prepare(CatalogueBatch batch);

    /// <summary>
    /// Applies a batch as one unit, idempotently: applied twice it changes nothing the second time. Each added, updated, withdrawn or
    /// restored dataset gets the next sequence number and an entry in the change log; a follower of the log never misses one.
    /// </summary>
    /// <exception cref="StoreException">The lease was lost to another worker (fencing), or the store is away; nothing of the batch is applied then.</exception>
    /// <exception cref="IdTakenException">A dataset that is to be added has an id that is another record's; nothing of the batch is applied then.</exception>
    Task ApplyAsync(Lease lease, PreparedBatch batch, CancellationToken cancellationToken);

    /// <summary>The same, of a batch that nobody has made ready.</summary>
    Task ApplyAsync(Lease lease, CatalogueBatch batch, CancellationToken cancellationToken) => ApplyAsync(lease, Prepare(batch), cancellationToken);
}

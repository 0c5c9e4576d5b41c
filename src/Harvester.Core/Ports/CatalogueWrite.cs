using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>One write to the catalogue. Closed: the nested types are all there are.</summary>
public abstract record CatalogueWrite
{
    private CatalogueWrite()
    {
    }

    /// <summary>Id of the dataset that is written.</summary>
    public abstract string DatasetId { get; }

    /// <summary>
    /// A new content or a return: the document and its raw payload; change log entry <paramref name="Kind"/> (added, updated or restored).
    /// <see cref="Dataset.Version"/> is the version it becomes; the store sets <see cref="Dataset.Sequence"/>, keeps the superseded document
    /// as a version, clears any hold, and does nothing if that version with that content hash is there already.
    /// </summary>
    public sealed record Put(ChangeKind Kind, Dataset Dataset, RawPayload Raw) : CatalogueWrite
    {
        /// <summary>Why, where it was not the source that changed; null: it was.</summary>
        public ChangeReason? Reason { get; init; }

        public override string DatasetId => Dataset.Id;
    }

    /// <summary>Same content from a changed payload or mapping: document and payload are replaced, version, sequence and change log stay. Clears any hold.</summary>
    public sealed record Refresh(Dataset Dataset, RawPayload Raw) : CatalogueWrite
    {
        public override string DatasetId => Dataset.Id;
    }

    /// <summary>
    /// The stored record mapped anew, while the source was not asked: the document is replaced; payload, hold and missing stay. With
    /// <see cref="Dataset.Version"/> one up it is a change of content: change log entry updated, reason <see cref="ChangeReason.Mapping"/>. Nothing if that version with that content is there already.
    /// </summary>
    public sealed record Remap(Dataset Dataset) : CatalogueWrite
    {
        public override string DatasetId => Dataset.Id;
    }

    /// <summary>Seen again after being missed or held: clears <see cref="Provenance.MissingSince"/> and any hold; no change log entry.</summary>
    public sealed record Seen(string Id) : CatalogueWrite
    {
        public override string DatasetId => Id;
    }

    /// <summary>Lacking in a complete, plausible listing for the first time; no change log entry. Keeps an earlier date.</summary>
    public sealed record Miss(string Id, DateTimeOffset Since) : CatalogueWrite
    {
        public override string DatasetId => Id;
    }

    /// <summary>Waits for a person's word: lacking in a suspicious run. Replaces an earlier hold.</summary>
    public sealed record Hold(string Id) : CatalogueWrite
    {
        public override string DatasetId => Id;
    }

    /// <summary>No longer held, by a person's word: clears the hold alone; no change log entry.</summary>
    public sealed record Release(string Id) : CatalogueWrite
    {
        public override string DatasetId => Id;
    }

    /// <summary>Becomes a tombstone: state withdrawn, version and sequence one up, change log entry withdrawn. Clears any hold. Nothing if withdrawn already.</summary>
    public sealed record Withdraw(string Id) : CatalogueWrite
    {
        public override string DatasetId => Id;
    }

    /// <summary>
    /// <paramref name="NewId"/> is <paramref name="OldId"/> under another record id: the old dataset takes over the new one's content, record id and
    /// payload, and lists the new id among its previous ids; the new one disappears with a change log entry withdrawn.
    /// </summary>
    public sealed record Move(string OldId, string NewId) : CatalogueWrite
    {
        public override string DatasetId => OldId;
    }
}

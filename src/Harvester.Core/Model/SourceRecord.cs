namespace Harvester.Core.Model;

/// <summary>
/// One record as a source gave it: the first of the four shapes. <see cref="Payload"/> is UTF-8 JSON: for <c>ckan</c> the package as it
/// came, for <c>dcat</c> a tree of the dataset's node (see <c>mappings/crosswalks/dcat.yml</c>), for <c>html</c> and <c>list</c> an object of named values.
/// </summary>
public sealed record SourceRecord
{
    /// <summary>Bytes. MongoDB takes documents of up to 16 MiB; the dataset made of a record is not larger than its payload, but has its problems beside it.</summary>
    public const int LargestPayload = 15 * 1024 * 1024;

    /// <summary>
    /// The name under which Harvester writes a dataset's id into the records that it publishes (a member or an extra of a CKAN package), so
    /// that it knows its own again when another catalogue has taken them over.
    /// </summary>
    public const string PublishedKey = "harvester_dataset";

    /// <summary>Id of the source: the stem of its connector file.</summary>
    public required string Source { get; init; }

    /// <summary>
    /// What the source itself calls the record; never a file's URL. Compared character by character, in memory as in every store: ABC, abc, ＡＢＣ and
    /// が in two normal forms are different records, and a run that meets such a pair reports <c>similar-identifiers</c>.
    /// </summary>
    public required string RecordId { get; init; }

    /// <summary>Where a person can see the record, or null.</summary>
    public string? RecordUrl { get; init; }

    /// <summary>Place in the listing, from 1: for messages.</summary>
    public required long Position { get; init; }

    public required RecordKind Kind { get; init; }

    /// <summary>Canonical UTF-8 JSON; valid as long as the record is.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The id of the dataset that this record is a copy of, where it carries the mark <see cref="PublishedKey"/>.</summary>
    public string? PublishedAs { get; init; }

    /// <summary>Hash of the payload without volatile fields and without regard to white space and key order; see <see cref="RecordHash"/>.</summary>
    public required string RawHash { get; init; }
}

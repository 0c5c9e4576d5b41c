namespace Harvester.Core.Model;

/// <summary>
/// What Harvester finds out about a dataset beside the run (links, quality, duplicates): the third of the four shapes. Kept apart from the
/// <see cref="Dataset"/> under the same id, so that 84,000 link checks change no dataset; joined on read.
/// </summary>
public sealed record Annotations
{
    public required string Id { get; init; }
    public Quality? Quality { get; init; }
    public StandardDatasetMatch? StandardDataset { get; init; }
    public IReadOnlyList<LinkCheck> Checks { get; init; } = [];

    /// <summary>Id of the record that stands for the group of same datasets; null when this one does.</summary>
    public string? CanonicalId { get; init; }

    public IReadOnlyList<Relation> Relations { get; init; } = [];

    /// <summary>When they last said something new; not when an address was looked at again.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>True when a reader would see no difference worth an entry in the change log: the same quality band, standard dataset, canonical record and dead links.</summary>
    public bool LooksLike(Annotations other) =>
        Quality?.Rating == other.Quality?.Rating
        && (StandardDataset?.Id, StandardDataset?.Status, StandardDataset?.Edition) == (other.StandardDataset?.Id, other.StandardDataset?.Status, other.StandardDataset?.Edition)
        && CanonicalId == other.CanonicalId
        && Dead(this).SequenceEqual(Dead(other));

    /// <summary>True when nothing differs but the moment at which addresses were looked at.</summary>
    public bool SaysTheSameAs(Annotations other) =>
        Quality == other.Quality && StandardDataset == other.StandardDataset && CanonicalId == other.CanonicalId
        && Relations.SequenceEqual(other.Relations)
        && Checks.Select(Looked).SequenceEqual(other.Checks.Select(Looked));

    private static IEnumerable<string> Dead(Annotations annotations) =>
        annotations.Checks.Where(check => check.IsDead).Select(check => check.Distribution).Order(StringComparer.Ordinal);

    private static (string, string, DateTimeOffset) Looked(LinkCheck check) => (check.Distribution, check.Code, check.Since);
}

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
    public DateTimeOffset ChangedAt { get; init; }
}

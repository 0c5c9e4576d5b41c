using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>What reconciliation needs to know of a stored dataset, without its document.</summary>
public sealed record KnownRecord
{
    public required string Id { get; init; }
    public required string RecordId { get; init; }
    public required string RawHash { get; init; }
    public required string ContentHash { get; init; }
    public required string MappingVersion { get; init; }
    public required DatasetState State { get; init; }

    /// <summary>See <see cref="Publisher.Key"/>.</summary>
    public required string PublisherKey { get; init; }

    public required int Version { get; init; }
    public required DateTimeOffset FirstSeen { get; init; }
    public required DateTimeOffset LastChanged { get; init; }
    public DateTimeOffset? MissingSince { get; init; }

    /// <summary>The suspicious run that holds this record for a person's word on its withdrawal, or null.</summary>
    public string? HeldBy { get; init; }

    public IReadOnlyList<string> PreviousIds { get; init; } = [];
}

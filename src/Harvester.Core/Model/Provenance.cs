namespace Harvester.Core.Model;

/// <summary>Where the dataset came from and when we saw it.</summary>
public sealed record Provenance
{
    public required string Source { get; init; }
    public required string RecordId { get; init; }
    public string? RecordUrl { get; init; }
    public DateTimeOffset FirstSeen { get; init; }

    /// <summary>When its content or state last changed.</summary>
    public DateTimeOffset LastChanged { get; init; }

    /// <summary>When a complete listing first lacked it; null while the source has it.</summary>
    public DateTimeOffset? MissingSince { get; init; }

    public required string RawHash { get; init; }

    /// <summary>Hash of what a reader sees; see <see cref="Model.ContentHash"/>.</summary>
    public string ContentHash { get; init; } = "";

    public required string MappingVersion { get; init; }
}

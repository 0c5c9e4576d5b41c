namespace Harvester.Core.Model;

/// <summary>A run's proof of completeness: what the source announced and what came.</summary>
public sealed record Listing
{
    /// <summary>The source's own count; null where it gives none.</summary>
    public long? Announced { get; init; }

    public long Received { get; init; }

    /// <summary>Distinct record ids among the received.</summary>
    public long Unique { get; init; }

    /// <summary>Entries that could not be read or have no id.</summary>
    public long Unreadable { get; init; }

    public long Pages { get; init; }

    /// <summary>Answers that the source calls unchanged (status 304), read from what was kept of an earlier run.</summary>
    public long NotModified { get; init; }

    public bool Complete { get; init; }

    /// <summary>Only changes were asked for: what is not among them is not missing.</summary>
    public bool Incremental { get; init; }
}

namespace Harvester.Core.Model;

/// <summary>What one run of one source did: the fourth shape. Bounded in size: single problems are kept beside it, here they are counted.</summary>
public sealed record RunReport
{
    public required string Id { get; init; }
    public required string Source { get; init; }
    public required RunStatus Status { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Records that the source gave, doubles included.</summary>
    public long Gathered { get; init; }

    public long Added { get; init; }
    public long Updated { get; init; }
    public long Unchanged { get; init; }

    /// <summary>Datasets whose content changed because the mapping did, not the source.</summary>
    public long Remapped { get; init; }

    /// <summary>Withdrawn before, here again.</summary>
    public long Restored { get; init; }

    /// <summary>Lacking in this listing, still shown.</summary>
    public long Missing { get; init; }

    public long Withdrawn { get; init; }

    /// <summary>Records that could not be taken; an older version, if any, is kept.</summary>
    public long Rejected { get; init; }

    public IReadOnlyList<ProblemCount> Problems { get; init; } = [];

    /// <summary>Of a shared catalogue, whose the refused records are; of any other they are its one body's, and this is empty.</summary>
    public IReadOnlyList<RefusedRecords> Refused { get; init; } = [];

    /// <summary>What no rule reads in the records that this run mapped; unchanged records are not mapped, see <see cref="MappedAll"/>.</summary>
    public IReadOnlyList<UnmappedCount> Unmapped { get; init; } = [];

    /// <summary>Every record of a whole listing was mapped in this run, so that <see cref="Unmapped"/> is of the whole source.</summary>
    public bool MappedAll { get; init; }

    public Listing Listing { get; init; } = new();
    public long Requests { get; init; }

    /// <summary>Bytes received, as they came over the wire.</summary>
    public long Bytes { get; init; }

    public double Seconds { get; init; }

    /// <summary>Why the run is not <see cref="RunStatus.Succeeded"/>, or what went wrong after it, in one sentence.</summary>
    public string? Error { get; init; }

    /// <summary>How many datasets wait for a person's word, while the run is suspicious.</summary>
    public long Held { get; init; }

    /// <summary>How many held datasets a person declared to be added ones, renumbered.</summary>
    public long Moved { get; init; }

    /// <summary>A person's word on the run: approved, approved-as-moved, rejected or undone; source-removed, where the run is that word itself.</summary>
    public string? Decision { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }
}

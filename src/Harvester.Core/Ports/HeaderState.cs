namespace Harvester.Core.Ports;

/// <summary>What is known of the header of a dataset's CSV file, and when it is to be looked at (again). A memory: to lose it costs one small request.</summary>
public sealed record HeaderState
{
    /// <summary>Id of the dataset.</summary>
    public required string Dataset { get; init; }

    /// <summary>Id of its source, whose connector file says how politely to ask.</summary>
    public required string Source { get; init; }

    /// <summary>Id of the distribution.</summary>
    public required string Distribution { get; init; }

    /// <summary>Its address.</summary>
    public required string Url { get; init; }

    /// <summary>When it changed, as the source states it: a new date is a reason to look before the time.</summary>
    public string? Stamp { get; init; }

    /// <summary>The address after redirects that gave the validators.</summary>
    public string? FinalUrl { get; init; }

    /// <summary>As sent; see <see cref="KeptAnswer.ETag"/>.</summary>
    public string? ETag { get; init; }

    public string? LastModified { get; init; }

    /// <summary>The header's cells as they stand in the file; null: it was never read; empty: none of the first rows is one that a standard dataset knows.</summary>
    public IReadOnlyList<string>? Header { get; init; }

    /// <summary>Code of what went wrong the last time; null: nothing did.</summary>
    public string? Fault { get; init; }

    /// <summary>Times in a row.</summary>
    public int Failures { get; init; }

    public required DateTimeOffset NextDue { get; init; }
}

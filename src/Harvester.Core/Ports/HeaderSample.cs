namespace Harvester.Core.Ports;

/// <summary>The beginning of a file.</summary>
public sealed record HeaderSample
{
    /// <summary>Its first rows, cell by cell; null: the file is as it was when the validators were given (status 304).</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Rows { get; init; }

    /// <summary>The address after redirects.</summary>
    public required string FinalUrl { get; init; }

    /// <summary>For the next time, as sent.</summary>
    public string? ETag { get; init; }

    public string? LastModified { get; init; }
}

using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>Which datasets to read; null means any.</summary>
public sealed record DatasetFilter
{
    public string? Source { get; init; }
    public string? PublisherCode { get; init; }
    public DatasetState? State { get; init; }

    /// <summary>Only datasets whose last change has a higher sequence number.</summary>
    public long? SinceSequence { get; init; }

    /// <summary>A text that occurs in the title, the description, a keyword, an address or the source's own id, compared without regard to case.</summary>
    public string? Text { get; init; }
}

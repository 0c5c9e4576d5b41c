using Harvester.Core.Model;

namespace Harvester.Core.Runs;

/// <summary>What it came to when a source's stored records were mapped anew.</summary>
public sealed record RemapReport
{
    public required string Source { get; init; }

    /// <summary>Active records that another mapping had made.</summary>
    public long Examined { get; init; }

    /// <summary>Those of them that say something else now: updates in the change log, with the reason mapping.</summary>
    public long Changed { get; init; }

    /// <summary>Those that the present mapping refuses; they stay as they are.</summary>
    public long Rejected { get; init; }

    public IReadOnlyList<ProblemCount> Problems { get; init; } = [];

    /// <summary>Why it did not come to its end; what was mapped anew until then stays.</summary>
    public string? Error { get; init; }
}

namespace Harvester.Core.Ports;

/// <summary>A dataset that a person had taken out of the catalogue and its whole history, for example for personal data in it. It holds nothing of what it said.</summary>
public sealed record Takedown
{
    /// <summary>Id of the dataset.</summary>
    public required string Id { get; init; }

    /// <summary>Ids that led to it: of records that a person had declared to be this one, moved.</summary>
    public IReadOnlyList<string> PreviousIds { get; init; } = [];

    public required string Source { get; init; }

    /// <summary>Ids of the record at its source, the present one first: under none of them is it taken again.</summary>
    public required IReadOnlyList<string> RecordIds { get; init; }

    /// <summary>Why, as the person said; never published.</summary>
    public required string Reason { get; init; }

    public required DateTimeOffset At { get; init; }
}

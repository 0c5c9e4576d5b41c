namespace Harvester.Core.Runs;

/// <summary>How one run is to go.</summary>
public sealed record RunOptions
{
    /// <summary>Read the whole listing even where the source can tell changes only.</summary>
    public bool Full { get; init; }

    /// <summary>Fetch, map and compare, but write nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>What is read is a recording: nothing that is known of the real source is lent to the run, and nothing of the run is remembered of the source.</summary>
    public bool Replay { get; init; }

    /// <summary>By the schedule or a request: skip the source if neither wants it any more once its lease is held.</summary>
    public bool OnlyIfDue { get; init; }

    /// <summary>When the source is due next by its schedule, to be stored when this run ends unless the source is put off (<see cref="BackOff"/>); null: as it was (a run by hand), or never again (with <see cref="OnlyIfDue"/>).</summary>
    public DateTimeOffset? NextDue { get; init; }
}

namespace Harvester.Core.Ports;

/// <summary>Memory of one source between runs.</summary>
public sealed record SourceState
{
    public required string Source { get; init; }

    /// <summary>When the next scheduled run is due; null: not scheduled yet.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>The schedule from which <see cref="NextDue"/> was computed: a changed file computes it anew.</summary>
    public string? Schedule { get; init; }

    public string? LastRun { get; init; }
    public DateTimeOffset? LastFinished { get; init; }
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>Runs in a row that failed.</summary>
    public int Failures { get; init; }

    /// <summary>Who holds the lease, until when; read-only here (see <see cref="ISourceStateStore.AcquireAsync"/>).</summary>
    public string? LeaseOwner { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }
}

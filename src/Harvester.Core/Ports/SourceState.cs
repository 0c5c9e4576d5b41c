using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>Memory of one source between runs.</summary>
public sealed record SourceState
{
    public required string Source { get; init; }

    /// <summary>When the next scheduled run is due; null: not scheduled yet.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>The schedule from which <see cref="NextDue"/> was computed: a changed file computes it anew (see <see cref="ISourceStateStore.PlanAsync"/>).</summary>
    public string? Schedule { get; init; }

    public string? LastRun { get; init; }
    public DateTimeOffset? LastFinished { get; init; }
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>Runs in a row that failed.</summary>
    public int Failures { get; init; }

    /// <summary>How far the source's runs are put off: one level up for each that failed, one down for each that succeeded.</summary>
    public int BackOff { get; init; }

    /// <summary>Start of the last run that read a whole, complete listing which left nothing missing or held; null: the next run is to read one.</summary>
    public DateTimeOffset? LastFull { get; init; }

    /// <summary>The newest change that the source itself has stated, where incremental runs begin; null: it states none.</summary>
    public DateTimeOffset? NewestChange { get; init; }

    /// <summary>What part of the source the last run read that succeeded or held what was lacking, see <see cref="Model.Source.Part"/>; null: not known.</summary>
    public string? Part { get; init; }

    /// <summary>Records that the last run could not take, for the next one to try again; more than <see cref="Reading.MostToTryAgain"/>: it is to read everything.</summary>
    public IReadOnlyList<string> TryAgain { get; init; } = [];

    /// <summary>How often each key of the connector file found something in the last whole listing that succeeded, see <see cref="Reading.Finds"/>.</summary>
    public IReadOnlyDictionary<string, long> Found { get; init; } = new Dictionary<string, long>();

    /// <summary>
    /// What no rule reads in the source's records: as counted when all of them were last mapped (the first harvest, a changed mapping), and with what changed
    /// records have brought since. So a name that the source has dropped stays until then, and the counts of single names may lag behind, but none is missing.
    /// </summary>
    public IReadOnlyList<UnmappedCount> Unmapped { get; init; } = [];

    /// <summary>The run that retired the source (<see cref="Runs.SourceRemoval"/>): it is left alone, even while its connector file is there; null: it is not retired.</summary>
    public string? RemovedBy { get; init; }

    /// <summary>A planned maintenance, also one that is over (see <see cref="PausedAt"/>); null: there was none, or a person ended it. Read-only here (see <see cref="ISourceStateStore.PauseAsync"/>).</summary>
    public SourcePause? Pause { get; init; }

    /// <summary>What a person wants harvested soon, and no run has served yet; read-only here (see <see cref="ISourceStateStore.RequestAsync"/>).</summary>
    public HarvestRequest? Request { get; init; }

    /// <summary>The run that a person last wanted ended, which may be over; read-only here (see <see cref="ISourceStateStore.CancelAsync"/>). A copy leaves it behind, as it does leases.</summary>
    public CancelRequest? Cancel { get; init; }

    /// <summary>Who holds the lease, until when; read-only here (see <see cref="ISourceStateStore.AcquireAsync"/>).</summary>
    public string? LeaseOwner { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>The pause that holds at this instant; null: none does.</summary>
    public SourcePause? PausedAt(DateTimeOffset now) => Pause?.Until > now ? Pause : null;
}

namespace Harvester.Core.Runs;

/// <summary>What a run decided about one record.</summary>
public enum DecisionKind
{
    Added,
    Updated,
    Unchanged,

    /// <summary>Another payload or mapping, the same content: counted as unchanged.</summary>
    Refreshed,
    Restored,

    /// <summary>Could not be mapped; an older version is kept.</summary>
    Rejected,
}

namespace Harvester.Core.Runs;

/// <summary>What a run decided about one record.</summary>
public enum DecisionKind
{
    Added,
    Updated,
    Unchanged,

    /// <summary>Another payload or mapping, the same content: counted as unchanged.</summary>
    Refreshed,

    /// <summary>Same payload, another mapping, another content: our doing, not the source's.</summary>
    Remapped,
    Restored,

    /// <summary>Could not be mapped; an older version is kept.</summary>
    Rejected,
}

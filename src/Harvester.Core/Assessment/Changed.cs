using Harvester.Core.Model;

namespace Harvester.Core.Assessment;

/// <summary>A dataset that changed since it was last assessed, at most once in a batch.</summary>
/// <param name="Dataset">As it is now, its annotations joined, withdrawn ones included; null: it is no more (erased, or moved into another).</param>
/// <param name="Content">The dataset itself changed; false: only what we found out about it, which is nothing new to those who found it.</param>
public sealed record Changed(string Id, Dataset? Dataset, bool Content)
{
    /// <summary>The dataset while it counts: neither gone nor withdrawn.</summary>
    public Dataset? Active => Dataset is { State: DatasetState.Active } ? Dataset : null;
}

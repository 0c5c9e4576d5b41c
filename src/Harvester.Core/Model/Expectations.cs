namespace Harvester.Core.Model;

/// <summary>What a plausible listing looks like. A listing outside <see cref="MinDatasets"/>…<see cref="MaxDatasets"/> withdraws nothing.</summary>
public sealed record Expectations
{
    public long? MinDatasets { get; init; }
    public long? MaxDatasets { get; init; }

    /// <summary>Largest share (0 to 1) of a source, or of one publisher in it, that one run may lack.</summary>
    public double MaxDrop { get; init; } = 0.20;

    /// <summary>The share is asked of more than this many datasets only: a source of three may lose one.</summary>
    public const int SmallCount = 20;
}

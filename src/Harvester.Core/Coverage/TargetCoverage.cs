namespace Harvester.Core.Coverage;

/// <summary>A target and how much of it is there.</summary>
public sealed record TargetCoverage(Target Target, long Value)
{
    /// <summary>Share of the number, 0 to above 1.</summary>
    public double Share => Target.Number == 0 ? 0 : (double)Value / Target.Number;
}

namespace Harvester.Core.Coverage;

/// <summary>Coverage of the metropolis or of one municipality.</summary>
/// <param name="StandardDatasets">Id of a standard dataset → how far it is there; those that are not there at all are left out.</param>
public sealed record BodyCoverage(string Code, string Name, Presence Presence, CoverageFigures Figures, IReadOnlyDictionary<string, StandardCoverage> StandardDatasets)
{
    /// <summary>How many kinds of standard datasets it publishes itself, candidates included.</summary>
    public int CountOwnStandards() => StandardDatasets.Count(pair => pair.Value is not StandardCoverage.ByTheMetropolis);

    /// <summary>Id of a standard dataset → its own datasets of that kind, counted.</summary>
    public IReadOnlyDictionary<string, StandardCounts> StandardCounts { get; init; } = new Dictionary<string, StandardCounts>();
}

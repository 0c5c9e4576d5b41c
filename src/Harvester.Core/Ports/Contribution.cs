namespace Harvester.Core.Ports;

/// <summary>What one dataset adds to the figures of coverage.</summary>
/// <param name="Code">Of its publisher; empty when unknown.</param>
/// <param name="Counts">Name of a figure → how much; empty: nothing any more.</param>
public sealed record Contribution(string Id, string Code, string Source, IReadOnlyDictionary<string, long> Counts);

namespace Harvester.Core.Assessment.Duplicates;

/// <summary>Two datasets that are the same, taken for themselves.</summary>
/// <param name="ByPerson">A person said so: it counts before all others.</param>
public sealed record Link(string First, string Second, double Score, bool ByPerson = false);

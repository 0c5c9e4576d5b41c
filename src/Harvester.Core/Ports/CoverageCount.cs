namespace Harvester.Core.Ports;

/// <summary>One figure of one publisher in one source: the sum of what its datasets contribute; never 0.</summary>
public sealed record CoverageCount(string Code, string Source, string Name, long Value);

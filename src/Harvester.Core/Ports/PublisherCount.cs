namespace Harvester.Core.Ports;

/// <summary>Active datasets and their distributions of one publisher code in one source.</summary>
public sealed record PublisherCount(string? Code, string Source, long Datasets, long Distributions);

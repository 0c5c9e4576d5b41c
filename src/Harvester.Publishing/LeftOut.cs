namespace Harvester.Publishing;

/// <summary>A value that an output could not hold: left out there, and counted.</summary>
/// <param name="Dataset">Id of the dataset.</param>
/// <param name="Property">IRI of the property whose value it was.</param>
/// <param name="Value">As stored.</param>
public sealed record LeftOut(string Dataset, string Property, string Value);

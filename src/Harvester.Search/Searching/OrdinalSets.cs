namespace Harvester.Search.Searching;

/// <summary>The values of each document of a segment, as numbers that hold within the segment.</summary>
/// <param name="Starts">Where a document's numbers begin in <paramref name="Ordinals"/>, and, one further, where they end.</param>
/// <param name="Values">How many different ones there are.</param>
internal sealed record OrdinalSets(int[] Starts, int[] Ordinals, int Values);

namespace Harvester.Search;

/// <summary>A value and how many of the found datasets have it.</summary>
public sealed record FacetCount(string Value, long Count);

namespace Harvester.Core.Mapping;

/// <summary>Members of a kind of source that no rule reads and nobody misses.</summary>
/// <param name="Paths">Paths from the record's root, with all that is in them; the last step may end with <c>*</c>: <c>resources.cache_*</c>.</param>
/// <param name="Why">What they are, and why they are left alone.</param>
public sealed record IgnoredFields(IReadOnlyList<string> Paths, string Why);

namespace Harvester.Core.Ports;

/// <summary>A planned maintenance of a source's site, during which its schedule starts no run. It ends by itself.</summary>
/// <param name="By">Who said so, as in the audit log.</param>
/// <param name="Why">In a person's words; empty: not said.</param>
public sealed record SourcePause(DateTimeOffset Until, string By, string Why);

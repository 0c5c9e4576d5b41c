namespace Harvester.Core.Ports;

/// <summary>Records of one dataset.</summary>
/// <param name="Canonical">Id of the one that stands for all.</param>
/// <param name="Members">All ids, the canonical one included, in order.</param>
public sealed record DuplicateGroup(string Canonical, IReadOnlyList<string> Members);

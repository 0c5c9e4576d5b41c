namespace Harvester.Core.Ports;

/// <summary>One entry of the change log: that something happened, and to which dataset.</summary>
public sealed record ChangeEntry(long Sequence, ChangeKind Kind, string Id);

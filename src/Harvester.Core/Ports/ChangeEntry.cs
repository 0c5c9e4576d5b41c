namespace Harvester.Core.Ports;

/// <summary>One entry of the change log: that something happened, to which dataset, and when.</summary>
/// <param name="Run">The run that made it; null: none did.</param>
public sealed record ChangeEntry(long Sequence, ChangeKind Kind, string Id, DateTimeOffset At, string? Run);

using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>One entry of the change log, with the dataset as of that sequence number; null when it was erased.</summary>
/// <param name="Run">The run that made it; null: none did.</param>
/// <param name="Reason">Why, where it was not the source that changed; null: it was.</param>
public sealed record Change(long Sequence, ChangeKind Kind, string Id, DateTimeOffset At, string? Run, Dataset? Dataset, ChangeReason? Reason = null);

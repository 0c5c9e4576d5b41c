using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>One entry of the change log, with the dataset as of that sequence number; null when it was erased.</summary>
public sealed record Change(long Sequence, ChangeKind Kind, string Id, DateTimeOffset At, string? Run, Dataset? Dataset);

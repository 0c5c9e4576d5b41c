using Harvester.Core.Ports;

namespace Harvester.Storage.Copying;

/// <summary>The change that made a version: its number in the log, and what the log says of it.</summary>
internal sealed record Made(long Sequence, ChangeKind Kind, DateTimeOffset At, string? Run, ChangeReason? Reason);

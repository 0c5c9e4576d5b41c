using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>A dataset as it was: the document, the kind of change that made it, when, in which run, and why if not for the source's sake.</summary>
public sealed record DatasetVersion(int Version, ChangeKind Kind, DateTimeOffset At, string? Run, Dataset Dataset, ChangeReason? Reason = null);

using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>A dataset as it was: the document, the kind of change that made it, when, and in which run.</summary>
public sealed record DatasetVersion(int Version, ChangeKind Kind, DateTimeOffset At, string? Run, Dataset Dataset);

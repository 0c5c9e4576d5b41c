namespace Harvester.Core.Ports;

/// <summary>The right of one worker to write one source's datasets. The store refuses writes under a token that is not the newest (fencing).</summary>
public sealed record Lease(string Source, string Owner, long Token);

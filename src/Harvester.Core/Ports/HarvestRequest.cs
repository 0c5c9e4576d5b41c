namespace Harvester.Core.Ports;

/// <summary>A person's wish that a source be harvested soon, whatever its schedule says. It stands in the store, so that any worker may serve it.</summary>
/// <param name="Id">Never used twice: a request that came during a run is told from the one that the run serves.</param>
/// <param name="At">When it was made.</param>
/// <param name="Full">As for <see cref="Reading.Full"/>; also when only one of several requests that stood together said so.</param>
public sealed record HarvestRequest(string Id, DateTimeOffset At, bool Full);

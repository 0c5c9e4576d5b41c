namespace Harvester.Core.Ports;

/// <summary>A person's wish that a run end before its time. It stands in the store, so that the worker that has the run finds it there, whichever that is.</summary>
/// <param name="Run">The run that is meant: none that comes after it is.</param>
/// <param name="At">When it was made.</param>
public sealed record CancelRequest(string Run, DateTimeOffset At);

namespace Harvester.Core.Runs;

/// <summary>A worker has what a person wants to change: nothing was done, and it can be asked again later. The message says so.</summary>
public sealed class BusyException(string message) : Exception(message);

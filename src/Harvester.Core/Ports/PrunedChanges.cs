namespace Harvester.Core.Ports;

/// <summary>What one step of pruning the change log came to.</summary>
/// <param name="Removed">Entries that are gone.</param>
/// <param name="Next">Where the next step begins, in words of the store; null: there is none.</param>
public sealed record PrunedChanges(long Removed, string? Next);

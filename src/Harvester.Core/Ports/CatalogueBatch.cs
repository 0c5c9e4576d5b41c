namespace Harvester.Core.Ports;

/// <summary>Writes of one run that belong together.</summary>
/// <param name="Run">Id of the run, kept in the change log and in the versions; null: not a run's doing (<c>remap</c>).</param>
/// <param name="At">Instant that the changes bear.</param>
public sealed record CatalogueBatch(string? Run, DateTimeOffset At, IReadOnlyList<CatalogueWrite> Writes);

using Harvester.Core.Model;

namespace Harvester.Web.Pages.Municipalities;

/// <summary>A source that carries a body's records, or is to.</summary>
/// <param name="Datasets">Of this body in it.</param>
/// <param name="IsOwn">The body's own site; otherwise a catalogue that it shares with others.</param>
/// <param name="Runs">The newest first; of its own site only.</param>
public sealed record Carrier(SourceRow Row, SyncStatus Status, long Datasets, bool IsOwn, IReadOnlyList<RunReport> Runs);

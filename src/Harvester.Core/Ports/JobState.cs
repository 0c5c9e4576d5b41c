namespace Harvester.Core.Ports;

/// <summary>Memory of one kind of background work.</summary>
/// <param name="Job">Its name, for good.</param>
/// <param name="Epoch">History that <paramref name="Sequence"/> belongs to, see <see cref="IChangeLog.EpochAsync"/>.</param>
/// <param name="Sequence">Everything up to here is worked off.</param>
/// <param name="Revision">What it was worked off with: with other rules all is worked off anew.</param>
/// <param name="NextDue">Null: whenever something changed.</param>
public sealed record JobState(string Job, string Epoch, long Sequence, string Revision, DateTimeOffset? NextDue = null);

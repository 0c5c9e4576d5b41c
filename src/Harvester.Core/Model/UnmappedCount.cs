namespace Harvester.Core.Model;

/// <summary>A member of a source's records that says something and that no rule reads.</summary>
/// <param name="Path">Where it stands, lists folded into one: <c>resources[].hash</c>; <c>…</c> for all names beyond the first 300.</param>
/// <param name="Records">How many records have it.</param>
/// <param name="Example">Its value in the first of them, cut to 200 characters.</param>
public sealed record UnmappedCount(string Path, long Records, string Example);

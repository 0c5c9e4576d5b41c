namespace Harvester.Storage.Copying;

/// <summary>How far one part has come.</summary>
/// <param name="Part">Its name, in camel case.</param>
/// <param name="Total">As counted before; it may be more than arrive where the source holds remains of work that was cut off.</param>
public sealed record CopyProgress(string Part, long Done, long Total);

namespace Harvester.Storage;

/// <summary>A copy of a store in one file, to be put away.</summary>
/// <param name="Path">Of the file.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sequence">The highest number of the change log in it: it holds the store as of that change.</param>
public sealed record Backup(string Path, long Bytes, long Sequence);

namespace Harvester.Search;

/// <summary>Another process, or another part of this one, writes the index in this folder: one folder has one writer.</summary>
public sealed class IndexInUseException(string folder, Exception inner)
    : Exception($"the search index in {folder} is in use by another process (write.lock): give each process a folder of its own", inner)
{
    public string Folder { get; } = folder;
}

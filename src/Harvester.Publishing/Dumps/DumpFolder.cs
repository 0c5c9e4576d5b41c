using System.Text.Json;

namespace Harvester.Publishing.Dumps;

/// <summary>
/// The folder of the dumps: <c>manifest.json</c> names the set that holds, each set is a folder of its own. A set is written aside and appears as a whole; the
/// manifest is replaced by one rename. So a reader never sees parts of two sets, and one that is in the middle of a file of the set before reads it to its end.
/// </summary>
public sealed class DumpFolder(string path)
{
    public const string ManifestName = "manifest.json";

    private const string Unfinished = ".part";

    public string Path => path;

    /// <summary>The set that holds; null: there is none.</summary>
    public DumpManifest? Read()
    {
        try
        {
            return DumpManifest.Parse(File.ReadAllBytes(System.IO.Path.Combine(path, ManifestName)));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Where a file of a set is, whether it is there or not; null where the names are none that a set has.</summary>
    public string? Locate(string set, string file) => IsName(set) && IsName(file) && !set.EndsWith(Unfinished, StringComparison.Ordinal) ? System.IO.Path.Combine(path, set, file) : null;

    /// <summary>Only one process at a time writes; null while another one does. It is free again when that process ends, however it ends.</summary>
    internal FileStream? Lock()
    {
        Directory.CreateDirectory(path);
        try
        {
            return new FileStream(System.IO.Path.Combine(path, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>An empty folder for a set that is being written.</summary>
    internal string Begin(string set)
    {
        var folder = System.IO.Path.Combine(path, set + Unfinished);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return Directory.CreateDirectory(folder).FullName;
    }

    /// <summary>Makes a set the one that holds, and keeps the one before for those who are reading it.</summary>
    internal void Publish(DumpManifest manifest)
    {
        var before = Read()?.Set;
        var set = System.IO.Path.Combine(path, manifest.Set);
        Directory.Move(set + Unfinished, set);
        var next = System.IO.Path.Combine(path, ManifestName + Unfinished);
        using (var file = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            file.Write(manifest.ToJson());
            file.Flush(flushToDisk: true);
        }

        File.Move(next, System.IO.Path.Combine(path, ManifestName), overwrite: true);
        DeleteBut([manifest.Set, .. before is null ? Array.Empty<string>() : [before]]);
    }

    /// <summary>Removes everything, the manifest first: what was taken down must not be handed out for one more night.</summary>
    public void Clear()
    {
        if (!Directory.Exists(path))
            return;
        File.Delete(System.IO.Path.Combine(path, ManifestName));
        DeleteBut([]);
    }

    private void DeleteBut(IReadOnlyCollection<string> kept)
    {
        foreach (var folder in Directory.EnumerateDirectories(path).Where(folder => IsSet(System.IO.Path.GetFileName(folder)) && !kept.Contains(System.IO.Path.GetFileName(folder))))
            Directory.Delete(folder, recursive: true);
    }

    // A folder that somebody else put here is left alone.
    private static bool IsSet(string name) => name.Length > 16 && name[8] == 'T' && name[15] == 'Z' && name[..8].All(char.IsAsciiDigit);

    private static bool IsName(string name) => name.Length is > 0 and <= 100 && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}

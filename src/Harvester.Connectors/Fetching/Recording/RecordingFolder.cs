using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Harvester.Connectors.Fetching.Recording;

/// <summary>
/// A folder with the exchanges of a run: <c>recording.json</c>, and per source a folder with <c>0001.json</c> (request, status, headers) and
/// <c>0001.csv</c> (the body, decompressed and otherwise as it came), in the order in which they were asked. Made to be read, compared and kept
/// with the code.
/// </summary>
internal sealed partial class RecordingFolder
{
    /// <summary>Exchanges that belong to no one source; an id cannot begin with a line.</summary>
    public const string Hosts = "_hosts";

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private const string ManifestName = "recording.json";
    private readonly ConcurrentDictionary<string, Lazy<SourceFolder>> sources = new(StringComparer.Ordinal);

    private RecordingFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>For writing: makes the folder, or takes one that is empty or holds a recording. A source's earlier exchanges are replaced.</summary>
    /// <exception cref="RecordingException">Something else is in it, or it cannot be written.</exception>
    public static RecordingFolder Create(string path, TimeProvider clock)
    {
        try
        {
            var full = System.IO.Path.GetFullPath(path);
            var manifest = System.IO.Path.Combine(full, ManifestName);
            if (Directory.Exists(full) && !File.Exists(manifest) && Directory.EnumerateFileSystemEntries(full).Any())
                throw new RecordingException($"{path} is not empty and no recording (it has no {ManifestName}): name another folder, so that nothing in it is lost");
            Directory.CreateDirectory(full);
            Write(manifest, new RecordingManifest { Format = RecordingManifest.Present, Tool = RecordingManifest.ThisTool, RecordedAt = clock.GetUtcNow() });
            return new RecordingFolder(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new RecordingException($"no recording can be written to {path}: {e.Message}", e);
        }
    }

    /// <summary>For reading.</summary>
    /// <exception cref="RecordingException">No recording, one of another format, or one with a file that cannot be read.</exception>
    public static (RecordingFolder Folder, IReadOnlyList<(string Source, string Folder, Exchange Exchange)> Exchanges) Open(string path)
    {
        var manifest = System.IO.Path.Combine(path, ManifestName);
        if (!File.Exists(manifest))
            throw new RecordingException($"{path} holds no recording: there is no {ManifestName} in it");
        var current = manifest;
        try
        {
            if (Read<RecordingManifest>(manifest).Format is var format and not RecordingManifest.Present)
                throw new RecordingException($"{manifest} is of format {format}, this version reads format {RecordingManifest.Present}: record anew");
            var exchanges = new List<(string, string, Exchange)>();
            foreach (var source in Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal))
            {
                foreach (var file in Directory.EnumerateFiles(source, "*.json").Where(IsHeader).Order(StringComparer.Ordinal))
                {
                    current = file;
                    exchanges.Add((System.IO.Path.GetFileName(source), source, Read<Exchange>(file)));
                }
            }

            return (new RecordingFolder(System.IO.Path.GetFullPath(path)), exchanges);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new RecordingException($"{current} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>A place for the next exchange of a source.</summary>
    public ExchangeFile Next(string? source) =>
        sources.GetOrAdd(source ?? Hosts, name => new Lazy<SourceFolder>(() => new SourceFolder(System.IO.Path.Combine(Path, name)))).Value.Next();

    /// <summary>All of the file or nothing: written beside it, then put in its place.</summary>
    public static void Write<T>(string file, T content)
    {
        File.WriteAllText(file + ".part", JsonSerializer.Serialize(content, Json) + "\n");
        File.Move(file + ".part", file, overwrite: true);
    }

    private static T Read<T>(string file) => JsonSerializer.Deserialize<T>(File.ReadAllText(file), Json) ?? throw new JsonException("the file holds null");

    // A body may be JSON, too: 0001.body.json.
    private static bool IsHeader(string file) => HeaderName().IsMatch(System.IO.Path.GetFileName(file));

    [GeneratedRegex(@"^\d{4,}\.json$", RegexOptions.NonBacktracking)]
    private static partial Regex HeaderName();

    [GeneratedRegex(@"^\d{4,}\.(?:body\.)?[a-z0-9]+(?:\.part)?$", RegexOptions.NonBacktracking)]
    private static partial Regex OurName();

    private sealed class SourceFolder
    {
        private readonly string path;
        private int number;

        public SourceFolder(string path)
        {
            this.path = path;
            Directory.CreateDirectory(path);
            foreach (var file in Directory.EnumerateFiles(path).Where(file => OurName().IsMatch(System.IO.Path.GetFileName(file))).ToList())
                File.Delete(file);
        }

        public ExchangeFile Next() => new(path, Interlocked.Increment(ref number).ToString("d4"));
    }
}

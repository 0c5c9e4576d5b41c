using System.Text.RegularExpressions;
using Harvester.Connectors.Definitions.Yaml;

namespace Harvester.Connectors.Definitions;

/// <summary>
/// The connector files of a folder and every fault of all of them. A file with a fault gives no source; whether the others are used all the
/// same, or the last good set is kept, is the host's decision.
/// </summary>
public sealed partial class ConnectorFiles
{
    private const string ProfileFolder = "profiles";

    private ConnectorFiles(IEnumerable<ConnectorFile> files, IEnumerable<DefinitionError> errors)
    {
        Files = [.. files.OrderBy(file => file.Source.Id, StringComparer.Ordinal)];
        // One profile is read for each file that extends it, and its faults are found each time.
        Errors = [.. errors.Distinct().OrderBy(error => error.File, StringComparer.Ordinal).ThenBy(error => error.Line).ThenBy(error => error.Column)];
    }

    /// <summary>The files without fault, in the order of their ids.</summary>
    public IReadOnlyList<ConnectorFile> Files { get; }

    /// <summary>In the order of files, lines and columns; empty when all is well.</summary>
    public IReadOnlyList<DefinitionError> Errors { get; }

    /// <summary>Reads every <c>*.yml</c> under <paramref name="folder"/> but for those in <c>profiles/</c>.</summary>
    /// <exception cref="IOException">A file is there but cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public static ConnectorFiles Load(string folder, ConnectorFileChecks checks)
    {
        if (!Directory.Exists(folder))
            return new ConnectorFiles([], [new DefinitionError(folder, 0, 0, "the folder of connector files does not exist")]);
        var profileFolder = Path.Combine(folder, ProfileFolder);
        var profiles = new ConnectorProfiles(profileFolder);
        var errors = new List<DefinitionError>();
        var files = new List<ConnectorFile>();
        var byId = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in YamlFiles(folder))
        {
            if (path.StartsWith(profileFolder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                errors.AddRange(ConnectorProfiles.Check(path, checks));
                continue;
            }

            var (file, faults) = Read(path, profiles, checks);
            errors.AddRange(faults);
            var id = Path.GetFileNameWithoutExtension(path);
            if (!byId.TryAdd(id, path))
                errors.Add(new DefinitionError(path, 1, 1, $"the id '{id}' is taken by {byId[id]}; an id names one source for ever"));
            else if (file is not null)
                files.Add(file);
        }

        return new ConnectorFiles(files, errors);
    }

    /// <summary>Reads one file, wherever it lies; its profiles are looked for in the nearest folder above that has <c>profiles/</c>.</summary>
    /// <exception cref="IOException">The file, or a profile, is there but cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public static ConnectorFiles LoadFile(string path, ConnectorFileChecks checks)
    {
        if (!File.Exists(path))
            return new ConnectorFiles([], [new DefinitionError(path, 0, 0, "the file does not exist")]);
        var above = Path.GetDirectoryName(Path.GetFullPath(path));
        while (above is not null && !Directory.Exists(Path.Combine(above, ProfileFolder)))
            above = Path.GetDirectoryName(above);
        var (file, errors) = Read(path, new ConnectorProfiles(above is null ? null : Path.Combine(above, ProfileFolder)), checks);
        return new ConnectorFiles(file is null ? [] : [file], errors);
    }

    /// <summary>Reads one file's text, as <see cref="LoadFile"/> does; for a file that is not written yet.</summary>
    /// <param name="path">Its name in messages; the stem is the id.</param>
    /// <param name="profileFolder">Where its profiles are; null: it may have none.</param>
    public static ConnectorFiles Parse(string path, string text, ConnectorFileChecks checks, string? profileFolder = null)
    {
        var (file, errors) = Bind(YamlDocument.Load(path, text), new ConnectorProfiles(profileFolder), checks);
        return new ConnectorFiles(file is null ? [] : [file], errors);
    }

    private static IEnumerable<string> YamlFiles(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path).ToLowerInvariant() is ".yml" or ".yaml")
            .Order(StringComparer.Ordinal);

    private static (ConnectorFile? File, IReadOnlyList<DefinitionError> Errors) Read(string path, ConnectorProfiles profiles, ConnectorFileChecks checks)
    {
        var (document, fault) = DefinitionText.Read(path);
        return document is null ? (null, [fault!]) : Bind(document, profiles, checks);
    }

    private static (ConnectorFile? File, IReadOnlyList<DefinitionError> Errors) Bind(
        YamlDocument document, ConnectorProfiles profiles, ConnectorFileChecks checks)
    {
        var errors = new List<DefinitionError>();
        if (Path.GetExtension(document.File) != ".yml")
            errors.Add(new DefinitionError(document.File, 1, 1, "the file's name must end in .yml"));
        var id = Path.GetFileNameWithoutExtension(document.File);
        if (!KebabCase().IsMatch(id))
            errors.Add(new DefinitionError(document.File, 1, 1, $"the id '{id}' must be lower-case letters a to z, digits and single hyphens, at most 60"));

        var documents = new List<YamlDocument> { document };
        var root = profiles.Extend(document, documents);
        var file = ConnectorFileReader.Read(root, id, document.File, checks);
        errors.AddRange(documents.SelectMany(read => read.Errors));
        return (errors.Count == 0 ? file : null, errors);
    }

    [GeneratedRegex(@"\A(?=.{1,60}\z)[a-z0-9]+(?:-[a-z0-9]+)*\z")]
    private static partial Regex KebabCase();
}

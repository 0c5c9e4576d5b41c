using Harvester.Connectors.Definitions.Yaml;

namespace Harvester.Connectors.Definitions;

/// <summary>Profiles of families of sites: <c>extends: name</c> lays a file over <c>profiles/name.yml</c>, which may extend another.</summary>
internal sealed class ConnectorProfiles(string? folder)
{
    public const string Key = "extends";

    /// <summary>Faults of a profile that show without a file that extends it. What it lacks is none: a file may give it.</summary>
    public static IReadOnlyList<DefinitionError> Check(string path, ConnectorFileChecks checks)
    {
        var (document, fault) = DefinitionText.Read(path);
        if (document is null)
            return [fault!];
        _ = ConnectorFileReader.Read(document.Root, Path.GetFileNameWithoutExtension(path), path, checks);
        return [.. document.Errors.Where(error => !error.IsLack)];
    }

    /// <summary>The document's root with all of its profiles under it; every profile read is added to <paramref name="documents"/>.</summary>
    public YamlMap Extend(YamlDocument document, List<YamlDocument> documents)
    {
        var root = document.Root;
        var chain = new List<string>();
        for (var top = root; top.OptionalText(Key) is { } name;)
        {
            if (Find(top, name, chain) is not { } profile)
                break;
            chain.Add(name);
            documents.Add(profile);
            root = YamlMerge.Merge(root, profile.Root);
            top = profile.Root;
        }

        return root;
    }

    private YamlDocument? Find(YamlMap top, string name, List<string> chain)
    {
        if (chain.Contains(name))
        {
            top.ReportValue(Key, $"profiles extend each other in a circle: {string.Join(" → ", chain)} → {name}");
            return null;
        }

        // Looked up among the folder's own files, so that '../x' or 'a/b' is no name.
        var paths = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.yml") : [];
        var path = paths.FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == name);
        if (path is null)
        {
            var names = paths.Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);
            top.ReportValue(Key, $"there is no profile '{name}' in {folder ?? "a folder 'profiles' above the file"}{DidYouMean.Of(name, names)}");
            return null;
        }

        var (document, fault) = DefinitionText.Read(path);
        if (document is null)
            top.ReportValue(Key, $"the profile '{name}' cannot be used: {fault!.Message}");
        return document;
    }
}

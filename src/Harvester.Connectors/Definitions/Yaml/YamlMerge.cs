namespace Harvester.Connectors.Definitions.Yaml;

/// <summary>Lays a file over its profile.</summary>
internal static class YamlMerge
{
    /// <summary>
    /// The keys of both; where both have a key, two blocks are merged in turn and anything else is <paramref name="over"/>'s. Every node
    /// keeps its own file and line, so that a fault names the file in which it stands.
    /// </summary>
    public static YamlMap Merge(YamlMap over, YamlMap under)
    {
        var merged = over.Entries.Select(entry => entry.Value is YamlMap upper && Under(under, entry) is YamlMap lower
            ? entry with { Value = Merge(upper, lower) }
            : entry);
        var added = under.Entries.Where(entry => !over.Has(entry.Key.Text));
        return new YamlMap(over.Place, [.. merged, .. added]) { IsBroken = over.IsBroken };
    }

    private static YamlNode? Under(YamlMap under, YamlEntry entry) =>
        under.Entries.FirstOrDefault(other => other.Key.Text == entry.Key.Text)?.Value;
}

using Harvester.Connectors.Definitions.Yaml;
using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Connectors.Definitions.Mappings;

/// <summary>Reads <c>mappings/vocabularies/licences.yml</c>.</summary>
internal static class LicenceFile
{
    internal static IReadOnlyList<LicenceEntry> Read(YamlMap root)
    {
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. root.RequiredMaps("licences").Select(map => Entry(map, ids))];
    }

    private static LicenceEntry Entry(YamlMap map, HashSet<string> ids)
    {
        var entry = new LicenceEntry
        {
            Id = map.RequiredText("id"),
            Label = map.RequiredText("label"),
            Url = map.OptionalUri("url")?.AbsoluteUri,
            Open = map.OptionalBool("open"),
            Attribution = map.OptionalBool("attribution") ?? false,
            VersionOf = map.OptionalText("version-of"),
            Spellings = map.TextList("spellings"),
            Within = map.TextList("within"),
            Urls = map.TextList("urls"),
            Warn = map.OptionalText("warn"),
            Source = map.Source(),
        };
        map.Done();
        if (!ids.Add(entry.Id))
            map.ReportValue("id", $"the id '{entry.Id}' is used twice");
        return entry;
    }
}

using Harvester.Connectors.Definitions.Yaml;
using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Connectors.Definitions.Mappings;

/// <summary>Reads <c>mappings/vocabularies/formats.yml</c>.</summary>
internal static class FormatFile
{
    internal static IReadOnlyList<FormatEntry> Read(YamlMap root)
    {
        var maps = root.RequiredMaps("formats");
        FormatEntry[] entries = [.. maps.Select(Entry)];
        foreach (var (map, entry) in maps.Zip(entries))
        {
            if (entry.Family is { } family && !entries.Any(other => other.Label == family))
                map.ReportAt("family", $"there is no format '{family}'");
        }

        return entries;
    }

    private static FormatEntry Entry(YamlMap map)
    {
        var entry = new FormatEntry
        {
            Label = map.RequiredText("label"),
            Eu = map.OptionalText("eu"),
            MediaType = map.OptionalText("media-type"),
            MediaTypes = map.TextList("media-types"),
            Spellings = map.TextList("spellings"),
            Extensions = map.TextList("extensions"),
            AlsoIn = map.TextList("also-in"),
            Family = map.OptionalText("family"),
            MachineReadable = map.OptionalBool("machine-readable") ?? false,
            NonProprietary = map.OptionalBool("non-proprietary") ?? false,
            Stars = (int?)map.OptionalInteger("stars", 1, 5),
            Service = map.OptionalBool("service") ?? false,
            Archive = map.OptionalBool("archive") ?? false,
            Source = map.Source(),
        };
        map.Done();
        return entry;
    }
}

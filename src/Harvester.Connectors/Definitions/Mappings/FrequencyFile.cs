using Harvester.Connectors.Definitions.Yaml;
using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Connectors.Definitions.Mappings;

/// <summary>Reads <c>mappings/vocabularies/frequencies.yml</c>.</summary>
internal static class FrequencyFile
{
    internal static IReadOnlyList<FrequencyEntry> Read(YamlMap root) => [.. root.RequiredMaps("frequencies").Select(Entry)];

    private static FrequencyEntry Entry(YamlMap map)
    {
        var entry = new FrequencyEntry(map.RequiredText("code"), map.TextList("spellings"), map.TextList("exact")) { Source = map.Source() };
        map.Done();
        if (entry.Spellings.Count + entry.Exact.Count == 0)
            map.Report("needs 'spellings' or 'exact'");
        return entry;
    }
}

using Harvester.Connectors.Definitions.Yaml;

namespace Harvester.Connectors.Definitions.Mappings;

/// <summary>A vocabulary without entries is a slip, never a wish.</summary>
internal static class RequiredList
{
    extension(YamlMap map)
    {
        internal IReadOnlyList<YamlMap> RequiredMaps(string key)
        {
            var maps = map.Maps(key);
            if (maps.Count == 0)
                map.ReportAt(key, $"the list '{key}' needs at least one entry");
            return maps;
        }
    }
}

using Harvester.Connectors.Definitions.Yaml;
using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Connectors.Definitions.Mappings;

/// <summary>What all vocabularies have: entries (none at all is a slip, never a wish), and each with its source.</summary>
internal static class VocabularyMaps
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

        /// <summary>Every entry says where its words come from; <c>confidence</c> stands where that is not certain.</summary>
        internal VocabularySource Source() => new(map.RequiredText("source"), map.OptionalChoice("confidence", "low", "medium"));
    }
}

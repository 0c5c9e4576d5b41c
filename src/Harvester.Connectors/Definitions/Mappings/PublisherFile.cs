using Harvester.Connectors.Definitions.Yaml;
using Harvester.Core.Mapping;

namespace Harvester.Connectors.Definitions.Mappings;

/// <summary>Reads <c>mappings/vocabularies/publishers.yml</c>.</summary>
internal static class PublisherFile
{
    internal static PublisherRules Read(YamlMap root) => new()
    {
        CodePrefixes = root.TextList("code-prefixes"),
        OfficePrefixes = root.TextMap("office-prefixes") ?? new Dictionary<string, string>(),
        OfficeEndings = root.TextList("office-endings"),
        Organisations = root.TextMap("organisations") ?? new Dictionary<string, string>(),
    };
}

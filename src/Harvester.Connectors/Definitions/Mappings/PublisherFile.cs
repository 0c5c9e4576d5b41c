using Harvester.Connectors.Definitions.Yaml;
using Harvester.Core.Mapping;

namespace Harvester.Connectors.Definitions.Mappings;

/// <summary>Reads <c>mappings/vocabularies/publishers.yml</c>.</summary>
internal static class PublisherFile
{
    private static readonly string[] Lists = ["code-prefixes", "record-separators", "office-prefixes", "office-endings", "names-elsewhere", "organisations"];

    internal static PublisherRules Read(YamlMap root)
    {
        var rules = new PublisherRules
        {
            CodePrefixes = root.TextList("code-prefixes"),
            RecordSeparators = root.TextList("record-separators"),
            OfficePrefixes = root.TextMap("office-prefixes") ?? new Dictionary<string, string>(),
            OfficeEndings = root.TextList("office-endings"),
            NamesElsewhere = root.TextList("names-elsewhere"),
            Organisations = root.TextMap("organisations") ?? new Dictionary<string, string>(),
        };
        if (root.RequiredMap("sources") is { } sources)
        {
            rules = rules with { Sources = Lists.ToDictionary(list => list, sources.RequiredText, StringComparer.Ordinal) };
            sources.Done();
        }

        return rules;
    }
}

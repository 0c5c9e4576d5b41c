using System.Globalization;
using System.Text.Json.Nodes;
using Harvester.Connectors.Definitions.Yaml;

namespace Harvester.Tests.Connectors.Definitions;

/// <summary>YAML as an editor sees it when it applies a JSON Schema: plain true, false and whole numbers are typed (YAML 1.2.2, section 10.3).</summary>
internal static class YamlJson
{
    public static JsonNode? Of(YamlNode node) =>
        node switch
        {
            YamlMap map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, Of(entry.Value)))),
            YamlList list => new JsonArray([.. list.Items.Select(Of)]),
            YamlScalar { IsEmpty: true } => null,
            YamlScalar { IsPlain: true, Text: "true" or "false" } scalar => scalar.Text == "true",
            YamlScalar { IsPlain: true } scalar when long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
            YamlScalar scalar => scalar.Text,
            _ => throw new InvalidOperationException(node.GetType().Name),
        };
}

namespace Harvester.Connectors.Definitions.Yaml;

/// <summary>A key of a mapping with its own place, and its value.</summary>
internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);

namespace Harvester.Connectors.Definitions.Yaml;

/// <summary>Where a node stands, and where its faults go.</summary>
internal sealed record YamlPlace(string File, int Line, int Column, string Path, List<DefinitionError> Errors);

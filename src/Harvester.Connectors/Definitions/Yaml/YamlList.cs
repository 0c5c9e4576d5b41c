namespace Harvester.Connectors.Definitions.Yaml;

/// <summary>A YAML sequence.</summary>
public sealed class YamlList : YamlNode
{
    internal YamlList(YamlPlace place, IReadOnlyList<YamlNode> items)
        : base(place) => Items = items;

    public IReadOnlyList<YamlNode> Items { get; }
}

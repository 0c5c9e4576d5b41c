using Harvester.Connectors.Definitions.Yaml;
using Harvester.Core.Mapping;
using Harvester.Core.Model;

namespace Harvester.Connectors.Definitions.Mappings;

/// <summary>Reads <c>mappings/crosswalks/*.yml</c>.</summary>
internal static class CrosswalkFile
{
    internal static Crosswalk Read(YamlMap root)
    {
        var crosswalk = new Crosswalk
        {
            Language = root.RequiredText("language"),
            SplitLists = root.OptionalBool("split-lists") ?? false,
            Fields = Rules(root.RequiredMap("fields"), CrosswalkFields.Dataset, ""),
            Published = root.Map("published") is { } published ? Published(published) : null,
            Ignored = [.. root.Maps("ignored").Select(Ignored)],
            Items = [],
            Distribution = new Dictionary<string, FieldRule>(),
        };
        if (!crosswalk.Fields.ContainsKey("title"))
            root.ReportAt("fields", "the field 'title' needs a rule: a record without a title is refused");
        if (root.RequiredMap("distributions") is not { } distributions)
            return crosswalk;
        var items = distributions.TextList("items");
        if (items.Count == 0)
            distributions.Report("the key 'items' must name at least one path");
        foreach (var path in items)
            CheckPath(path, message => distributions.ReportAt("items", message));
        var fields = Rules(distributions.RequiredMap("fields"), CrosswalkFields.Distribution, CrosswalkFields.DistributionPrefix);
        distributions.Done();
        return crosswalk with { Items = items, Distribution = fields };
    }

    private static PublishedRules? Published(YamlMap map)
    {
        var when = map.RequiredText("when");
        if (when is not null)
            CheckPath(when, message => map.ReportAt("when", message));
        var known = CrosswalkFields.Dataset.Concat(CrosswalkFields.Distribution.Select(name => CrosswalkFields.DistributionPrefix + name)).ToList();
        var fields = Rules(map.RequiredMap("fields"), known, "");
        map.Done();
        return when is null ? null : new PublishedRules(when, fields);
    }

    private static IgnoredFields Ignored(YamlMap map)
    {
        var ignored = new IgnoredFields(map.TextList("paths"), map.RequiredText("why"));
        map.Done();
        if (ignored.Paths.Count == 0)
            map.Report("needs 'paths' with at least one path");
        foreach (var path in ignored.Paths)
            CheckPath(path, message => map.ReportAt("paths", message));
        return ignored;
    }

    private static Dictionary<string, FieldRule> Rules(YamlMap? map, IReadOnlyList<string> known, string prefix)
    {
        var rules = new Dictionary<string, FieldRule>(StringComparer.Ordinal);
        foreach (var (field, node) in map?.AllEntries() ?? [])
        {
            if (!known.Contains(field))
                map!.ReportAt(field, $"the common schema has no such field; known are {string.Join(", ", known)}");
            else if (node is YamlMap rule)
                rules[field] = Rule(rule, prefix + field);
            else
                node.Report("expected { from: [...] }");
        }

        return rules;
    }

    /// <summary>Reads and checks one rule.</summary>
    /// <param name="field">Its field's full name, by which the vocabularies know it.</param>
    internal static FieldRule Rule(YamlMap map, string field)
    {
        var rule = new FieldRule
        {
            From = map.TextList("from"),
            Vocabulary = map.OptionalChoice("vocabulary", [.. CrosswalkFields.Vocabularies.Keys.Order(StringComparer.Ordinal)]),
            Default = map.OptionalText("default"),
        };
        map.Done();
        if (rule.From.Count == 0 && rule.Default is null)
            map.Report("needs 'from' with at least one path, or a default");
        foreach (var path in rule.From)
            CheckPath(path, message => map.ReportAt("from", message));
        if (rule.Vocabulary is { } vocabulary && !CrosswalkFields.Vocabularies[vocabulary].Contains(field))
            map.ReportAt("vocabulary", $"'{vocabulary}' does not translate this field; it is for {string.Join(", ", CrosswalkFields.Vocabularies[vocabulary])}");
        return rule;
    }

    private static void CheckPath(string path, Action<string> report)
    {
        if (Mapper.FaultOfPath(path) is { } fault)
            report(fault);
    }
}

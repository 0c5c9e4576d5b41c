using Harvester.Connectors.Definitions.Yaml;
using Harvester.Core.Assessment;
using Harvester.Core.Coverage;

namespace Harvester.Connectors.Definitions.Mappings;

/// <summary>Reads <c>mappings/targets.yml</c>.</summary>
internal static class TargetFile
{
    internal static IReadOnlyList<Target> Read(YamlMap root)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        return [.. root.RequiredMaps("targets").Select(map => Target(map, ids))];
    }

    private static Target Target(YamlMap map, HashSet<string> ids)
    {
        var title = map.RequiredMap("title");
        var target = new Target(
            map.RequiredText("id"),
            new Bilingual(title?.RequiredText("ja") ?? "", title?.RequiredText("en") ?? ""),
            Choice(map, "population", Core.Coverage.Target.Populations),
            Choice(map, "unit", Core.Coverage.Target.Units),
            map.RequiredInteger("number", 1) ?? 1,
            (int)(map.RequiredInteger("year", 2000, 2100) ?? 2000),
            map.OptionalBool("baseline") ?? false,
            map.RequiredText("source"));
        title?.Done();
        map.Done();
        if (!ids.Add(target.Id))
            map.ReportValue("id", $"the id '{target.Id}' is used twice");
        return target;
    }

    private static string Choice(YamlMap map, string key, IReadOnlyList<string> words)
    {
        var word = map.RequiredText(key);
        if (word.Length > 0 && !words.Contains(word))
            map.ReportValue(key, $"'{word}' is none of {string.Join(", ", words)}");
        return word;
    }
}

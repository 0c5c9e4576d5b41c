using Harvester.Connectors.Definitions.Yaml;
using Harvester.Core.Mapping.Themes;

namespace Harvester.Connectors.Definitions.Mappings;

/// <summary>Reads <c>mappings/vocabularies/themes.yml</c>.</summary>
internal static class ThemeFile
{
    private const int MostWeight = 3;

    internal static ThemeRules Read(YamlMap root)
    {
        ThemeEntry[] themes = [.. root.RequiredMaps("themes").Select(Entry)];
        string[] codes = [.. themes.Select(theme => theme.Code)];
        var factors = root.RequiredMap("factors");
        var rules = new ThemeRules
        {
            Themes = themes,
            Threshold = Number(root, "threshold"),
            Share = Number(root, "share"),
            Most = Number(root, "most"),
            Factors = new ThemeFactors(Number(factors, "title"), Number(factors, "groups"), Number(factors, "keywords"), Number(factors, "description")),
            Words = [.. root.RequiredMaps("words").Select(map => Rule(map, codes))],
            Categories = [.. root.RequiredMaps("categories").Select(map => Rule(map, codes))],
        };
        factors?.Done();
        return rules;
    }

    private static int Number(YamlMap? map, string key) => (int)(map?.RequiredInteger(key, 1, 100) ?? 0);

    private static ThemeEntry Entry(YamlMap map)
    {
        var entry = new ThemeEntry(map.RequiredText("code"), map.RequiredText("label"), map.RequiredText("label-ja")) { Source = map.Source() };
        map.Done();
        return entry;
    }

    private static ThemeRule Rule(YamlMap map, string[] codes)
    {
        var weights = new Dictionary<string, int>(StringComparer.Ordinal);
        var given = map.RequiredMap("weights");
        foreach (var (code, _) in given?.AllEntries() ?? [])
        {
            if (!codes.Contains(code))
                given!.ReportAt(code, $"there is no theme '{code}'; there are {string.Join(", ", codes)}");
            weights[code] = (int)(given!.RequiredInteger(code, 1, MostWeight) ?? 0);
        }

        var rule = new ThemeRule(weights, map.TextList("words")) { Source = map.Source() };
        map.Done();
        if (rule.Words.Count == 0)
            map.Report("needs 'words'");
        return rule;
    }
}

using Harvester.Connectors.Definitions.Yaml;
using Harvester.Core.Mapping.PriorityFields;
using Harvester.Core.Mapping.Themes;

namespace Harvester.Connectors.Definitions.Mappings;

/// <summary>Reads <c>mappings/vocabularies/priority-fields.yml</c>.</summary>
internal static class PriorityFieldFile
{
    /// <param name="themes">The themes that fields may name; null where that file is faulty, which is told already.</param>
    internal static PriorityFieldRules Read(YamlMap root, ThemeRules? themes)
    {
        var notice = root.RequiredMap("notice");
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var rules = new PriorityFieldRules(
            notice?.RequiredText("ja") ?? "", notice?.RequiredText("en") ?? "", [.. root.RequiredMaps("fields").Select(map => Field(map, ids, themes))]);
        notice?.Done();
        return rules;
    }

    private static PriorityField Field(YamlMap map, HashSet<string> ids, ThemeRules? themes)
    {
        var field = new PriorityField(map.RequiredText("id"), map.RequiredText("name-ja"), map.RequiredText("name-en"), map.TextList("themes"), map.TextList("words")) { Source = map.Source() };
        map.Done();
        if (!ids.Add(field.Id))
            map.ReportValue("id", $"the id '{field.Id}' is used twice");
        if (field.Themes.Count + field.Words.Count == 0)
            map.Report("needs 'themes' or 'words'");
        foreach (var code in field.Themes.Where(code => themes?.Themes.Any(theme => theme.Code == code) == false))
            map.ReportValue("themes", $"there is no theme '{code}'");
        if (field.Words.Any(string.IsNullOrWhiteSpace))
            map.ReportValue("words", "a word is empty");
        return field;
    }
}

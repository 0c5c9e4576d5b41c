using Harvester.Connectors.Definitions.Yaml;
using Harvester.Core.Assessment.StandardDatasets;

namespace Harvester.Connectors.Definitions.Mappings;

/// <summary>Reads <c>mappings/vocabularies/standard-datasets.yml</c>.</summary>
internal static class StandardDatasetFile
{
    internal static IReadOnlyList<StandardDataset> Read(YamlMap root)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        return [.. root.RequiredMaps("standard-datasets").Select(map => Entry(map, ids))];
    }

    private static StandardDataset Entry(YamlMap map, HashSet<string> ids)
    {
        var entry = new StandardDataset
        {
            Id = map.RequiredText("id"),
            Name = map.RequiredText("name"),
            EnglishName = map.RequiredText("english"),
            Sheet = (int?)map.OptionalInteger("sheet", 1, 99),
            Series = map.OptionalChoice("series", "basic", "applied", "successor-only") ?? "",
            Files = map.TextList("files"),
            Titles = map.TextList("titles"),
            Akin = map.TextList("akin"),
            ByTitle = map.OptionalBool("by-title") ?? true,
            Prefixes = map.TextList("prefixes"),
            Forms = [.. map.Maps("forms").Select(Form)],
            Source = map.Source(),
        };
        if (!map.Has("series"))
            map.Report("the key 'series' is missing");
        map.Done();
        if (!ids.Add(entry.Id))
            map.ReportValue("id", $"the id '{entry.Id}' is used twice");
        return entry;
    }

    private static StandardDatasetForm Form(YamlMap map)
    {
        var editions = (ReadOnlySpan<string>)[StandardDatasetForm.Current, StandardDatasetForm.Older, StandardDatasetForm.Prefixed, StandardDatasetForm.Plain];
        if (!map.Has("edition"))
            map.Report("the key 'edition' is missing");
        var form = new StandardDatasetForm(
            map.OptionalChoice("edition", editions) ?? "", map.TextList("columns"), map.TextList("required"), map.OptionalBool("partial") ?? false);
        map.Done();
        if (form.Columns.Count == 0)
            map.Report("needs 'columns'");
        return form;
    }
}

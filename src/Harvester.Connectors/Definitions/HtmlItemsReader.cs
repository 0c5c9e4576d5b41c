using Harvester.Connectors.Definitions.Yaml;

namespace Harvester.Connectors.Definitions;

/// <summary>Binds <c>items:</c>, of a listing and of its files.</summary>
internal static class HtmlItemsReader
{
    private const int MostHeadRows = 20;

    /// <summary>The items of a page.</summary>
    public static HtmlItems Items(YamlMap map)
    {
        var items = Read(map, selfAllowed: false);
        map.Done();
        return items;
    }

    /// <summary>The files of an item.</summary>
    public static HtmlItems Files(YamlMap map)
    {
        var items = Read(map, selfAllowed: true) with
        {
            Columns = HtmlBlockReader.Pattern(map, "columns"),
            KnownFormat = map.OptionalBool("known-format") ?? false,
        };
        map.Done();
        return items;
    }

    private static HtmlItems Read(YamlMap map, bool selfAllowed)
    {
        var layout = map.OptionalChoice("layout", "elements", "table", "cells", "sections", "lines");
        var items = new HtmlItems(
            HtmlBlockReader.Selector(map, "select", map.RequiredText("select"), selfAllowed) ?? "",
            HtmlBlockReader.Selector(map, "skip", map.OptionalText("skip"), selfAllowed: false))
        {
            SkipText = HtmlBlockReader.Pattern(map, "skip-text"),
            Layout = layout switch
            {
                "table" => HtmlLayout.Table,
                "cells" => HtmlLayout.Cells,
                "sections" => HtmlLayout.Sections,
                "lines" => HtmlLayout.Lines,
                _ => HtmlLayout.Elements,
            },
            Until = HtmlBlockReader.Selector(map, "until", map.OptionalText("until"), selfAllowed: false),
            Head = (int?)map.OptionalInteger("head", 0, MostHeadRows),
            Ditto = map.TextList("ditto"),
        };
        Belongs("until", items.Layout == HtmlLayout.Sections, "sections");
        Belongs("head", items.Layout is HtmlLayout.Table or HtmlLayout.Cells, "table or cells");
        Belongs("ditto", items.Layout == HtmlLayout.Table, "table");
        return items;

        void Belongs(string key, bool fits, string layouts)
        {
            if (map.Has(key) && !fits)
                map.ReportAt(key, $"'{key}' has a meaning for layout: {layouts} only");
        }
    }
}

using Harvester.Connectors.Definitions.Yaml;

namespace Harvester.Connectors.Definitions;

/// <summary>Binds the values under <c>fields:</c> of an <c>html:</c> block.</summary>
internal static class HtmlValueReader
{
    public static readonly IReadOnlyDictionary<string, HtmlValue> None = new Dictionary<string, HtmlValue>();

    public static IReadOnlyDictionary<string, HtmlValue> Fields(YamlMap map, IReadOnlyList<string> known)
    {
        var values = new Dictionary<string, HtmlValue>(StringComparer.Ordinal);
        foreach (var (field, _) in map.AllEntries())
        {
            if (!known.Contains(field, StringComparer.Ordinal))
                map.ReportAt(field, $"the common schema has no such field{DidYouMean.Of(field, known)}");
            if (map.Map(field) is { } value)
                values[field] = Value(value, field);
        }

        return values;
    }

    private static HtmlValue Value(YamlMap map, string field)
    {
        var value = new HtmlValue
        {
            Select = HtmlBlockReader.Selector(map, "select", map.OptionalText("select"), selfAllowed: true),
            Attr = map.OptionalText("attr"),
            Auto = map.OptionalChoice("from", "auto", "link", "item") == "auto",
            Link = map.OptionalChoice("from", "auto", "link", "item") == "link",
            Item = map.OptionalChoice("from", "auto", "link", "item") == "item",
            Regex = HtmlBlockReader.Pattern(map, "regex"),
            Split = map.OptionalText("split"),
            Lookup = map.TextMap("lookup"),
            Date = map.OptionalChoice("date", "auto") is not null,
            Many = map.OptionalBool("many") ?? false,
            Optional = map.OptionalBool("optional") ?? false,
            Default = map.OptionalText("default"),
        };
        if (!map.Has("select") && (!map.Has("from") || value.Item))
            map.ReportLack("expected select, which says where the value stands");
        if (map.Has("attr") && !map.Has("select"))
            map.ReportValue("attr", "an attribute needs select, which says of which element");
        if (value.Auto && field != "format")
            map.ReportValue("from", "only the field 'format' can be found by itself");
        if (value.Link && map.Has("select"))
            map.ReportValue("select", "from: link takes the words of the link that led to the page; nothing is selected");
        if (value.Split is not null && !value.Many)
            map.ReportValue("split", "split gives several values; add many: true");
        map.Done();
        return value;
    }
}

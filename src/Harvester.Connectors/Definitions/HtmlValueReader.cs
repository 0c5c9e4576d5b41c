using Harvester.Connectors.Definitions.Yaml;

namespace Harvester.Connectors.Definitions;

/// <summary>Binds the values under <c>fields:</c> of an <c>html:</c> block.</summary>
internal static class HtmlValueReader
{
    private static readonly string[] Auto = ["title", "format", "byteSize", "issued", "modified"];
    private static readonly string[] Places = ["column", "row", "before", "up", "page"];

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
        var from = map.OptionalChoice("from", "auto", "section", "column-head", "row-head", "heads", "link", "item");
        var value = new HtmlValue
        {
            Select = Selector(map, "select"),
            Column = map.TextList("column"),
            Row = map.TextList("row"),
            Before = Selector(map, "before"),
            Up = Selector(map, "up"),
            Page = Selector(map, "page"),
            Without = Selector(map, "without"),
            Attr = map.OptionalText("attr"),
            Auto = from == "auto",
            Link = from == "link",
            Item = from == "item",
            From = from switch
            {
                "section" => HtmlFrom.Section,
                "column-head" => HtmlFrom.ColumnHead,
                "row-head" => HtmlFrom.RowHead,
                "heads" => HtmlFrom.Heads,
                _ => null,
            },
            Regex = HtmlBlockReader.Pattern(map, "regex"),
            Split = map.OptionalText("split"),
            Lookup = map.TextMap("lookup"),
            Date = map.OptionalChoice("date", "auto") is not null,
            Many = map.OptionalBool("many") ?? false,
            Optional = map.OptionalBool("optional") ?? false,
            Default = map.OptionalText("default"),
        };
        var places = Places.Where(map.Has).ToArray();
        if (places.Length == 0 && !map.Has("select") && (!map.Has("from") || value.Item))
            map.ReportLack("expected select, which says where the value stands");
        foreach (var second in places.Skip(1))
            map.ReportAt(second, $"a value stands in one place; '{places[0]}' is there already");
        foreach (var empty in new[] { "column", "row" }.Where(key => map.Node(key) is YamlList { Items.Count: 0 }))
            map.ReportValue(empty, "expected at least one name");
        if (map.Has("attr") && places.Length == 0 && !map.Has("select"))
            map.ReportValue("attr", "an attribute needs select, which says of which element");
        if (value.Auto && !Auto.Contains(field, StringComparer.Ordinal))
            map.ReportValue("from", $"only {string.Join(", ", Auto)} can be found by themselves");
        if (value.From is not null && (places.Length > 0 || map.Has("attr")))
            map.ReportValue("from", $"what the table says of an element has no place and no attribute of its own; leave out {string.Join(", ", places.Append("attr").Where(map.Has))}");
        if (value.Link && (places.Length > 0 || map.Has("select")))
            map.ReportValue(map.Has("select") ? "select" : places[0], "from: link takes the words of the link that led to the page; nothing is selected");
        if (value.Without is not null && value.Attr is not null)
            map.ReportValue("without", "only a text can leave something out, not an attribute");
        if (value.Split is not null && !value.Many)
            map.ReportValue("split", "split gives several values; add many: true");
        map.Done();
        return value;
    }

    private static string? Selector(YamlMap map, string key) =>
        HtmlBlockReader.Selector(map, key, map.OptionalText(key), selfAllowed: key == "select");
}

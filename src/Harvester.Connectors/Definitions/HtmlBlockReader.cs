using Harvester.Connectors.Definitions.Yaml;

namespace Harvester.Connectors.Definitions;

/// <summary>Binds <c>html:</c>.</summary>
internal static class HtmlBlockReader
{
    public static HtmlBlock Read(YamlMap map)
    {
        var block = new HtmlBlock
        {
            Start = Start(map),
            Items = map.RequiredMap("items") is { } items ? HtmlItemsReader.Items(items) : new HtmlItems("", null),
            Detail = map.Map("detail") is { } detail ? Link(detail, selfAllowed: true) : null,
            Next = map.Map("next") is { } next ? Link(next, selfAllowed: false) : null,
            FailWhen = Selector(map, "fail-when", map.OptionalText("fail-when"), selfAllowed: false),
            GroupBy = map.OptionalText("group-by"),
            Files = map.OptionalChoice("files", "expected", "required", "optional") switch
            {
                "required" => HtmlFiles.Required,
                "optional" => HtmlFiles.Optional,
                _ => HtmlFiles.Expected,
            },
            Fields = map.RequiredMap("fields") is { } fields ? HtmlValueReader.Fields(fields, SchemaFields.Page) : HtmlValueReader.None,
            Distributions = map.Map("distributions") is { } distributions ? Distributions(distributions) : null,
        };
        if (map.Map("fields") is { } given && !given.Has("title"))
            given.Report("the field 'title' is missing; a dataset without a title is refused");
        if (block.Files == HtmlFiles.Required && !map.Has("distributions"))
            map.ReportValue("files", "required needs distributions, which says where the files are");
        if (block.GroupBy is { } field && !block.Fields.ContainsKey(field))
            map.ReportValue("group-by", $"'{field}' is not among the fields of this file{DidYouMean.Of(field, block.Fields.Keys)}");
        map.Done();
        return block;
    }

    private static List<Uri> Start(YamlMap map)
    {
        if (!map.Has("start"))
            _ = map.RequiredText("start");
        var nodes = map.Node("start") switch
        {
            YamlList list => list.Items,
            { } node => [node],
            null => [],
        };
        if (map.Node("start") is YamlList { Items.Count: 0 })
            map.ReportValue("start", "expected at least one address");
        foreach (var node in nodes.Where(node => node is not YamlScalar))
            node.Report("expected an address or a list of addresses");
        return [.. nodes.OfType<YamlScalar>().Select(scalar => scalar.AsUri()).OfType<Uri>()];
    }

    private static HtmlLink Link(YamlMap map, bool selfAllowed)
    {
        var link = new HtmlLink(
            Selector(map, "select", map.RequiredText("select"), selfAllowed) ?? "",
            map.OptionalText("attr") ?? "href",
            map.OptionalBool("optional") ?? false);
        map.Done();
        return link;
    }

    private static HtmlDistributions Distributions(YamlMap map)
    {
        var items = map.RequiredMap("items") is { } given ? HtmlItemsReader.Files(given) : new HtmlItems("", null);
        var fields = map.RequiredMap("fields") is { } read ? HtmlValueReader.Fields(read, SchemaFields.Distribution) : HtmlValueReader.None;
        if (map.Map("fields") is { } named && !named.Has("downloadUrl") && !named.Has("accessUrl"))
            named.Report("one of the fields 'downloadUrl' and 'accessUrl' must be there");
        map.Done();
        return new HtmlDistributions(items, fields);
    }

    internal static string? Selector(YamlMap map, string key, string? selector, bool selfAllowed)
    {
        if (!string.IsNullOrEmpty(selector) && SelectorSyntax.Fault(selector, selfAllowed) is { } fault)
            map.ReportValue(key, fault);
        return selector;
    }
}

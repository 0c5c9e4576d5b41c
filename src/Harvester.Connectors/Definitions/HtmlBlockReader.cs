using System.Text.RegularExpressions;
using Harvester.Connectors.Definitions.Yaml;

namespace Harvester.Connectors.Definitions;

/// <summary>Binds <c>html:</c>.</summary>
internal static class HtmlBlockReader
{
    public static HtmlBlock Read(YamlMap map)
    {
        var sitemap = map.Map("sitemap") is { } given ? HtmlPagingReader.Sitemap(given) : null;
        var block = new HtmlBlock
        {
            Sitemap = sitemap,
            Start = HtmlPagingReader.Start(map, needed: sitemap is null),
            Index = HtmlPagingReader.Index(map),
            Items = (sitemap is null ? map.RequiredMap("items") : map.Map("items")) is { } items ? HtmlItemsReader.Items(items) : new HtmlItems("", null),
            Detail = map.Map("detail") is { } detail ? HtmlPagingReader.Link(detail, selfAllowed: true) : null,
            Next = map.Map("next") is { } next ? HtmlPagingReader.Link(next, selfAllowed: false) : null,
            Pages = map.Map("pages") is { } pages ? HtmlPagingReader.Pager(pages) : null,
            Count = map.Map("count") is { } count ? HtmlPagingReader.Count(count) : null,
            SkipAddress = Pattern(map, "skip-address"),
            Hosts = HtmlPagingReader.Hosts(map),
            FailWhen = Selector(map, "fail-when", map.OptionalText("fail-when"), selfAllowed: false),
            GroupBy = map.OptionalText("group-by"),
            Files = map.OptionalChoice("files", "expected", "required", "optional") switch
            {
                "required" => HtmlFiles.Required,
                "optional" => HtmlFiles.Optional,
                _ => HtmlFiles.Expected,
            },
            Fields = map.RequiredMap("fields") is { } fields ? HtmlValueReader.Fields(fields, SchemaFields.Page) : HtmlValueReader.None,
            Labels = Selector(map, "labels", map.OptionalText("labels"), selfAllowed: true),
            Distributions = map.Map("distributions") is { } distributions ? Distributions(distributions) : null,
        };
        if (map.Map("fields") is { } read && !read.Has("title"))
            read.ReportLack("the field 'title' is missing; a dataset without a title is refused");
        if (block.Files == HtmlFiles.Required && !map.Has("distributions"))
            (map.Node("files") ?? map).ReportLack("required needs distributions, which says where the files are");
        if (block.GroupBy is { } field && !block.Fields.ContainsKey(field))
            (map.Node("group-by") ?? map).ReportLack($"'{field}' is not among the fields of this file{DidYouMean.Of(field, block.Fields.Keys)}");
        HtmlPagingReader.Check(map, block);
        map.Done();
        return block;
    }

    private static HtmlDistributions Distributions(YamlMap map)
    {
        var items = map.RequiredMap("items") is { } given ? HtmlItemsReader.Files(given) : new HtmlItems("", null);
        var fields = map.RequiredMap("fields") is { } read ? HtmlValueReader.Fields(read, SchemaFields.Distribution) : HtmlValueReader.None;
        if (map.Map("fields") is { } named && !named.Has("downloadUrl") && !named.Has("accessUrl"))
            named.ReportLack("one of the fields 'downloadUrl' and 'accessUrl' must be there");
        map.Done();
        return new HtmlDistributions(items, fields);
    }

    internal static string? Selector(YamlMap map, string key, string? selector, bool selfAllowed)
    {
        if (!string.IsNullOrEmpty(selector) && SelectorSyntax.Fault(selector, selfAllowed) is { } fault)
            map.ReportValue(key, fault);
        return selector;
    }

    internal static Regex? Pattern(YamlMap map, string key)
    {
        if (map.OptionalText(key) is not { } pattern)
            return null;
        var (regex, fault) = RegexSyntax.Compile(pattern);
        if (fault is not null)
            map.ReportValue(key, fault);
        return regex;
    }
}

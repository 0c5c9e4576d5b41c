using System.Text.RegularExpressions;
using Harvester.Connectors.Definitions.Yaml;

namespace Harvester.Connectors.Definitions;

/// <summary>Binds the keys of <c>html:</c> that say how to get from page to page.</summary>
internal static partial class HtmlPagingReader
{
    /// <summary>Categories, their parts, and one to spare; more would be a crawl.</summary>
    private const int MostLevels = 4;

    public static IReadOnlyList<Uri> Start(YamlMap map, bool needed)
    {
        if (map.Node("start") is null)
        {
            if (needed)
                _ = map.RequiredText("start");
            return [];
        }

        var nodes = map.Node("start") switch
        {
            YamlList list => list.Items,
            { } node => [node],
            null => [],
        };
        if (nodes.Count == 0)
            map.ReportValue("start", "expected at least one address");
        foreach (var node in nodes.Where(node => node is not YamlScalar))
            node.Report("expected an address or a list of addresses");
        return [.. nodes.OfType<YamlScalar>().Select(scalar => scalar.AsUri()).OfType<Uri>()];
    }

    public static IReadOnlyList<HtmlLink> Index(YamlMap map)
    {
        var levels = map.Maps("index");
        if (map.Node("index") is YamlList { Items.Count: 0 or > MostLevels })
            map.ReportValue("index", $"expected from 1 to {MostLevels} levels of links");
        return [.. levels.Select(level => Link(level, selfAllowed: false))];
    }

    public static HtmlLink Link(YamlMap map, bool selfAllowed)
    {
        var link = new HtmlLink(
            HtmlBlockReader.Selector(map, "select", map.RequiredText("select"), selfAllowed) ?? "",
            map.OptionalText("attr") ?? "href",
            map.OptionalBool("optional") ?? false)
        {
            Skip = HtmlBlockReader.Selector(map, "skip", map.OptionalText("skip"), selfAllowed: false),
            Text = HtmlBlockReader.Pattern(map, "text"),
            Address = HtmlBlockReader.Pattern(map, "address"),
        };
        map.Done();
        return link;
    }

    public static HtmlPager Pager(YamlMap map)
    {
        var template = map.OptionalText("template");
        var first = map.OptionalInteger("first", 0, 1_000_000_000);
        var step = map.OptionalInteger("step", 1, 1_000_000);
        if (template is null)
        {
            foreach (var key in new[] { "first", "step" }.Where(map.Has))
                map.ReportValue(key, "numbers belong to a template");
            return new HtmlPager { Links = Link(map, selfAllowed: false) };
        }

        if (Place().Count(template) != 1 || Place().Replace(template, "").AsSpan().ContainsAny('{', '}'))
            map.ReportValue("template", "expected an address with {page} in one place, where the page's number belongs");
        foreach (var key in new[] { "select", "attr", "optional", "skip", "text", "address" })
        {
            if (map.Node(key) is { } unused)
                unused.Report("a template needs no links");
        }

        map.Done();
        return new HtmlPager { Template = template, First = first ?? 2, Step = step ?? 1 };
    }

    public static HtmlCount Count(YamlMap map)
    {
        var count = new HtmlCount(
            HtmlBlockReader.Selector(map, "select", map.RequiredText("select"), selfAllowed: false) ?? "",
            HtmlBlockReader.Pattern(map, "regex"),
            map.OptionalBool("optional") ?? false);
        map.Done();
        return count;
    }

    public static HtmlSitemap Sitemap(YamlMap map)
    {
        var sitemap = new HtmlSitemap(map.RequiredUri("url") ?? RecordBlockReader.Nowhere, HtmlBlockReader.Pattern(map, "address"));
        map.Done();
        return sitemap;
    }

    public static IReadOnlyList<string> Hosts(YamlMap map)
    {
        var hosts = map.TextList("hosts");
        foreach (var host in hosts.Where(host => !HostName().IsMatch(host)))
            map.ReportValue("hosts", $"'{host}' is no host name; write it without https:// and without a path");
        return hosts;
    }

    /// <summary>Faults that show from several keys together.</summary>
    public static void Check(YamlMap map, HtmlBlock block)
    {
        if (block.Next is not null && block.Pages is not null)
            map.ReportAt("pages", "a listing goes on by next or by pages, not by both");
        if (block.Sitemap is not null)
        {
            foreach (var key in new[] { "start", "index", "items", "detail", "next", "pages", "count" }.Where(map.Has))
                map.ReportAt(key, "a sitemap names the records' own pages; there is no listing beside it");
        }

        if (map.Map("fields") is not { } fields)
            return;
        foreach (var (field, value) in block.Fields)
        {
            if (value.Link && block.Index.Count == 0)
                (fields.Map(field)?.Node("from") ?? fields).ReportLack("from: link needs index, whose links it speaks of");
            if (value.Item && block.Detail is null)
                (fields.Map(field)?.Node("from") ?? fields).ReportLack("from: item needs detail; without it every field comes from the item");
        }
    }

    [GeneratedRegex(@"\{page\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"\A[^\s/:@?#]+\z")]
    private static partial Regex HostName();
}

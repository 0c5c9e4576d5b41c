using Harvester.Connectors.Definitions;

namespace Harvester.Tests.Connectors.Html;

/// <summary>Short forms of html blocks, as a connector file would have them.</summary>
internal static class Blocks
{
    /// <summary>Items with a title, and every link in them a file; there may be none.</summary>
    public static HtmlBlock Of(string items, string? title = null, string? skip = null, string files = "a[href]", string start = "/index.html") => new()
    {
        Start = [new Uri(LoopbackSite.Host + start)],
        Items = new HtmlItems(items, skip),
        Files = HtmlFiles.Optional,
        Fields = new Dictionary<string, HtmlValue> { ["title"] = new() { Select = title ?? "." } },
        Distributions = new HtmlDistributions(new HtmlItems(files, null), new Dictionary<string, HtmlValue>
        {
            ["downloadUrl"] = new() { Select = ".", Attr = "href" },
            ["format"] = new() { Auto = true },
            ["byteSize"] = new() { Auto = true },
        }),
    };

    public static HtmlBlock With(this HtmlBlock block, string field, HtmlValue value) =>
        block with { Fields = new Dictionary<string, HtmlValue>(block.Fields) { [field] = value } };

    public static HtmlBlock WithFile(this HtmlBlock block, string field, HtmlValue value) => block with
    {
        Distributions = block.Distributions! with { Fields = new Dictionary<string, HtmlValue>(block.Distributions.Fields) { [field] = value } },
    };

    public static HtmlBlock Paged(this HtmlBlock block, string next = "a.next", bool optional = true) =>
        block with { Next = new HtmlLink(next, "href", optional) };
}

using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Harvester.Connectors.Definitions;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;

namespace Harvester.Connectors.Html;

/// <summary>Finds the links of one key of the <c>html</c> block and says where each leads, so that nothing but pages of the site is asked for.</summary>
internal sealed partial class LinkReader
{
    private readonly HtmlLink link;
    private readonly Selector selector;
    private readonly Selector? skip;
    private readonly Regex? skipAddress;
    private readonly SiteHosts hosts;

    /// <param name="key">Its name in messages: <c>index[0]</c>.</param>
    /// <exception cref="SourceException">Code <c>bad-selector</c>.</exception>
    public LinkReader(HtmlLink link, string key, HtmlBlock block, SiteHosts hosts, string source)
    {
        this.link = link;
        this.hosts = hosts;
        skipAddress = block.SkipAddress;
        selector = new Selector(link.Select, source);
        skip = link.Skip is { } unwanted ? new Selector(unwanted, source) : null;
        Name = $"{key}.select (\"{selector.Text}\")";
    }

    /// <summary>Key and selector, for messages.</summary>
    public string Name { get; }

    /// <summary>Its absence is no fault.</summary>
    public bool IsOptional => link.Optional;

    /// <summary>Every link that the selector finds, in document order.</summary>
    public IEnumerable<PageLink> All(IElement root, HtmlPage page) => selector.All(root).Select(element => Read(element, page));

    private PageLink Read(IElement element, HtmlPage page)
    {
        var raw = element.GetAttribute(link.Attr);
        var words = Words(element);
        var url = page.Resolve(raw);
        var isAnchor = url is { Fragment.Length: > 0 } || raw?.TrimStart().StartsWith('#') == true;
        url = url is null ? null : PageAddress.WithoutFragment(url);
        return new PageLink(element, raw, url, words, Fate(element, raw, url, words, isAnchor && url == PageAddress.WithoutFragment(page.Url)));
    }

    private LinkFate Fate(IElement element, string? raw, Uri? url, string words, bool isAnchor)
    {
        if (skip?.Marks(element) == true || link.Text?.IsMatch(Nfkc.Of(words)) == false)
            return LinkFate.Excluded;
        if (url is null)
            return raw?.Trim().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) == true ? LinkFate.Script : LinkFate.Nowhere;
        if (link.Address?.IsMatch(url.AbsoluteUri) == false)
            return LinkFate.Excluded;
        return isAnchor ? LinkFate.SamePage
            : skipAddress?.IsMatch(url.AbsoluteUri) == true ? LinkFate.Skipped
            : !hosts.Contains(url) ? LinkFate.OtherHost
            : FileName().IsMatch(url.AbsolutePath) ? LinkFate.File
            : LinkFate.Page;
    }

    private static string Words(IElement element)
    {
        var images = element.QuerySelectorAll("img[alt]").Select(image => image.GetAttribute("alt"));
        return ElementText.Clean(string.Join(' ', images.Prepend(ElementText.Of(element))));
    }

    /// <summary>Files as such sites offer them. A program (<c>dl.cgi</c>) may give either, so it is asked.</summary>
    [GeneratedRegex(@"\.(?:csv|tsv|txt|xlsx?|xlsm|ods|pdf|docx?|pptx?|zip|lzh|7z|gz|json|geojson|jsonld|kml|kmz|gml|shp|gpkg|rdf|ttl|nt|xml|jpe?g|png|gif|svg|webp|mp[34]|ics|epub)\z", RegexOptions.IgnoreCase)]
    private static partial Regex FileName();
}

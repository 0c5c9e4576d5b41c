using AngleSharp.Dom;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Html;

/// <summary>The links from a page's items to their own pages; an item without one is told.</summary>
internal sealed class DetailLinks(HtmlLink detail, HtmlBlock block, SiteHosts hosts, string source)
{
    private readonly LinkReader reader = new(detail, "detail", block, hosts, source);

    /// <param name="first">Position of the first item.</param>
    /// <param name="chain">Number of the listing.</param>
    /// <exception cref="SourceException">Code <c>selector-matched-nothing</c>: no item of the first page has a link.</exception>
    public IReadOnlyList<DetailLink> Of(HtmlPage page, IReadOnlyList<IElement> elements, long first, int chain, Reading reading)
    {
        var links = new List<DetailLink>();
        var lacking = new List<(PageLink? Link, long Position)>();
        foreach (var (index, element) in elements.Index())
        {
            var link = reader.All(element, page).FirstOrDefault(link => link.Fate is not LinkFate.Excluded);
            if (link?.Fate is LinkFate.Page)
                links.Add(new DetailLink(link.Url!, first + index, (element, page), chain));
            else if (link?.Fate is LinkFate.Skipped)
                LeftOut(link.Url!, first + index, reading);
            else if (!detail.Optional || link?.Raw is not null)
                lacking.Add((link, first + index));
            else
                LeftOut(null, first + index, reading);
        }

        if (first == 1 && links.Count == 0)
        {
            throw new SourceException("selector-matched-nothing", Whose.Ours, FetchFaults.Show(page.Url),
                $"None of the page's {elements.Count} items has an address by {reader.Name}; nothing was taken. Has the site been redesigned?");
        }

        foreach (var (link, position) in lacking)
            reading.Unread(Fault(link), position, FetchFaults.Show(page.Url));
        return links;
    }

    /// <summary>Needed only where the items are counted.</summary>
    private void LeftOut(Uri? url, long position, Reading reading)
    {
        if (block.Count is null)
            return;
        reading.Exclude(new Problem("item-left-out", Severity.Info, Whose.Ours, "detail", url is null ? null : FetchFaults.Show(url),
            $"The item {(url is null ? "has no page of its own, which detail.optional allows" : "leads to a page that skip-address excludes")}; it was left out."), null, position);
    }

    private Problem Fault(PageLink? link) => link?.Fate switch
    {
        LinkFate.OtherHost => new Problem("foreign-address", Severity.Error, Whose.Ours, "detail", link.Raw,
            $"The item's page by {reader.Name} is on another host and was not asked for, so the item was not taken; if that host belongs to the source, name it in html.hosts."),
        LinkFate.File => new Problem("link-to-file", Severity.Error, Whose.Record, "detail", link.Raw,
            $"The item's link by {reader.Name} leads to a file and not to a page; the item was not taken."),
        _ => new Problem("no-detail-link", Severity.Error, Whose.Record, "detail", link?.Raw,
            $"The item has no address by {reader.Name}, so its page cannot be read; it was not taken."),
    };
}

using Harvester.Connectors.Fetching;

namespace Harvester.Connectors.Html;

/// <summary><c>next</c>: each page links to the one after it.</summary>
/// <param name="itemsName">The key <c>items.select</c> with its selector, for messages.</param>
internal sealed class NextLinks(LinkReader next, PageChain chain, string itemsName) : IPageTurner
{
    public bool Overlaps => false;

    public Uri? AfterItems(HtmlPage page, Uri asked)
    {
        var link = next.All(page.Root, page).FirstOrDefault(link => link.Fate is not LinkFate.Excluded);
        var here = FetchFaults.Show(page.Url);
        switch (link?.Fate)
        {
            case null:
                if (!next.IsOptional)
                    chain.Doubt($"The page {here} has items but no link to a next page by {next.Name}, and next is not optional.");
                return null;
            case LinkFate.Page or LinkFate.SamePage when link.Fate is LinkFate.SamePage || link.Url == asked || link.Url == PageAddress.WithoutFragment(page.Url):
                // Many last pages link to themselves. A first page that does, or a link with a script on it, turns pages by script.
                if (chain.FreshPages <= 1 || link.Element.HasAttribute("onclick"))
                    chain.Doubt($"The link to the next page of {here} leads back to {FetchFaults.Show(link.Url ?? page.Url)}, the page itself; paging stopped there.");
                return null;
            case LinkFate.Page when chain.Contains(link.Url!):
                chain.Doubt($"The link to the next page of {here} leads back to {FetchFaults.Show(link.Url!)}, a page read before; paging stopped there.");
                return null;
            case LinkFate.Page:
                chain.Walk.Reading.Finds(next.Name, 1);
                return link.Url;
            case LinkFate.OtherHost:
                chain.Doubt($"The link to the next page of {here} leads to another host, {FetchFaults.Show(link.Url!)}, and was not followed; if that host belongs to the source, name it in html.hosts.");
                return null;
            case LinkFate.Skipped:
                chain.Doubt($"The link to the next page of {here} leads to {FetchFaults.Show(link.Url!)}, which skip-address excludes; paging stopped there.");
                return null;
            default:
                chain.Doubt($"The link to the next page of {here} is \"{link.Raw}\", which {(link.Fate is LinkFate.Script ? "only a script can follow" : "is no page")}; paging stopped there.");
                return null;
        }
    }

    public Uri? AfterRepetition(HtmlPage page, Uri asked, Uri? earlier)
    {
        chain.Doubt($"The page {FetchFaults.Show(asked)} lists the same items as {FetchFaults.Show(earlier!)}: its pager does not turn pages; paging stopped there.");
        return null;
    }

    /// <summary>Rightly the end where each page must lead to a next one, and only an empty one can be the last.</summary>
    public Uri? AfterEmpty(HtmlPage page, Uri asked)
    {
        if (next.IsOptional)
            chain.Doubt($"No element of the page {FetchFaults.Show(asked)} matches {itemsName}, though earlier pages have such items.");
        return null;
    }

    public Uri? AfterFault() => null;
}

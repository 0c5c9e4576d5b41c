using Harvester.Connectors.Fetching;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;

namespace Harvester.Connectors.Html;

/// <summary><c>pages.select</c>: a pager of numbers. Every page that it leads to is read, also those that only a later page's pager shows.</summary>
/// <param name="itemsName">The key <c>items.select</c> with its selector, for messages.</param>
internal sealed class PagerLinks(LinkReader links, PageChain chain, string itemsName) : IPageTurner
{
    private readonly Queue<PageLink> waiting = [];
    private readonly HashSet<Uri> queued = [];

    /// <summary>Numbers of pages that were read: a link with such a number and without an address is the mark of where one is.</summary>
    private readonly HashSet<string> numbers = ["1"];

    private string current = "1";
    private bool isByScript;

    public bool Overlaps => true;

    public Uri? AfterItems(HtmlPage page, Uri asked)
    {
        var any = Collect(page);
        if (!any && chain.FreshPages == 1 && !links.IsOptional)
            chain.Doubt($"The page {FetchFaults.Show(page.Url)} has items but no link by {links.Name}, and pages is not optional.");
        return Following();
    }

    public Uri? AfterRepetition(HtmlPage page, Uri asked, Uri? earlier)
    {
        Collect(page);
        // Another order, a filter, or the first page under its number: such a page is not the listing's next one.
        if (long.TryParse(current, out var number) && number > 1)
            chain.Doubt($"The page {FetchFaults.Show(asked)}, number {number} by {links.Name}, lists nothing that earlier pages have not: its pager does not turn pages.");
        else
            chain.Walk.Note("repeated-page", Severity.Info, Whose.Ours, asked, current, $"The page that {links.Name} leads to by \"{current}\" lists nothing new and was not used; pages.skip or pages.text can leave it out.");
        return Following();
    }

    public Uri? AfterEmpty(HtmlPage page, Uri asked)
    {
        chain.Doubt($"No element of the page {FetchFaults.Show(asked)} matches {itemsName}, though earlier pages have such items.");
        return Following();
    }

    public Uri? AfterFault() => Following();

    private bool Collect(HtmlPage page)
    {
        var any = false;
        foreach (var link in links.All(page.Root, page).Where(link => link.Fate is not LinkFate.Excluded))
        {
            any = true;
            if (link.Fate is LinkFate.Page && !chain.Contains(link.Url!) && queued.Add(link.Url!))
                Wait(link);
            else if (link.Fate is LinkFate.Script && !isByScript && !numbers.Contains(Nfkc.Of(link.Words)))
            {
                isByScript = true;
                chain.Doubt($"The pager link \"{link.Words}\" of {FetchFaults.Show(page.Url)} by {links.Name} is one that only a script can follow; the page behind it was not read.");
            }
            else if (link.Fate is LinkFate.OtherHost && queued.Add(link.Url!))
                chain.Doubt($"The pager link \"{link.Words}\" of {FetchFaults.Show(page.Url)} leads to another host, {FetchFaults.Show(link.Url!)}, and was not followed; if that host belongs to the source, name it in html.hosts.");
        }

        return any;
    }

    private void Wait(PageLink link)
    {
        waiting.Enqueue(link);
        chain.Walk.Reading.Finds(links.Name, 1);
    }

    private Uri? Following()
    {
        if (!waiting.TryDequeue(out var link))
            return null;
        current = Nfkc.Of(link.Words);
        numbers.Add(current);
        return link.Url;
    }
}

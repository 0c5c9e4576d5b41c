using System.Runtime.CompilerServices;
using AngleSharp.Dom;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Connectors.Html.Layout;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Html;

/// <summary>
/// The pages of all listings: those that <see cref="IndexPages"/> lead to, and from each the pages after it. Bounded, and safe from loops; what
/// stands against completeness becomes a doubt, and the pages read so far stay valid.
/// </summary>
internal sealed class ListingPages
{
    private readonly HtmlBlock block;
    private readonly PageReader pages;
    private readonly SiteHosts hosts;
    private readonly IndexPages index;
    private readonly ItemFinder items;
    private readonly LinkReader? detail;
    private readonly LinkReader? next;
    private readonly LinkReader? pager;
    private readonly PageCount? count;
    private readonly string itemsName;

    /// <exception cref="SourceException">Code <c>bad-selector</c>.</exception>
    public ListingPages(HtmlBlock block, string source, PageReader pages, SiteHosts hosts)
    {
        this.block = block;
        this.pages = pages;
        this.hosts = hosts;
        items = new ItemFinder(block.Items, source, ItemReader.NeededColumns(block));
        itemsName = $"items.select (\"{items.Select}\")";
        index = new IndexPages(block, hosts, new Selector(block.Items.Select, source), source);
        detail = block.Detail is { } own ? new LinkReader(own, "detail", block, hosts, source) : null;
        next = block.Next is { } link ? new LinkReader(link, "next", block, hosts, source) : null;
        pager = block.Pages?.Links is { } links ? new LinkReader(links, "pages", block, hosts, source) : null;
        count = block.Count is { } announced ? new PageCount(announced, source) : null;
    }

    /// <summary>False once a doubt was raised: pages are lacking.</summary>
    public bool Complete { get; private set; }

    /// <exception cref="SourceException">
    /// The first page cannot be read; no page has an item (<c>selector-matched-nothing</c>, <c>maintenance-page</c>, <c>login-page</c>); any page matches <c>fail-when</c>.
    /// </exception>
    public async IAsyncEnumerable<ListingPage> ReadAsync(Reading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var walk = new PageWalk(pages, hosts, reading);
        var number = 0;
        var hasListed = false;
        SourceException? empty = null;
        await foreach (var start in index.ReadAsync(walk, cancellationToken))
        {
            var chain = new PageChain(++number, walk);
            await foreach (var (page, elements) in ChainAsync(start, chain, cancellationToken))
            {
                if (elements.Count > 0)
                    yield return new ListingPage(page, elements, chain.Number);
                else
                    empty ??= NothingIn(page);
            }

            hasListed |= chain.FreshPages > 0 || chain.Announced == 0;
            if (chain.FreshPages > 0 && count is not null)
                chain.Close(start.Url, count.Name);
        }

        if (!hasListed && (empty ?? walk.LastFault) is { } fault)
            throw fault;
        Complete = walk.Complete;
    }

    /// <summary>Only then is what a page announces the number of the source's records.</summary>
    private bool IsOneListing => block is { Start.Count: 1, Index.Count: 0, GroupBy: null };

    /// <summary>The pages of one listing; its first page, where that has no items, comes without.</summary>
    private async IAsyncEnumerable<(HtmlPage Page, IReadOnlyList<IElement> Items)> ChainAsync(
        ListingStart start, PageChain chain, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var walk = chain.Walk;
        var turner = Turner(chain);
        if ((next ?? pager) is { } way)
            walk.Reading.Finds(way.Name, 0); // tried, whatever comes of it
        var isFirst = true;
        for (Uri? url = start.Url; url is not null; isFirst = false)
        {
            var page = isFirst ? start.Page : null;
            if (page is null && walk.Enter(url))
                page = await walk.ReadAsync(url, start.Trail, !isFirst ? PageRole.Following : start.Trail.Count == 0 ? PageRole.Start : PageRole.Category, cancellationToken);
            chain.Entered(url);
            if (page is null)
            {
                url = turner.AfterFault();
                continue;
            }

            if (isFirst)
                chain.Announced = count?.Of(page, walk);
            if (isFirst && IsOneListing)
                walk.Reading.Announced = chain.Announced;
            var elements = Items(page, walk);
            if (elements.Count == 0)
            {
                if (isFirst && chain.Announced != 0)
                    yield return (page, elements);
                url = IsEnd(page, start, chain, isFirst) ? null : turner.AfterEmpty(page, url);
                continue;
            }

            var fresh = chain.Fresh(elements);
            var earlier = turner.Overlaps ? null : chain.Repeated(url, elements);
            if (earlier is not null || (turner.Overlaps && fresh.Count == 0))
            {
                url = turner.AfterRepetition(page, url, earlier);
                continue;
            }

            yield return (page, turner.Overlaps ? fresh : elements);
            url = turner.AfterItems(page, url);
        }
    }

    private IPageTurner Turner(PageChain chain) =>
        next is not null ? new NextLinks(next, chain, itemsName)
        : pager is not null ? new PagerLinks(pager, chain, itemsName)
        : block.Pages is { Template: not null } template ? new TemplatePages(template, hosts, chain)
        : new SinglePage();

    /// <summary>The page's items. What has links, but none that may be a detail link, is none: a menu, a heading.</summary>
    private List<IElement> Items(HtmlPage page, PageWalk walk)
    {
        var found = items.Find(page.Root, page);
        foreach (var problem in found.Problems)
            walk.Reading.Report(problem, recordUrl: FetchFaults.Show(page.Url));
        page.Lacks = found.Lacks;
        foreach (var lack in found.Lacks)
            walk.Doubt($"{lack} ({FetchFaults.Show(page.Url)})");
        found.Items.RemoveAll(item => IsOther(item, page));
        return found.Items;
    }

    private bool IsOther(IElement item, HtmlPage page)
    {
        if (detail is null)
            return false;
        var fates = detail.All(item, page).Select(link => link.Fate).ToList();
        return fates.Count > 0 && fates.TrueForAll(fate => fate is LinkFate.Excluded);
    }

    /// <summary>Says what is wrong with a page without items; true where that ends its listing, whatever the pager makes of it.</summary>
    private bool IsEnd(HtmlPage page, ListingStart start, PageChain chain, bool isFirst)
    {
        var walk = chain.Walk;
        if (isFirst && chain.Announced == 0)
            return true;
        if (walk.IsAtFirstPage)
            throw NothingIn(page);
        if (page.Lacks.Count > 0)
            return true;
        if (PageKind.OfEmptyListing(page) is { } kind)
            walk.Fault(page.Url, kind, kind.Describe());
        else if (!isFirst)
            return false;
        else if (start.MayBeEmpty)
            walk.Note("page-without-items", Severity.Info, Whose.Source, page.Url, null, $"No element of the page matches {itemsName}; its level of the index is optional, so it was passed over.");
        else
            walk.Doubt($"No element of the page {FetchFaults.Show(page.Url)} matches {itemsName}, where at least one was expected.");
        return true;
    }

    private SourceException NothingIn(HtmlPage page) => page.Lacks.Count > 0
        ? new SourceException("selector-matched-nothing", Whose.Ours, FetchFaults.Show(page.Url), $"{page.Lacks[0]} Nothing was taken. Has the site been redesigned?")
        : PageKind.OfEmptyListing(page) ?? new SourceException("selector-matched-nothing", Whose.Ours, FetchFaults.Show(page.Url),
        $"No element of the page matches {itemsName}, where at least one was expected; nothing was taken. Has the site been redesigned?");
}

using System.Runtime.CompilerServices;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Connectors.Html.Layout;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Html;

/// <summary>
/// The pages of a listing: every start page, and from each the chain of <c>next</c> links. Bounded, and safe from loops; what stands against
/// completeness becomes a doubt, and the pages read so far stay valid.
/// </summary>
internal sealed class ListingPages
{
    private const int MostPages = 1000;
    private readonly HtmlBlock block;
    private readonly PageReader pages;
    private readonly ItemFinder items;
    private readonly Selector? next;
    private readonly HashSet<Uri> read = [];

    /// <exception cref="SourceException">Code <c>bad-selector</c>.</exception>
    public ListingPages(HtmlBlock block, string source, PageReader pages)
    {
        this.block = block;
        this.pages = pages;
        // Fields of detail pages say nothing of the listing's tables.
        items = new ItemFinder(block.Items, source, block.Detail is null ? ItemReader.NeededColumns(block) : []);
        next = block.Next is { } link ? new Selector(link.Select, source) : null;
    }

    /// <summary>False once a doubt was raised: pages are lacking.</summary>
    public bool Complete { get; private set; } = true;

    /// <exception cref="SourceException">The first page cannot be read or has no item (<c>selector-matched-nothing</c>); any page matches <c>fail-when</c>.</exception>
    public async IAsyncEnumerable<ListingPage> ReadAsync(Reading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var start in block.Start)
        {
            var url = PageAddress.WithoutFragment(start);
            var chain = new HashSet<Uri>();
            var contents = new Dictionary<UInt128, Uri>();
            while (url is not null && read.Add(url))
            {
                chain.Add(url);
                var listing = await PageAsync(url, reading, cancellationToken);
                foreach (var lack in listing is { Items.Count: 0 } && read.Count == 1 ? [] : listing?.Lacks ?? [])
                    Doubt(reading, $"{lack} ({FetchFaults.Show(url)})");
                if (listing is null || (listing.Items.Count == 0 && IsEnd(url, chain.Count > 1, listing.Lacks, reading)))
                    break;
                if (!contents.TryAdd(HtmlPage.Fingerprint(listing.Items), url))
                {
                    Doubt(reading, $"The page {FetchFaults.Show(url)} lists the same items as {FetchFaults.Show(contents[HtmlPage.Fingerprint(listing.Items)])}: its pager does not turn pages; paging stopped there.");
                    break;
                }

                yield return listing;
                url = Next(listing, chain, reading);
            }
        }
    }

    private async Task<ListingPage?> PageAsync(Uri url, Reading reading, CancellationToken cancellationToken)
    {
        try
        {
            var page = await pages.ReadAsync(url, reading, cancellationToken);
            reading.PageRead();
            var found = items.Find(page.Root, page);
            foreach (var problem in found.Problems)
                reading.Report(problem, recordUrl: FetchFaults.Show(page.Url));
            return new ListingPage(page, found.Items) { Lacks = found.Lacks };
        }
        catch (SourceException fault) when (read.Count > 1 && fault.Code != "fail-when")
        {
            reading.Report(new Problem(fault.Code, Severity.Error, fault.Whose, null, null, fault.Describe()), recordUrl: FetchFaults.Show(url));
            Doubt(reading, $"The listing's page {FetchFaults.Show(url)} could not be read: {fault.Message}");
            return null;
        }
    }

    /// <summary>A page without items ends a chain: rightly so where each page must lead to a next one, and only an empty one can be the last.</summary>
    private bool IsEnd(Uri url, bool followed, IReadOnlyList<string> lacks, Reading reading)
    {
        if (read.Count == 1 && lacks.Count > 0)
            throw new SourceException("selector-matched-nothing", Whose.Ours, FetchFaults.Show(url), $"{lacks[0]} Nothing was taken. Has the site been redesigned?");
        if (read.Count == 1)
        {
            throw new SourceException("selector-matched-nothing", Whose.Ours, FetchFaults.Show(url),
                $"No element of the page matches items.select (\"{items.Select}\"), where at least one was expected; nothing was taken. Has the site been redesigned?");
        }

        if (lacks.Count == 0 && (!followed || block.Next is not { Optional: false }))
            Doubt(reading, $"No element of the page {FetchFaults.Show(url)} matches items.select (\"{items.Select}\"), though earlier pages have such items.");
        return true;
    }

    private Uri? Next(ListingPage listing, HashSet<Uri> chain, Reading reading)
    {
        if (next is null)
            return null;
        var link = next.All(listing.Page.Root).FirstOrDefault();
        if (link is null)
        {
            if (!block.Next!.Optional)
                Doubt(reading, $"The page {FetchFaults.Show(listing.Page.Url)} has items but no link to a next page by \"{next.Text}\", and next is not optional.");
            return null;
        }

        var raw = link.GetAttribute(block.Next!.Attr);
        if (listing.Page.Resolve(raw) is not { } target)
        {
            Doubt(reading, $"The link to the next page of {FetchFaults.Show(listing.Page.Url)} is \"{raw}\", which only a script can follow; paging stopped there.");
            return null;
        }

        target = PageAddress.WithoutFragment(target);
        if (chain.Contains(target) || target == PageAddress.WithoutFragment(listing.Page.Url))
        {
            Doubt(reading, $"The link to the next page of {FetchFaults.Show(listing.Page.Url)} leads back to {FetchFaults.Show(target)}, a page read before; paging stopped there.");
            return null;
        }

        if (read.Count < MostPages)
            return target;
        Doubt(reading, $"The listing has more than {MostPages} pages; {FetchFaults.Show(target)} and what follows were not read.");
        return null;
    }

    private void Doubt(Reading reading, string sentence)
    {
        Complete = false;
        reading.Doubt(sentence);
    }
}

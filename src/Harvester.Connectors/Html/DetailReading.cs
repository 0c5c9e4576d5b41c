using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Html;

/// <summary>Puts the records of the detail pages into the listing, each page once, and says which are lacking.</summary>
internal sealed class DetailReading(HtmlListing listing, DetailPages details, ItemReader items, Reading reading)
{
    /// <summary>Page → number of the listing that led to it first.</summary>
    private readonly Dictionary<Uri, int> seen = [];

    /// <summary>Address after redirects → the link that led there first, and whether it was redirected.</summary>
    private readonly Dictionary<string, (DetailLink Link, bool IsRedirected)> landed = [];

    private bool anyRead;

    /// <summary>True: the rest of the pages was not even asked for.</summary>
    public bool GaveUp => details.GaveUp;

    /// <param name="links">Those of one page.</param>
    /// <exception cref="SourceException">A page matches <c>fail-when</c>; or none at all could be read before they were given up.</exception>
    public async Task FollowAsync(IReadOnlyList<DetailLink> links, CancellationToken cancellationToken)
    {
        var fresh = new List<DetailLink>();
        var again = new List<DetailLink>();
        foreach (var link in links)
            (seen.TryAdd(link.Url, link.Chain) ? fresh : again).Add(link);
        await foreach (var page in details.ReadAsync(fresh, reading, cancellationToken))
        {
            if (page.Item is not null)
            {
                anyRead = true;
                if (IsGone(page.Link, page.Answered!))
                    continue;
                await listing.AddAsync(page.Item, page.Link.Position, page.Link.Url, page.Link.Listed?.Page.Trail ?? [], page.Link.Url, reading, cancellationToken);
            }
            else
                Lacking(page.Link, page.Fault!);
        }

        if (details.GaveUp)
            reading.Doubt("Too many detail pages in a row could not be read; the rest of the listing was not asked for.");
        var onPage = fresh.Select(link => link.Url).ToHashSet();
        foreach (var link in again)
        {
            if (seen[link.Url] != link.Chain)
                await listing.AddWayAsync(link.Url, items.ReadWay(link.Listed!.Value.Page), cancellationToken);
            else
                listing.AddAgain(link.Url, link.Position, isOnePage: onPage.Contains(link.Url), reading);
        }
    }

    /// <summary>Different pages that are redirected to one are no longer what they were, and neither is the first of them.</summary>
    private bool IsGone(DetailLink link, Uri answered)
    {
        var place = SiteHosts.Place(answered);
        var isRedirected = SiteHosts.Place(link.Url) != place;
        if (landed.TryAdd(place, (link, isRedirected)))
            return false;
        var first = landed[place];
        if (first.IsRedirected)
        {
            listing.Retract(first.Link.Url);
            Lacking(first.Link, SiteHosts.Away(first.Link.Url, answered, "as other records' pages do"));
            landed[place] = (link, false);
        }

        if (isRedirected)
            Lacking(link, SiteHosts.Away(link.Url, answered, "as other records' pages do"));
        return isRedirected;
    }

    /// <summary>Counted as unreadable, which keeps the run from withdrawing what may stand on the page; the listing as such is whole.</summary>
    private void Lacking(DetailLink link, SourceException fault)
    {
        reading.Unread(new Problem(fault.Code, Severity.Error, fault.Whose, null, null,
            $"The record's page could not be read, so it was not taken: {fault.Message}"), link.Position, FetchFaults.Show(link.Url));
        if (details.GaveUp && !anyRead)
            throw fault;
    }
}

using System.Runtime.CompilerServices;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Html;

/// <summary>Follows the items' links to their own pages: several at a time, in the order of the listing.</summary>
internal sealed class DetailPages(PageReader pages, ItemReader items, SiteHosts hosts, int concurrency)
{
    /// <summary>After so many failures in a row the site is down, and asking on is impolite.</summary>
    private const int MostFailuresInARow = 20;

    private int failuresInARow;
    private bool anyRead;

    /// <summary>True once the pages were given up.</summary>
    public bool GaveUp => failuresInARow >= MostFailuresInARow;

    /// <summary>Reads pages until they are all read or given up.</summary>
    /// <exception cref="SourceException">A page matches <c>fail-when</c>.</exception>
    public async IAsyncEnumerable<DetailPage> ReadAsync(
        IEnumerable<DetailLink> links, Reading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underWay = new Queue<Task<DetailPage>>();
        try
        {
            foreach (var link in links)
            {
                underWay.Enqueue(PageAsync(link, reading, stop.Token));
                if (underWay.Count < concurrency)
                    continue;
                yield return Counted(await underWay.Dequeue());
                if (GaveUp)
                    yield break;
            }

            while (underWay.Count > 0)
                yield return Counted(await underWay.Dequeue());
        }
        finally
        {
            await stop.CancelAsync();
            await ((Task)Task.WhenAll(underWay)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<DetailPage> PageAsync(DetailLink link, Reading reading, CancellationToken cancellationToken)
    {
        try
        {
            var page = await pages.ReadAsync(link.Url, reading, cancellationToken);
            if (hosts.Strayed(link.Url, page.Url) is { } strayed)
                return new DetailPage(link, null, strayed);
            page.Listed = link.Listed;
            page.Trail = link.Listed?.Page.Trail ?? [];
            var item = items.Read(page.Root, page);
            // The words of a maintenance page are no title.
            var isBare = item.Title is null || item.Distributions.Count == 0;
            return isBare && PageKind.OfBareDetail(page) is { } kind ? new DetailPage(link, null, kind) : new DetailPage(link, item, null, page.Url);
        }
        catch (SourceException fault) when (fault.Code != "fail-when")
        {
            return new DetailPage(link, null, fault);
        }
    }

    private DetailPage Counted(DetailPage page)
    {
        anyRead |= page.Fault is null;
        // Once pages came, those that robots.txt keeps from us, or that are gone, say nothing of the site's health.
        if (!(anyRead && page.Fault is { Code: "robots-refused" or "redirected-away" }))
            failuresInARow = page.Fault is null ? 0 : failuresInARow + 1;
        return page;
    }
}

using System.Runtime.CompilerServices;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Connectors.Sitemaps;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Html;

/// <summary>
/// Reads pages made for people, by the selectors of an <c>html:</c> block. The whole listing is read and judged before its first record is
/// let through, since a redesigned page gives plausible nonsense.
/// </summary>
public sealed class HtmlConnector : IConnector
{
    /// <summary>Pages of a sitemap that are followed together; each is read on its own.</summary>
    private const int SitemapBatch = 100;

    private readonly string source;
    private readonly HtmlBlock block;
    private readonly IFetcher fetcher;
    private readonly int concurrency;
    private readonly PageReader pages;
    private readonly ItemReader items;

    /// <param name="file">With an <c>html:</c> block.</param>
    /// <exception cref="SourceException">Code <c>bad-selector</c>: a selector of the connector file is none.</exception>
    public HtmlConnector(ConnectorFile file, IFetcher fetcher)
    {
        source = file.Source.Id;
        block = file.Html ?? throw new ArgumentException("The connector file has no html block.", nameof(file));
        this.fetcher = fetcher;
        concurrency = Math.Max(1, file.Http.Concurrency);
        pages = new PageReader(block, source, fetcher);
        items = new ItemReader(block, source);
        if (block.Sitemap is null)
            _ = new ListingPages(block, source, pages, new SiteHosts(block)); // for its selectors' sake
    }

    public async IAsyncEnumerable<SourceRecord> ReadAsync(Reading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var listing = new HtmlListing(source, block.GroupBy, new FileTally(block), new KeyTally(items));
        var complete = block.Sitemap is { } sitemap
            ? await GatherAsync(sitemap, listing, reading, cancellationToken)
            : await GatherAsync(listing, reading, cancellationToken);
        listing.Judge(FetchFaults.Show(block.Sitemap?.Url ?? block.Start[0]), items.TitleOrigin, reading);
        await foreach (var record in listing.RecordsAsync(reading, cancellationToken))
            yield return record;
        reading.ReachedEnd = complete;
    }

    private async Task<bool> GatherAsync(HtmlListing listing, Reading reading, CancellationToken cancellationToken)
    {
        var hosts = new SiteHosts(block);
        var listingPages = new ListingPages(block, source, pages, hosts);
        var links = block.Detail is { } detail ? new DetailLinks(detail, block, hosts, source) : null;
        var details = new DetailReading(listing, new DetailPages(pages, items, hosts, concurrency), items, reading);
        long position = 0;
        await foreach (var (page, elements, chain) in listingPages.ReadAsync(reading, cancellationToken))
        {
            if (links is not null)
            {
                var found = links.Of(page, elements, position + 1, chain, reading);
                position += elements.Count;
                await details.FollowAsync(found, cancellationToken);
                if (details.GaveUp)
                    return false;
                continue;
            }

            foreach (var element in elements)
                await listing.AddAsync(items.Read(element, page), ++position, page.Url, page.Trail, null, reading, cancellationToken);
        }

        return listingPages.Complete;
    }

    private async Task<bool> GatherAsync(HtmlSitemap sitemap, HtmlListing listing, Reading reading, CancellationToken cancellationToken)
    {
        var details = new DetailReading(listing, new DetailPages(pages, items, new SiteHosts(block), concurrency), items, reading);
        var batch = new List<DetailLink>();
        var hasPages = false;
        await foreach (var entry in new SitemapReader(fetcher, sitemap.Address).ReadAsync(sitemap.Url, reading, cancellationToken))
        {
            if (block.SkipAddress?.IsMatch(entry.Url.AbsoluteUri) == true)
                continue;
            hasPages = true;
            batch.Add(new DetailLink(entry.Url, entry.Position, null, 1));
            if (batch.Count < SitemapBatch)
                continue;
            await details.FollowAsync(batch, cancellationToken);
            if (details.GaveUp)
                return false;
            batch.Clear();
        }

        if (!hasPages)
        {
            throw new SourceException("selector-matched-nothing", Whose.Ours, FetchFaults.Show(sitemap.Url),
                $"The sitemap names no page{(sitemap.Address is null ? "" : $" that matches sitemap.address (\"{sitemap.Address}\")")}; nothing was taken. Has the site been redesigned?");
        }

        await details.FollowAsync(batch, cancellationToken);
        return !details.GaveUp && reading.Doubts.Count == 0;
    }
}

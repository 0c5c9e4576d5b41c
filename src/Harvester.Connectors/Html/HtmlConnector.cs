using System.Runtime.CompilerServices;
using AngleSharp.Dom;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Html;

/// <summary>
/// Reads pages made for people, by the selectors of an <c>html:</c> block. The whole listing is read and judged before its first record is
/// let through, since a redesigned page gives plausible nonsense.
/// </summary>
public sealed class HtmlConnector : IConnector
{
    private readonly string source;
    private readonly HtmlBlock block;
    private readonly int concurrency;
    private readonly PageReader pages;
    private readonly ItemReader items;
    private readonly Selector? detail;

    /// <param name="file">With an <c>html:</c> block.</param>
    /// <exception cref="SourceException">Code <c>bad-selector</c>: a selector of the connector file is none.</exception>
    public HtmlConnector(ConnectorFile file, IFetcher fetcher)
    {
        source = file.Source.Id;
        block = file.Html ?? throw new ArgumentException("The connector file has no html block.", nameof(file));
        concurrency = Math.Max(1, file.Http.Concurrency);
        pages = new PageReader(block, source, fetcher);
        items = new ItemReader(block, source);
        detail = block.Detail is { } link ? new Selector(link.Select, source) : null;
        _ = new ListingPages(block, source, pages); // for its selectors' sake
    }

    public async IAsyncEnumerable<SourceRecord> ReadAsync(Reading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var listing = new HtmlListing(source, block.GroupBy, new FileTally(block));
        var complete = await GatherAsync(listing, reading, cancellationToken);
        listing.Judge(FetchFaults.Show(block.Start[0]), items.TitleOrigin);
        await foreach (var record in listing.RecordsAsync(cancellationToken))
            yield return record;
        reading.ReachedEnd = complete;
    }

    private async Task<bool> GatherAsync(HtmlListing listing, Reading reading, CancellationToken cancellationToken)
    {
        var listingPages = new ListingPages(block, source, pages);
        var details = detail is null ? null : new DetailReading(listing, new DetailPages(pages, items, concurrency), reading);
        long position = 0;
        await foreach (var (page, elements) in listingPages.ReadAsync(reading, cancellationToken))
        {
            if (details is not null)
            {
                var first = position + 1;
                position += elements.Count;
                await details.FollowAsync(Links(page, elements, first, reading), cancellationToken);
                if (details.GaveUp)
                    break;
                continue;
            }

            foreach (var element in elements)
                await listing.AddAsync(items.Read(element, page), ++position, page.Url, null, reading, cancellationToken);
        }

        return listingPages.Complete && details?.GaveUp != true;
    }

    private List<(Uri Url, long Position)> Links(HtmlPage page, IReadOnlyList<IElement> elements, long first, Reading reading)
    {
        var links = new List<(Uri, long)>();
        var lacking = new List<(string? Raw, long Position)>();
        for (var index = 0; index < elements.Count; index++)
        {
            var raw = detail!.All(elements[index]).FirstOrDefault()?.GetAttribute(block.Detail!.Attr);
            if (page.Resolve(raw) is { } url)
                links.Add((PageAddress.WithoutFragment(url), first + index));
            else if (!block.Detail!.Optional || raw is not null)
                lacking.Add((raw, first + index));
        }

        if (first == 1 && links.Count == 0)
        {
            throw new SourceException("selector-matched-nothing", Whose.Ours, FetchFaults.Show(page.Url),
                $"None of the page's {elements.Count} items has an address by detail.select (\"{detail!.Text}\"); nothing was taken. Has the site been redesigned?");
        }

        foreach (var (raw, position) in lacking)
        {
            reading.Unread(new Problem("no-detail-link", Severity.Error, Whose.Record, "detail", raw,
                $"The item has no address by detail.select (\"{detail!.Text}\"), so its page cannot be read; it was not taken."), position, FetchFaults.Show(page.Url));
        }

        return links;
    }
}

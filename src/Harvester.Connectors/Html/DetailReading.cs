using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Html;

/// <summary>Puts the records of the detail pages into the listing, each page once, and says which are lacking.</summary>
internal sealed class DetailReading(HtmlListing listing, DetailPages details, Reading reading)
{
    private readonly HashSet<Uri> seen = [];
    private bool anyRead;

    /// <summary>True: the rest of the pages was not even asked for.</summary>
    public bool GaveUp => details.GaveUp;

    /// <exception cref="SourceException">A page matches <c>fail-when</c>; or none at all could be read before they were given up.</exception>
    public async Task FollowAsync(IReadOnlyList<(Uri Url, long Position)> links, CancellationToken cancellationToken)
    {
        var fresh = new List<(Uri Url, long Position)>();
        var again = new List<(Uri Url, long Position)>();
        foreach (var link in links)
            (seen.Add(link.Url) ? fresh : again).Add(link);
        await foreach (var page in details.ReadAsync(fresh, reading, cancellationToken))
        {
            if (page.Item is not null)
            {
                anyRead = true;
                await listing.AddAsync(page.Item, page.Position, page.Url, page.Url, reading, cancellationToken);
            }
            else
                Lacking(page.Url, page.Position, page.Fault!);
        }

        if (details.GaveUp)
            reading.Doubt("Too many detail pages in a row could not be read; the rest of the listing was not asked for.");
        foreach (var (url, position) in again)
            listing.AddAgain(url, position);
    }

    /// <summary>Counted as unreadable, which keeps the run from withdrawing what may stand on the page; the listing as such is whole.</summary>
    private void Lacking(Uri url, long position, SourceException fault)
    {
        reading.Unread(new Problem(fault.Code, Severity.Error, fault.Whose, null, null,
            $"The record's page could not be read, so it was not taken: {fault.Message}"), position, FetchFaults.Show(url));
        if (details.GaveUp && !anyRead)
            throw fault;
    }
}

using Harvester.Core.Ports;
using Harvester.Publishing.Feeds;

namespace Harvester.Web.Feeds;

/// <summary>
/// What changed last, newest first: active records that stand for their group, and the word that others are gone. The store lists by id and by change, not by time, so
/// the newest changes are read in a window of the change log that is made wider until the page is full, and only the page is kept of it.
/// </summary>
internal sealed class FeedReader(IStore store)
{
    public const int PageSize = 50;
    private const long FirstWindow = 500;

    /// <summary>Batches of one run bear instants that differ from the order of their entries by less.</summary>
    private static readonly TimeSpan Disorder = TimeSpan.FromHours(1);

    /// <param name="publisher">Code of a body; null: all.</param>
    /// <param name="before">Only what is after this in the feed; null: from its beginning.</param>
    public async Task<(IReadOnlyList<AtomEntry> Entries, FeedPosition? Next)> ReadAsync(string? publisher, FeedPosition? before, CancellationToken cancellationToken)
    {
        var last = await store.Changes.LastAsync(cancellationToken);
        var takedowns = await store.Takedowns.ListAsync(cancellationToken);
        for (var window = FirstWindow; ; window *= 8)
        {
            var since = Math.Max(0, last - window);
            var page = new NewestEntries(PageSize + 1, before);
            foreach (var takedown in takedowns)
                page.Offer(new AtomEntry(takedown.Id, takedown.At, null));
            await foreach (var dataset in store.Datasets.AllAsync(new DatasetFilter { PublisherCode = publisher, SinceSequence = since > 0 ? since : null }, cancellationToken))
                page.Offer(dataset);
            if (since == 0 || await HoldsAsync(page, since, cancellationToken))
                return page.Take(PageSize);
        }
    }

    /// <summary>True when what lies before the window cannot belong onto the page.</summary>
    private async Task<bool> HoldsAsync(NewestEntries page, long since, CancellationToken cancellationToken)
    {
        if (page.Oldest is not { } oldest)
            return false;
        var edge = await store.Changes.ReadAsync(since - 1, 1, cancellationToken);
        return edge.Count > 0 && oldest > edge[0].At + Disorder;
    }
}

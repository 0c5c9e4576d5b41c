using Harvester.Core.Model;
using Harvester.Core.Publication;
using Harvester.Publishing.Feeds;

namespace Harvester.Web.Feeds;

/// <summary>The newest of many entries: however many are offered, no more than <paramref name="most"/> are held.</summary>
internal sealed class NewestEntries(int most, FeedPosition? before)
{
    // The oldest comes out first.
    private readonly PriorityQueue<AtomEntry, FeedPosition> newest = new(Comparer<FeedPosition>.Create(static (one, other) => other.CompareTo(one)));

    /// <summary>Instant of the oldest one; null while there is room for more.</summary>
    public DateTimeOffset? Oldest => newest.Count == most ? newest.Peek().At : null;

    /// <summary>A record that another one stands for is not of the feed.</summary>
    public void Offer(Dataset dataset)
    {
        var at = dataset.Provenance.LastChanged;
        if (dataset.State is DatasetState.Withdrawn)
            Offer(new AtomEntry(dataset.Id, at, null));
        else if (dataset.IsCanonical())
            Offer(new AtomEntry(dataset.Id, at, Shown(dataset)));
    }

    /// <summary>Without what no entry shows: some datasets have thousands of files, and pages are kept.</summary>
    private static Dataset Shown(Dataset dataset) => dataset with { Distributions = [], Keywords = null, Problems = [], Identifiers = [], Annotations = null };

    public void Offer(AtomEntry entry)
    {
        var place = new FeedPosition(entry.At, entry.Id);
        if (before is { } position && place.CompareTo(position) <= 0)
            return;
        newest.Enqueue(entry, place);
        if (newest.Count > most)
            newest.Dequeue();
    }

    /// <summary>The first of them, and where the next page begins if there are more.</summary>
    public (IReadOnlyList<AtomEntry> Entries, FeedPosition? Next) Take(int count)
    {
        var entries = new List<AtomEntry>(newest.Count);
        while (newest.TryDequeue(out var entry, out _))
            entries.Add(entry);
        entries.Reverse();
        return entries.Count > count ? (entries[..count], new FeedPosition(entries[count - 1].At, entries[count - 1].Id)) : (entries, null);
    }
}

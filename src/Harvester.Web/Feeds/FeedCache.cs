using System.Collections.Concurrent;
using Harvester.Core.Ports;
using Harvester.Publishing.Feeds;

namespace Harvester.Web.Feeds;

/// <summary>Pages of feeds as they are at one state of the change log: readers ask every few minutes, and a page may cost a walk through all datasets of a body.</summary>
internal sealed class FeedCache
{
    /// <summary>Pages of 50 datasets; the first pages of all feeds are some sixty.</summary>
    private const int Most = 100;

    private readonly Lock gate = new();
    private string state = "";
    private ConcurrentDictionary<(string?, FeedPosition?), Lazy<Task<(IReadOnlyList<AtomEntry>, FeedPosition?)>>> pages = new();

    public async Task<(IReadOnlyList<AtomEntry> Entries, FeedPosition? Next)> ReadAsync(string now, string? publisher, FeedPosition? before, IStore store, CancellationToken cancellationToken)
    {
        var kept = PagesOf(now);
        // Read for all who wait for it: so the one who asked first cannot cancel it for the others.
        var page = kept.GetOrAdd((publisher, before), key => new(() => new FeedReader(store).ReadAsync(key.Item1, key.Item2, CancellationToken.None)));
        try
        {
            return await page.Value.WaitAsync(cancellationToken);
        }
        catch when (page.Value.IsFaulted)
        {
            kept.TryRemove((publisher, before), out _);
            throw;
        }
    }

    private ConcurrentDictionary<(string?, FeedPosition?), Lazy<Task<(IReadOnlyList<AtomEntry>, FeedPosition?)>>> PagesOf(string now)
    {
        lock (gate)
        {
            if (state != now || pages.Count >= Most)
                (state, pages) = (now, new());
            return pages;
        }
    }
}

using System.Runtime.CompilerServices;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Publication;

namespace Harvester.Web.Dcat;

/// <summary>Reads the datasets that the catalogue shows, each once, in the order of their ids.</summary>
internal static class CatalogueListing
{
    private const int Batch = 200;

    /// <summary>
    /// Those of one page and one more, if there is one. A record that changed after the chain began is shown though it is now withdrawn or stands for another no more: a reader who
    /// was promised so many meets them all.
    /// </summary>
    public static async Task<IReadOnlyList<Dataset>> PageAsync(IStore store, string? after, long since, int limit, CancellationToken cancellationToken)
    {
        var page = new List<Dataset>();
        while (page.Count <= limit)
        {
            var read = await store.Datasets.ListAsync(new DatasetFilter(), after, Math.Min(Batch, limit + 1), cancellationToken);
            page.AddRange(read.Where(dataset => dataset.IsShown() || dataset.Sequence > since).Take(limit + 1 - page.Count));
            if (read.Count == 0)
                break;
            after = read[^1].Id;
        }

        return page;
    }

    /// <summary>All of them, batch by batch: no reader, however slow, holds the store's view open.</summary>
    public static async IAsyncEnumerable<Dataset> AllAsync(IStore store, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        while (await store.Datasets.ListAsync(new DatasetFilter { State = DatasetState.Active }, after, Batch, cancellationToken) is { Count: > 0 } read)
        {
            foreach (var dataset in read.Where(dataset => dataset.IsShown()))
                yield return dataset;
            after = read[^1].Id;
        }
    }

    /// <summary>How many they are: all active ones, less those for which another of their group stands.</summary>
    public static async Task<long> CountAsync(IStore store, CancellationToken cancellationToken)
    {
        var count = await store.Datasets.CountAsync(new DatasetFilter { State = DatasetState.Active }, cancellationToken);
        string? after = null;
        while (await store.Duplicates.GroupsAsync(after, Batch, cancellationToken) is { Count: > 0 } groups)
        {
            count -= groups.Sum(group => group.Members.Count - 1);
            after = groups[^1].Canonical;
        }

        return Math.Max(count, 0);
    }
}

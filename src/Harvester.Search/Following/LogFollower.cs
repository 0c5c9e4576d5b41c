using Harvester.Core.Ports;
using Harvester.Search.Indexing;
using Lucene.Net.Index;

namespace Harvester.Search.Following;

/// <summary>
/// Brings an index up to date with a change log: everything once where there is nothing yet, or the log is another one; then entry by entry. Each batch
/// becomes visible at once, and lasting from time to time: what was not, is read again after a crash. By one caller at a time.
/// </summary>
/// <param name="refresh">Shows readers what was written.</param>
internal sealed class LogFollower(IndexFolder folder, TimeProvider clock, Action refresh)
{
    private const int BatchSize = 500;
    private static readonly TimeSpan CommitEvery = TimeSpan.FromSeconds(15);
    private readonly DatasetDocuments documents = new();

    // Null while the writer holds nothing, or half of a catalogue.
    private FollowedTo? position = folder.Committed;
    private long committedAt = clock.GetTimestamp();
    private long visible = folder.Committed?.Sequence ?? 0;
    private bool checkedEnd;

    /// <summary>Up to here readers see the log.</summary>
    public long Visible => Volatile.Read(ref visible);

    /// <summary>Reads to the end of the log.</summary>
    public async Task CatchUpAsync(IStore store, CancellationToken cancellationToken)
    {
        var epoch = await store.Changes.EpochAsync(cancellationToken);
        if (position is not null && !checkedEnd && position.Sequence > await store.Changes.LastAsync(cancellationToken))
            position = null;
        checkedEnd = true;
        if (position?.Epoch != epoch)
            position = await AllAsync(store, epoch, cancellationToken);
        while (await store.Changes.EntriesAsync(position.Sequence, BatchSize, cancellationToken) is { Count: > 0 } entries)
        {
            await ApplyAsync(store, entries, cancellationToken);
            position = position with { Sequence = entries[^1].Sequence };
            Show();
            if (entries.Any(entry => entry.Kind is ChangeKind.Erased))
                Expunge();
            else if (clock.GetElapsedTime(committedAt) >= CommitEvery)
                Commit();
        }
    }

    /// <summary>Commits what is not, if that is old enough.</summary>
    public void CommitInTime()
    {
        if (clock.GetElapsedTime(committedAt) >= CommitEvery)
            Commit();
    }

    /// <summary>Commits what is not.</summary>
    public void Commit()
    {
        committedAt = clock.GetTimestamp();
        if (position is not null && position != folder.Committed)
            folder.Commit(position);
    }

    private async Task<FollowedTo> AllAsync(IStore store, string epoch, CancellationToken cancellationToken)
    {
        position = null;
        // Noted before: what changes meanwhile is read again from the log.
        var last = await store.Changes.LastAsync(cancellationToken);
        folder.Writer.DeleteAll();
        await foreach (var dataset in store.Datasets.AllAsync(new DatasetFilter(), cancellationToken))
            folder.Writer.AddDocument(documents.Of(dataset));
        position = new FollowedTo(epoch, last);
        Commit();
        Show();
        return position;
    }

    private async Task ApplyAsync(IStore store, IReadOnlyList<ChangeEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var id in entries.Select(entry => entry.Id).Distinct(StringComparer.Ordinal))
        {
            // An id that leads to another dataset was declared to be that one, moved.
            var dataset = await store.Datasets.GetAsync(id, cancellationToken);
            if (dataset?.Id != id)
                folder.Writer.DeleteDocuments(Key(id));
            if (dataset is not null)
                folder.Writer.UpdateDocument(Key(dataset.Id), documents.Of(dataset));
        }
    }

    /// <summary>What was erased leaves the files, too: a deleted document stays in its segment until that is merged, and in the old commit.</summary>
    private void Expunge()
    {
        folder.Writer.ForceMergeDeletes();
        Commit();
        // The files of the old segments go with their last reader.
        refresh();
        folder.Writer.DeleteUnusedFiles();
    }

    private void Show()
    {
        refresh();
        Volatile.Write(ref visible, position!.Sequence);
    }

    private static Term Key(string id) => new(IndexFields.Dataset, id);
}

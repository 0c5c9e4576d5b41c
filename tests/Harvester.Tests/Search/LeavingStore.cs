using System.Runtime.CompilerServices;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Tests.Search;

/// <summary>A real store that may go away, and counts the datasets that are read from it.</summary>
internal sealed class LeavingStore(IStore store) : IStore, IChangeLog, IDatasetReader
{
    public bool IsAway { get; set; }

    /// <summary>Reading everything ends in an error after so many.</summary>
    public int LeavesAfter { get; init; } = int.MaxValue;

    public int Read { get; private set; }

    public IDatasetReader Datasets => this;
    public IChangeLog Changes => this;
    public ICatalogueWriter Catalogue => store.Catalogue;
    public IAnnotationStore Annotations => store.Annotations;
    public IRunStore Runs => store.Runs;
    public ISourceStateStore Sources => store.Sources;
    public ILinkStore Links => store.Links;
    public ICoverageStore Coverage => store.Coverage;
    public IJobStore Jobs => store.Jobs;
    public IDuplicateStore Duplicates => store.Duplicates;
    public IHeaderStore Headers => store.Headers;
    public IAnswerStore Answers => store.Answers;
    public ITakedownStore Takedowns => store.Takedowns;
    public IAccessStore Access => store.Access;
    public IAuditLog Audit => store.Audit;
    public INoteStore Notes => store.Notes;
    public ISubscriptionStore Subscriptions => store.Subscriptions;
    public INoticeStore Notices => store.Notices;

    private IChangeLog Log => IsAway ? throw Away() : store.Changes;

    public Task<string> EpochAsync(CancellationToken cancellationToken) => Log.EpochAsync(cancellationToken);

    public Task<long> LastAsync(CancellationToken cancellationToken) => Log.LastAsync(cancellationToken);

    public Task<IReadOnlyList<ChangeEntry>> EntriesAsync(long since, int limit, CancellationToken cancellationToken) => Log.EntriesAsync(since, limit, cancellationToken);

    public Task<IReadOnlyList<Change>> ReadAsync(long since, int limit, CancellationToken cancellationToken) => Log.ReadAsync(since, limit, cancellationToken);

    public Task<long> CompactedToAsync(CancellationToken cancellationToken) => Log.CompactedToAsync(cancellationToken);

    public Task<PrunedChanges> PruneAsync(DateTimeOffset before, string? after, int datasets, CancellationToken cancellationToken) => Log.PruneAsync(before, after, datasets, cancellationToken);

    public Task<Dataset?> GetAsync(string id, CancellationToken cancellationToken)
    {
        Read++;
        return store.Datasets.GetAsync(id, cancellationToken);
    }

    public Task<IReadOnlyList<Dataset>> ManyAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        Read += ids.Count;
        return store.Datasets.ManyAsync(ids, cancellationToken);
    }

    public async IAsyncEnumerable<Dataset> AllAsync(DatasetFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var dataset in store.Datasets.AllAsync(filter, cancellationToken))
        {
            if (Read++ == LeavesAfter)
                throw Away();
            yield return dataset;
        }
    }

    public Task<IReadOnlyList<Dataset>> ListAsync(DatasetFilter filter, string? after, int limit, CancellationToken cancellationToken) => store.Datasets.ListAsync(filter, after, limit, cancellationToken);

    public Task<long> CountAsync(DatasetFilter filter, CancellationToken cancellationToken) => store.Datasets.CountAsync(filter, cancellationToken);

    public Task<IReadOnlyList<DatasetVersion>> HistoryAsync(string id, CancellationToken cancellationToken) => store.Datasets.HistoryAsync(id, cancellationToken);

    public Task<RawPayload?> RawAsync(string id, CancellationToken cancellationToken) => store.Datasets.RawAsync(id, cancellationToken);

    public Task<IReadOnlyList<PublisherCount>> CountByPublisherAsync(CancellationToken cancellationToken) => store.Datasets.CountByPublisherAsync(cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static StoreException Away() => new("the store is away");
}

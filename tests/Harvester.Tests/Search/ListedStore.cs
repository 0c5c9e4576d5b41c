using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Tests.Search;

/// <summary>
/// A list as a store, as far as an index reads one: first every dataset under another title, of which only some of the log is to be seen; then the real ones, entry by entry.
/// </summary>
internal sealed class ListedStore(IReadOnlyList<Dataset> datasets) : IStore, IChangeLog, IDatasetReader
{
    private readonly Dictionary<string, int> places = datasets.Select((dataset, place) => (dataset.Id, place)).ToDictionary(pair => pair.Id, pair => pair.place);

    /// <summary>So many are in their real state.</summary>
    public int Visible { get; set; }

    public IDatasetReader Datasets => this;
    public IChangeLog Changes => this;
    public ICatalogueWriter Catalogue => throw new NotSupportedException();
    public IAnnotationStore Annotations => throw new NotSupportedException();
    public IRunStore Runs => throw new NotSupportedException();
    public ISourceStateStore Sources => throw new NotSupportedException();
    public ILinkStore Links => throw new NotSupportedException();
    public ICoverageStore Coverage => throw new NotSupportedException();
    public IJobStore Jobs => throw new NotSupportedException();
    public IDuplicateStore Duplicates => throw new NotSupportedException();
    public IHeaderStore Headers => throw new NotSupportedException();
    public IAnswerStore Answers => throw new NotSupportedException();
    public ITakedownStore Takedowns => throw new NotSupportedException();
    public IAccessStore Access => throw new NotSupportedException();
    public IAuditLog Audit => throw new NotSupportedException();
    public INoteStore Notes => throw new NotSupportedException();
    public ISubscriptionStore Subscriptions => throw new NotSupportedException();
    public INoticeStore Notices => throw new NotSupportedException();

    public Task<string> EpochAsync(CancellationToken cancellationToken) => Task.FromResult("listed");

    public Task<long> LastAsync(CancellationToken cancellationToken) => Task.FromResult((long)Visible);

    public Task<IReadOnlyList<ChangeEntry>> EntriesAsync(long since, int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ChangeEntry>>(
        [.. Enumerable.Range((int)since, Math.Min(limit, Visible - (int)since)).Select(place => new ChangeEntry(place + 1, ChangeKind.Updated, datasets[place].Id, DateTimeOffset.UnixEpoch, null))]);

    public async Task<IReadOnlyList<Dataset>> ManyAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var found = new List<Dataset>();
        foreach (var id in ids)
        {
            if (await GetAsync(id, cancellationToken) is { } dataset)
                found.Add(dataset);
        }

        return found;
    }

    public Task<Dataset?> GetAsync(string id, CancellationToken cancellationToken) => Task.FromResult<Dataset?>(At(places[id]));

    public async IAsyncEnumerable<Dataset> AllAsync(DatasetFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        for (var place = 0; place < datasets.Count; place++)
            yield return At(place);
    }

    public Task<IReadOnlyList<Change>> ReadAsync(long since, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<long> CompactedToAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<PrunedChanges> PruneAsync(DateTimeOffset before, string? after, int datasets, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<IReadOnlyList<Dataset>> ListAsync(DatasetFilter filter, string? after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<long> CountAsync(DatasetFilter filter, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<IReadOnlyList<DatasetVersion>> HistoryAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<RawPayload?> RawAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<IReadOnlyList<PublisherCount>> CountByPublisherAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Dataset At(int place) => place < Visible ? datasets[place] : datasets[place] with { Title = LanguageMap.Japanese("人口の前の題") };
}

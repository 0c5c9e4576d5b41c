using Harvester.Core.Ports;

namespace Harvester.Tests.Runs;

/// <summary>A store as one worker sees it, whom a test holds up, or cuts off from the store, just before it does something with a source's state, its kept answers or the catalogue.</summary>
internal sealed class HeldUpStore(IStore store) : IStore, ISourceStateStore, IAnswerStore, ICatalogueWriter
{
    public Func<Task> BeforeRemembering { get; set; } = static () => Task.CompletedTask;
    public Func<Task> BeforePlanning { get; set; } = static () => Task.CompletedTask;
    public Func<Task> BeforeReleasing { get; set; } = static () => Task.CompletedTask;
    public Func<Task> BeforeForgetting { get; set; } = static () => Task.CompletedTask;
    public Func<Task> BeforeApplying { get; set; } = static () => Task.CompletedTask;

    public int BatchSize => store.Catalogue.BatchSize;

    public ICatalogueWriter Catalogue => this;
    public IDatasetReader Datasets => store.Datasets;
    public IChangeLog Changes => store.Changes;
    public IAnnotationStore Annotations => store.Annotations;
    public IRunStore Runs => store.Runs;
    public ISourceStateStore Sources => this;
    public ILinkStore Links => store.Links;
    public ICoverageStore Coverage => store.Coverage;
    public IJobStore Jobs => store.Jobs;
    public IDuplicateStore Duplicates => store.Duplicates;
    public IHeaderStore Headers => store.Headers;
    public ITakedownStore Takedowns => store.Takedowns;
    public IAccessStore Access => store.Access;
    public IAuditLog Audit => store.Audit;
    public INoteStore Notes => store.Notes;
    public ISubscriptionStore Subscriptions => store.Subscriptions;
    public INoticeStore Notices => store.Notices;
    public IAnswerStore Answers => this;

    public Task<SourceState?> GetAsync(string source, CancellationToken cancellationToken) => store.Sources.GetAsync(source, cancellationToken);

    public Task<IReadOnlyList<SourceState>> ListAsync(CancellationToken cancellationToken) => store.Sources.ListAsync(cancellationToken);

    public async Task<bool> RememberAsync(Lease lease, SourceState state, string? served, CancellationToken cancellationToken)
    {
        await BeforeRemembering();
        return await store.Sources.RememberAsync(lease, state, served, cancellationToken);
    }

    public async Task<bool> PlanAsync(string source, string schedule, DateTimeOffset? nextDue, string? scheduleWas, CancellationToken cancellationToken)
    {
        await BeforePlanning();
        return await store.Sources.PlanAsync(source, schedule, nextDue, scheduleWas, cancellationToken);
    }

    public Task RequestAsync(string source, HarvestRequest request, CancellationToken cancellationToken) => store.Sources.RequestAsync(source, request, cancellationToken);

    public Task<bool> TakeBackAsync(string source, string request, CancellationToken cancellationToken) => store.Sources.TakeBackAsync(source, request, cancellationToken);

    public Task CancelAsync(string source, CancelRequest request, CancellationToken cancellationToken) => store.Sources.CancelAsync(source, request, cancellationToken);

    public Task PauseAsync(string source, SourcePause? pause, CancellationToken cancellationToken) => store.Sources.PauseAsync(source, pause, cancellationToken);

    public Task<Lease?> AcquireAsync(string source, string owner, DateTimeOffset now, TimeSpan term, CancellationToken cancellationToken) =>
        store.Sources.AcquireAsync(source, owner, now, term, cancellationToken);

    public Task<bool> RenewAsync(Lease lease, DateTimeOffset now, TimeSpan term, CancellationToken cancellationToken) => store.Sources.RenewAsync(lease, now, term, cancellationToken);

    public async Task ReleaseAsync(Lease lease, CancellationToken cancellationToken)
    {
        await BeforeReleasing();
        await store.Sources.ReleaseAsync(lease, cancellationToken);
    }

    public Task<KeptAnswer?> FindAsync(string source, string url, CancellationToken cancellationToken) => store.Answers.FindAsync(source, url, cancellationToken);

    public Task<Stream?> OpenBodyAsync(string source, string url, CancellationToken cancellationToken) => store.Answers.OpenBodyAsync(source, url, cancellationToken);

    public Task KeepAsync(string source, KeptAnswer answer, Stream body, CancellationToken cancellationToken) => store.Answers.KeepAsync(source, answer, body, cancellationToken);

    public async Task<int> PruneAsync(string source, Predicate<string> isUsed, CancellationToken cancellationToken)
    {
        await BeforeForgetting();
        return await store.Answers.PruneAsync(source, isUsed, cancellationToken);
    }

    public Task<bool> HasAnyAsync(string source, CancellationToken cancellationToken) => store.Catalogue.HasAnyAsync(source, cancellationToken);

    public Task<IReadOnlyDictionary<string, KnownRecord>> KnownAsync(string source, IReadOnlyCollection<string> recordIds, CancellationToken cancellationToken) =>
        store.Catalogue.KnownAsync(source, recordIds, cancellationToken);

    public Task<long> CountActiveAsync(string source, CancellationToken cancellationToken) => store.Catalogue.CountActiveAsync(source, cancellationToken);

    public Task<IReadOnlyList<Takedown>> TakedownsAsync(string source, CancellationToken cancellationToken) => store.Catalogue.TakedownsAsync(source, cancellationToken);

    public Task<IReadOnlySet<string>> TakenAsync(IReadOnlyCollection<string> datasetIds, CancellationToken cancellationToken) => store.Catalogue.TakenAsync(datasetIds, cancellationToken);

    public Task<IReadOnlyDictionary<string, (string Source, string RecordId)>> ActiveAsync(IReadOnlyCollection<string> datasetIds, CancellationToken cancellationToken) =>
        store.Catalogue.ActiveAsync(datasetIds, cancellationToken);

    public IAsyncEnumerable<KnownRecord> ActiveAsync(string source, CancellationToken cancellationToken) => store.Catalogue.ActiveAsync(source, cancellationToken);

    public IAsyncEnumerable<(KnownRecord Known, RawPayload Raw)> MappedOtherwiseAsync(string source, string mappingVersion, CancellationToken cancellationToken) =>
        store.Catalogue.MappedOtherwiseAsync(source, mappingVersion, cancellationToken);

    public PreparedBatch Prepare(CatalogueBatch batch) => store.Catalogue.Prepare(batch);

    public async Task ApplyAsync(Lease lease, PreparedBatch batch, CancellationToken cancellationToken)
    {
        await BeforeApplying();
        await store.Catalogue.ApplyAsync(lease, batch, cancellationToken);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();
}

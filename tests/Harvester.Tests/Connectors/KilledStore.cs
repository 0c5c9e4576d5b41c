using Harvester.Core.Ports;

namespace Harvester.Tests.Connectors;

/// <summary>A store that goes away when a run forgets its answers, or when it remembers how the source fared: as if the worker had been killed there.</summary>
internal sealed class KilledStore(IStore store, bool inForgetting) : IStore, IAnswerStore, ISourceStateStore
{
    public ICatalogueWriter Catalogue => store.Catalogue;
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
    public IAnswerStore Answers => this;
    public ITakedownStore Takedowns => store.Takedowns;

    public Task<int> PruneAsync(string source, Predicate<string> isUsed, CancellationToken cancellationToken) =>
        inForgetting ? throw new StoreException("killed") : store.Answers.PruneAsync(source, isUsed, cancellationToken);

    public Task<bool> RememberAsync(Lease lease, SourceState state, string? served, CancellationToken cancellationToken) =>
        inForgetting ? store.Sources.RememberAsync(lease, state, served, cancellationToken) : throw new StoreException("killed");

    public Task<bool> PlanAsync(string source, string schedule, DateTimeOffset? nextDue, string? scheduleWas, CancellationToken cancellationToken) =>
        store.Sources.PlanAsync(source, schedule, nextDue, scheduleWas, cancellationToken);

    public Task RequestAsync(string source, HarvestRequest request, CancellationToken cancellationToken) => store.Sources.RequestAsync(source, request, cancellationToken);

    public Task<KeptAnswer?> FindAsync(string source, string url, CancellationToken cancellationToken) => store.Answers.FindAsync(source, url, cancellationToken);

    public Task<Stream?> OpenBodyAsync(string source, string url, CancellationToken cancellationToken) => store.Answers.OpenBodyAsync(source, url, cancellationToken);

    public Task KeepAsync(string source, KeptAnswer answer, Stream body, CancellationToken cancellationToken) => store.Answers.KeepAsync(source, answer, body, cancellationToken);

    public Task<SourceState?> GetAsync(string source, CancellationToken cancellationToken) => store.Sources.GetAsync(source, cancellationToken);

    public Task<IReadOnlyList<SourceState>> ListAsync(CancellationToken cancellationToken) => store.Sources.ListAsync(cancellationToken);

    public Task<Lease?> AcquireAsync(string source, string owner, DateTimeOffset now, TimeSpan term, CancellationToken cancellationToken) =>
        store.Sources.AcquireAsync(source, owner, now, term, cancellationToken);

    public Task<bool> RenewAsync(Lease lease, DateTimeOffset now, TimeSpan term, CancellationToken cancellationToken) => store.Sources.RenewAsync(lease, now, term, cancellationToken);

    public Task ReleaseAsync(Lease lease, CancellationToken cancellationToken) => store.Sources.ReleaseAsync(lease, cancellationToken);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}

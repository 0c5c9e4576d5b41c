using Harvester.Core.Ports;
using Harvester.Storage;

namespace Harvester.Host.Composition;

/// <summary>An empty store that is gone afterwards: what a dry run compares with where there is no catalogue yet.</summary>
internal sealed class TemporaryStore : IStore
{
    private readonly string folder;
    private readonly IStore store;

    private TemporaryStore(string folder, IStore store) => (this.folder, this.store) = (folder, store);

    public ICatalogueWriter Catalogue => store.Catalogue;
    public IDatasetReader Datasets => store.Datasets;
    public IChangeLog Changes => store.Changes;
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

    public static async Task<IStore> OpenAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("harvester-").FullName;
        return new TemporaryStore(folder, await Stores.OpenAsync($"sqlite:{Path.Combine(folder, "empty.db")}", TimeProvider.System, cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

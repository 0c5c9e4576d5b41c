using Harvester.Core.Ports;

namespace Harvester.Tests.Web.Accounts;

/// <summary>A store that outlives the site that serves it.</summary>
internal sealed class Kept(IStore store) : IStore
{
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

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

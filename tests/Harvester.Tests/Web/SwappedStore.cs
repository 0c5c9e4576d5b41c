using Harvester.Core.Ports;

namespace Harvester.Tests.Web;

/// <summary>A store behind which another can be put, as somebody does who restores a backup.</summary>
internal sealed class SwappedStore : IStore
{
    public required IStore Current { get; set; }

    public ICatalogueWriter Catalogue => Current.Catalogue;
    public IDatasetReader Datasets => Current.Datasets;
    public IChangeLog Changes => Current.Changes;
    public IAnnotationStore Annotations => Current.Annotations;
    public IRunStore Runs => Current.Runs;
    public ISourceStateStore Sources => Current.Sources;
    public ILinkStore Links => Current.Links;
    public ICoverageStore Coverage => Current.Coverage;
    public IJobStore Jobs => Current.Jobs;
    public IDuplicateStore Duplicates => Current.Duplicates;
    public IHeaderStore Headers => Current.Headers;
    public IAnswerStore Answers => Current.Answers;
    public ITakedownStore Takedowns => Current.Takedowns;
    public IAccessStore Access => Current.Access;
    public IAuditLog Audit => Current.Audit;
    public INoteStore Notes => Current.Notes;
    public ISubscriptionStore Subscriptions => Current.Subscriptions;
    public INoticeStore Notices => Current.Notices;

    public ValueTask DisposeAsync() => Current.DisposeAsync();
}

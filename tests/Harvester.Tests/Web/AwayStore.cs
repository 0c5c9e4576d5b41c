using Harvester.Core.Ports;

namespace Harvester.Tests.Web;

/// <summary>A store that cannot be reached, and whose message must not reach the public.</summary>
internal sealed class AwayStore : IStore
{
    public ICatalogueWriter Catalogue => throw Away();
    public IDatasetReader Datasets => throw Away();
    public IChangeLog Changes => throw Away();
    public IAnnotationStore Annotations => throw Away();
    public IRunStore Runs => throw Away();
    public ISourceStateStore Sources => throw Away();
    public ILinkStore Links => throw Away();
    public ICoverageStore Coverage => throw Away();
    public IJobStore Jobs => throw Away();
    public IDuplicateStore Duplicates => throw Away();
    public IHeaderStore Headers => throw Away();
    public IAnswerStore Answers => throw Away();
    public ITakedownStore Takedowns => throw Away();
    public IAccessStore Access => throw Away();
    public IAuditLog Audit => throw Away();
    public INoteStore Notes => throw Away();
    public ISubscriptionStore Subscriptions => throw Away();
    public INoticeStore Notices => throw Away();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static StoreException Away() => new("/secret/path is locked");
}

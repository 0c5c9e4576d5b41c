using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Search;
using Harvester.Storage.Sqlite;
using Harvester.Tests.Web;
using Xunit;

namespace Harvester.Tests.Search;

/// <summary>A real SQLite store in a folder of its own, and an index in memory that follows it.</summary>
internal sealed class SearchBench : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 9, 24, 1, 0, 0, TimeSpan.Zero);
    private readonly DirectoryInfo folder;
    private int runs;

    private SearchBench(DirectoryInfo folder, IStore store, CatalogueIndex index)
    {
        this.folder = folder;
        Store = store;
        Index = index;
    }

    public IStore Store { get; }
    public CatalogueIndex Index { get; private set; }

    /// <summary>A folder for an index that lasts.</summary>
    public string IndexFolder => Path.Combine(folder.FullName, "index");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<SearchBench> StartAsync(params Dataset[] datasets)
    {
        var folder = Directory.CreateTempSubdirectory("harvester-search-");
        var store = await SqliteStore.OpenAsync(Path.Combine(folder.FullName, "store.db"), new FixedClock(Now), Cancel);
        var bench = new SearchBench(folder, store, CatalogueIndex.Open(null, new FixedClock(Now)));
        await bench.PutAsync(datasets);
        return bench;
    }

    /// <summary>Stores datasets, the index sees them.</summary>
    public Task PutAsync(params Dataset[] datasets) => WriteAsync([.. datasets.Select(Put)]);

    public static CatalogueWrite.Put Put(Dataset dataset) => new(
        dataset.Version == 1 ? ChangeKind.Added : ChangeKind.Updated, dataset, new RawPayload(RecordKind.Ckan, dataset.Provenance.RecordId, null, dataset.Provenance.RawHash, "{}"u8.ToArray()));

    public async Task WriteAsync(params CatalogueWrite[] writes)
    {
        await StoreAsync(writes);
        await Index.CatchUpAsync(Store, Cancel);
    }

    /// <summary>Stores only: the index does not know yet.</summary>
    public async Task StoreAsync(params CatalogueWrite[] writes)
    {
        foreach (var group in writes.GroupBy(write => DatasetId.SourceOf(write.DatasetId)))
        {
            var lease = await LeaseAsync(group.Key);
            await Store.Catalogue.ApplyAsync(lease, new CatalogueBatch($"run-{++runs}", Now, [.. group]), Cancel);
            await Store.Sources.ReleaseAsync(lease, Cancel);
        }
    }

    public async Task AnnotateAsync(params AnnotationWrite[] writes)
    {
        await Store.Annotations.PutAsync(writes, Now, Cancel);
        await Index.CatchUpAsync(Store, Cancel);
    }

    public async Task EraseAsync(string id)
    {
        var lease = await LeaseAsync(DatasetId.SourceOf(id));
        await Store.Takedowns.EraseAsync(lease, id, "test", Now, Cancel);
        await Store.Sources.ReleaseAsync(lease, Cancel);
    }

    /// <summary>Record ids of what is found, in their order.</summary>
    public string[] Find(SearchRequest request) => [.. Index.Search(request).Hits.Select(hit => hit.Id[(hit.Id.IndexOf('~') + 1)..])];

    public string[] Words(string words) => Find(new SearchRequest { Words = words });

    public string[] Query(string query) => Find(new SearchRequest { Query = query });

    public string[] Filter(params string[] filters) => Find(new SearchRequest { Filters = filters, Rows = 100 });

    /// <summary>The same index in a folder, from now on.</summary>
    public void UseFolder()
    {
        Index.Dispose();
        Index = CatalogueIndex.Open(IndexFolder, new FixedClock(Now));
    }

    public async ValueTask DisposeAsync()
    {
        Index.Dispose();
        await Store.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private async Task<Lease> LeaseAsync(string source)
    {
        var lease = await Store.Sources.AcquireAsync(source, "test", Now, TimeSpan.FromMinutes(1), Cancel);
        Assert.NotNull(lease);
        return lease;
    }
}

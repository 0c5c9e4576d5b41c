using Harvester.Core.Assessment;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Storage.Sqlite;
using Harvester.Tests.Storage;
using Xunit;

namespace Harvester.Tests.Assessment;

/// <summary>A real store whose datasets change, and what follows them.</summary>
internal sealed class AssessmentBench : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("harvester-assessment-").FullName;
    private Lease lease = null!;

    private AssessmentBench()
    {
    }

    public HandClock Clock { get; } = new();
    public IStore Store { get; private set; } = null!;

    /// <summary>The store's file.</summary>
    public string Database => Path.Combine(folder, "catalogue.db");

    public static async Task<AssessmentBench> OpenAsync()
    {
        var bench = new AssessmentBench();
        bench.Store = await SqliteStore.OpenAsync(bench.Database, bench.Clock, TestContext.Current.CancellationToken);
        bench.lease = (await bench.Store.Sources.AcquireAsync("tokyo", "worker", StoreSamples.Noon, TimeSpan.FromDays(9999), TestContext.Current.CancellationToken))!;
        return bench;
    }

    public Task ApplyAsync(params IReadOnlyList<CatalogueWrite> writes) =>
        Store.Catalogue.ApplyAsync(lease, new CatalogueBatch("run", StoreSamples.Noon, writes), TestContext.Current.CancellationToken);

    public Task AddAsync(params IReadOnlyList<string> recordIds) => ApplyAsync([.. recordIds.Select(id => StoreSamples.Added(id))]);

    public Task AnnotateAsync(params IReadOnlyList<AnnotationWrite> writes) => Store.Annotations.PutAsync(writes, StoreSamples.Noon, TestContext.Current.CancellationToken);

    public Assessments Assessments(string owner, params IReadOnlyList<IAssessor> assessors) => new(Store, assessors, Clock, owner);

    public async Task<Dataset> GetAsync(string recordId) => (await Store.Datasets.GetAsync(DatasetId.Of("tokyo", recordId), TestContext.Current.CancellationToken))!;

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

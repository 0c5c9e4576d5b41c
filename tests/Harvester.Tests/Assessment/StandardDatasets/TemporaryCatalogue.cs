using Harvester.Core.Assessment;
using Harvester.Core.Assessment.StandardDatasets;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Storage.Sqlite;
using Harvester.Tests.Storage;

namespace Harvester.Tests.Assessment.StandardDatasets;

/// <summary>A real store with datasets of one source, and the recogniser over it as the program runs it.</summary>
internal sealed class TemporaryCatalogue : IAsyncDisposable
{
    private readonly string folder;
    private int runs;

    private TemporaryCatalogue(string folder, IStore store, TimeProvider clock)
    {
        (this.folder, Store) = (folder, store);
        Assessments = new Assessments(store, [new Recogniser(store, Standards.Vocabulary, clock)], clock, "worker");
    }

    public IStore Store { get; }
    public Assessments Assessments { get; }

    public static async Task<TemporaryCatalogue> CreateAsync(TimeProvider clock)
    {
        var folder = Directory.CreateTempSubdirectory("harvester-standards-").FullName;
        return new TemporaryCatalogue(folder, await SqliteStore.OpenAsync(Path.Combine(folder, "harvester.db"), clock, CancellationToken.None), clock);
    }

    public async Task PutAsync(Dataset dataset, ChangeKind kind = ChangeKind.Added)
    {
        var at = StoreSamples.Noon.AddMinutes(++runs);
        var lease = (await Store.Sources.AcquireAsync(dataset.Provenance.Source, "worker", at, TimeSpan.FromHours(1), CancellationToken.None))!;
        await Store.Catalogue.ApplyAsync(lease, new CatalogueBatch($"run-{runs}", at, [StoreSamples.Put(dataset, kind)]), CancellationToken.None);
        await Store.Sources.ReleaseAsync(lease, CancellationToken.None);
    }

    public async Task<StandardDatasetMatch?> MatchAsync(string id = "minato~1") => (await Store.Datasets.GetAsync(id, CancellationToken.None))!.Annotations?.StandardDataset;

    public async Task<HeaderState?> StateAsync(string id = "minato~1") => (await Store.Headers.GetAsync([id], CancellationToken.None)).GetValueOrDefault(id);

    public async Task<int> AnnotatedAsync() => (await Store.Changes.ReadAsync(0, 1000, CancellationToken.None)).Count(change => change.Kind == ChangeKind.Annotated);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

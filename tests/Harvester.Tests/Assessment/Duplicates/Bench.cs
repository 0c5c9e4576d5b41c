using Harvester.Core.Assessment;
using Harvester.Core.Assessment.Duplicates;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Harvester.Tests.Assessment.Duplicates;

/// <summary>A real store with the assessor at work on it, as background work runs it.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly DirectoryInfo folder;
    private readonly IReadOnlyDictionary<string, Source> sources;

    private Bench(DirectoryInfo folder, IStore store, IReadOnlyDictionary<string, Source> sources)
    {
        (this.folder, this.sources, Store) = (folder, sources, store);
        Assessor = new DuplicateAssessor(store, sources, Clock);
        Desk = new VerdictDesk(store, Assessor, Clock, "desk");
    }

    public HandClock Clock { get; } = new();
    public IStore Store { get; private set; }
    public DuplicateAssessor Assessor { get; private set; }
    public VerdictDesk Desk { get; private set; }

    public static async Task<Bench> StartAsync(IReadOnlyDictionary<string, Source>? sources = null)
    {
        var folder = Directory.CreateTempSubdirectory("harvester-duplicates-");
        return new Bench(folder, await OpenAsync(folder), sources ?? Records.Sources);
    }

    /// <summary>As after a restart.</summary>
    public async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = await OpenAsync(folder);
        Assessor = new DuplicateAssessor(Store, sources, Clock);
        Desk = new VerdictDesk(Store, Assessor, Clock, "desk");
    }

    /// <summary>The same store once more, which then goes its own way.</summary>
    public async Task<Bench> CopyAsync()
    {
        var copy = Directory.CreateTempSubdirectory("harvester-duplicates-");
        await using (var connection = new SqliteConnection($"Data Source={FileIn(folder)};Pooling=False"))
        {
            await connection.OpenAsync(None);
            await using var command = connection.CreateCommand();
            command.CommandText = "VACUUM INTO $file";
            command.Parameters.AddWithValue("$file", FileIn(copy));
            await command.ExecuteNonQueryAsync(None);
        }

        return new Bench(copy, await OpenAsync(copy), sources);
    }

    /// <summary>Stores the datasets, each as its next version; active whatever it was.</summary>
    public async Task PutAsync(params IEnumerable<Dataset> datasets)
    {
        var writes = new List<CatalogueWrite>();
        foreach (var dataset in datasets)
        {
            var stored = await Store.Datasets.GetAsync(dataset.Id, None);
            var kind = stored is null ? ChangeKind.Added : stored.State is DatasetState.Active ? ChangeKind.Updated : ChangeKind.Restored;
            writes.Add(new CatalogueWrite.Put(kind, dataset with { Version = (stored?.Version ?? 0) + 1 }, new RawPayload(RecordKind.Ckan, dataset.Provenance.RecordId, null, "raw", "{}"u8.ToArray())));
        }

        await WriteAsync(writes);
    }

    public async Task WriteAsync(params IEnumerable<CatalogueWrite> writes)
    {
        foreach (var some in writes.GroupBy(write => DatasetId.SourceOf(write.DatasetId)))
        {
            Clock.Advance(TimeSpan.FromHours(1));
            var lease = await Store.Sources.AcquireAsync(some.Key, "test", Clock.GetUtcNow(), TimeSpan.FromMinutes(1), None);
            Assert.NotNull(lease);
            await Store.Catalogue.ApplyAsync(lease, new CatalogueBatch($"run-{Clock.GetUtcNow():O}", Clock.GetUtcNow(), [.. some]), None);
            await Store.Sources.ReleaseAsync(lease, None);
        }
    }

    public Task<long> CatchUpAsync() => new Assessments(Store, [Assessor], Clock, "test").CatchUpAsync(None);

    /// <summary>As after a change of the rules.</summary>
    public Task<long> AnewAsync() => new Assessments(Store, [Assessor, new Changing()], Clock, "test").CatchUpAsync(None);

    public async Task<Annotations> FoundAsync(string id) => await Store.Annotations.GetAsync(id, None) ?? new Annotations { Id = id };

    /// <summary>The groups as the store lists them, the canonical record first: <c>minato~1 tokyo~1</c>.</summary>
    public async Task<List<string>> GroupsAsync() =>
        [.. (await Store.Duplicates.GroupsAsync(null, 1000, None)).Select(group => string.Join(' ', group.Members.Where(id => id != group.Canonical).Prepend(group.Canonical)))];

    /// <summary>Every answer in the annotations of active datasets, as text.</summary>
    public async Task<List<string>> AnswersAsync() => await Store.Datasets.AllAsync(new DatasetFilter { State = DatasetState.Active }, None)
        .Select(dataset => $"{dataset.Id} → {dataset.Annotations?.CanonicalId}: {string.Join("; ", dataset.Annotations?.Relations ?? [])}").ToListAsync();

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static string FileIn(DirectoryInfo folder) => Path.Combine(folder.FullName, "store.db");

    private static async Task<IStore> OpenAsync(DirectoryInfo folder) => await SqliteStore.OpenAsync(FileIn(folder), TimeProvider.System, None);

    private sealed class Changing : IAssessor
    {
        public string Revision { get; } = Guid.NewGuid().ToString();

        public Task BeginAnewAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task AssessAsync(IReadOnlyList<Changed> changed, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

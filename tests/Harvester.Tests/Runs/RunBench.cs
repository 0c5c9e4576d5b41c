using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Storage;
using Harvester.Tests.Storage;
using MongoDB.Driver;
using Xunit;

namespace Harvester.Tests.Runs;

/// <summary>A real store and a runner for scripted sources, with a clock that moves only when told.</summary>
internal sealed class RunBench : ISources, IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("harvester-runs-").FullName;
    private string address = "";
    private string? database;
    private IConnector connector = ScriptedConnector.Listing("s", [1, 2, 3]);

    private RunBench()
    {
    }

    public static Source Source { get; } = new() { Id = "s", Title = "試験", Kind = RecordKind.Ckan, PublisherCode = "131032", Schedule = "daily" };

    public HandClock Clock { get; } = new();
    public TitleMapper Mapper { get; } = new();
    public IStore Store { get; private set; } = null!;
    public IReadOnlyList<Source> All => [Configured];
    public Source Configured { get; set; } = Source;

    public static async Task<RunBench> OpenAsync()
    {
        var bench = new RunBench();
        bench.address = $"sqlite:{Path.Combine(bench.folder, "catalogue.db")}";
        bench.Store = await bench.OpenStoreAsync();
        return bench;
    }

    /// <summary>The same on MongoDB.</summary>
    public static async Task<RunBench> OpenOnMongoAsync()
    {
        var bench = new RunBench { database = $"harvester_test_{Guid.NewGuid():n}" };
        bench.address = await MongoServer.DatabaseAsync(bench.database);
        bench.Store = await bench.OpenStoreAsync();
        return bench;
    }

    public static Task<RunBench> OpenAsync(string kind) => kind == "mongodb" ? OpenOnMongoAsync() : OpenAsync();

    /// <summary>The store as another process sees it.</summary>
    public Task<IStore> OpenStoreAsync() => Stores.OpenAsync(address, Clock, TestContext.Current.CancellationToken);

    /// <summary>As after a restart.</summary>
    public async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = await OpenStoreAsync();
    }

    public Source? Find(string id) => id == "s" ? Configured : null;

    public IConnector Connect(Source source) => connector;

    /// <param name="through">What the runner sees of the store; null: all of it.</param>
    public SourceRunner Runner(string owner = "test", IStore? through = null) => new(through ?? Store, this, Mapper, Clock, owner);

    public SourceRemoval Removal(IStore? through = null) => new(through ?? Store, Clock, "person");

    public async Task<SourceState> StateAsync() =>
        await Store.Sources.GetAsync("s", TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("nothing is remembered of s");

    public RunDecisions Decisions() => new(Store, Clock, "person");

    /// <summary>What every run reads from now on.</summary>
    public void Reads(IConnector reads) => connector = reads;

    /// <summary>One run, a day after the last.</summary>
    public async Task<RunReport> RunAsync(IConnector reads, RunOptions? options = null, CancellationToken? cancellationToken = null)
    {
        connector = reads;
        Clock.Advance(TimeSpan.FromDays(1));
        return await Runner().RunAsync(Configured, options ?? new RunOptions(), Silent.Instance, cancellationToken ?? TestContext.Current.CancellationToken);
    }

    public Task<RunReport> RunAsync(IEnumerable<int> numbers) => RunAsync(ScriptedConnector.Listing("s", numbers));

    public async Task<IReadOnlyList<string>> ActiveAsync() =>
        [.. await Store.Datasets.AllAsync(new DatasetFilter { State = DatasetState.Active }, TestContext.Current.CancellationToken)
            .Select(d => d.Provenance.RecordId).ToListAsync()];

    public async Task<Dataset> GetAsync(string recordId) =>
        await Store.Datasets.GetAsync(DatasetId.Of("s", recordId), TestContext.Current.CancellationToken) ?? throw new InvalidOperationException($"no dataset {recordId}");

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        if (database is null)
            return;
        using var client = new MongoClient(address);
        await client.DropDatabaseAsync(database, CancellationToken.None);
    }
}

using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Storage.Sqlite;
using Xunit;

namespace Harvester.Tests.Runs;

/// <summary>A real store and a runner for scripted sources, with a clock that moves only when told.</summary>
internal sealed class RunBench : ISources, IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("harvester-runs-").FullName;
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
        bench.Store = await SqliteStore.OpenAsync(Path.Combine(bench.folder, "catalogue.db"), bench.Clock, TestContext.Current.CancellationToken);
        return bench;
    }

    /// <summary>As after a restart.</summary>
    public async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = await SqliteStore.OpenAsync(Path.Combine(folder, "catalogue.db"), Clock, TestContext.Current.CancellationToken);
    }

    public Source? Find(string id) => id == "s" ? Configured : null;

    public IConnector Connect(Source source) => connector;

    public SourceRunner Runner(string owner = "test") => new(Store, this, Mapper, Clock, owner);

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
    }
}

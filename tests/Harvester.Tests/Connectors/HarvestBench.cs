using Harvester.Connectors;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Mapping;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Storage.Sqlite;
using Harvester.Tests.Mapping;
using Xunit;

namespace Harvester.Tests.Connectors;

/// <summary>Whole runs of one source: real connector, real HTTP, real mapper, real store. Each run has a fetcher of its own.</summary>
internal sealed class HarvestBench : ISources, IMapper, IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("harvester-bench-").FullName;
    private readonly HandClock clock = new();
    private readonly ConnectorFile file;

    private HarvestBench(ConnectorFile file, Network network) => (this.file, Network) = (file, network);

    /// <summary>What the next run reads from.</summary>
    public Network Network { get; set; }

    public IStore Store { get; private set; } = null!;

    /// <summary>Part of the mapping version: another one maps every record anew.</summary>
    public string Version { get; set; } = "m1";

    public IReadOnlyList<Source> All => [file.Source];

    public static async Task<HarvestBench> OpenAsync(ConnectorFile file, Network? network = null)
    {
        var bench = new HarvestBench(file, network ?? Sources.Network());
        bench.Store = await SqliteStore.OpenAsync(Path.Combine(bench.folder, "catalogue.db"), bench.clock, TestContext.Current.CancellationToken);
        return bench;
    }

    public static ConnectorFile Dcat(Uri url) => File(RecordKind.Dcat) with { Dcat = new DcatBlock { Catalog = url } };

    public static ConnectorFile List(Uri url) => File(RecordKind.List) with { List = new ListBlock { Url = url } };

    public static ConnectorFile Html(HtmlBlock block) => File(RecordKind.Html) with { Html = block };

    /// <summary>One run, a day after the last.</summary>
    /// <param name="through">What the run sees of the store; null: all of it.</param>
    public async Task<RunReport> RunAsync(RunOptions? options = null, IStore? through = null)
    {
        clock.Advance(TimeSpan.FromDays(1));
        return await new SourceRunner(through ?? Store, this, this, clock, "test")
            .RunAsync(file.Source, options ?? new RunOptions(), Silent.Instance, TestContext.Current.CancellationToken);
    }

    public Task<KeptAnswer?> KeptAsync(Uri url) => Store.Answers.FindAsync(file.Source.Id, url.AbsoluteUri, TestContext.Current.CancellationToken);

    /// <summary>Number of the last change: a run that writes no dataset leaves it as it is.</summary>
    public Task<long> SequenceAsync() => Store.Changes.LastAsync(TestContext.Current.CancellationToken);

    public Source? Find(string id) => file.Source;

    public IConnector Connect(Source source) => ConnectorKind.Connect(file, Network.FetcherFor(file));

    public string VersionFor(Source source) => Version;

    public MappingResult Map(SourceRecord record, Source source)
    {
        var result = MappingFixture.Mapper.Map(record, source);
        return result.Dataset is { } dataset ? result with { Dataset = dataset with { Provenance = dataset.Provenance with { MappingVersion = Version } } } : result;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Network.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static ConnectorFile File(RecordKind kind) => new()
    {
        Source = new Source { Id = "minato", Title = "港区", Kind = kind, PublisherCode = "131032", Schedule = "daily" },
        Http = Sources.Quick,
    };
}

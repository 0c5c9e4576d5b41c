using Harvester.AcceptanceTests.Faults;
using Harvester.Connectors;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Definitions.Mappings;
using Harvester.Connectors.Fetching;
using Harvester.Core.Mapping;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.SamplePortals;
using Harvester.Storage;
using Harvester.Tests.Connectors;

namespace Harvester.AcceptanceTests.Sources;

/// <summary>
/// One source harvested for real in this process: sample portals behind the fault server, the real connector, mapper, runner and an SQLite
/// file. Pauses between requests and retries are over at once; time-outs are real.
/// </summary>
internal sealed class SourceBench : IAsyncDisposable
{
    private static readonly Lazy<MappingRules> Rules = new(() => MappingFiles.Load(Path.Combine(Repository.Root, "mappings")).Rules!);

    private readonly string folder;
    private readonly SamplePortals.SamplePortals portals;
    private Network? network;

    private SourceBench(string folder, SamplePortals.SamplePortals portals, SampleCatalogues catalogues, FaultServer server, IStore store, ConnectorFile file)
    {
        (this.folder, this.portals) = (folder, portals);
        (Catalogues, Server, Store, File) = (catalogues, server, store, file);
        Runner = new SourceRunner(store, new SourceCatalogue([file], f => ConnectorKind.Connect(f, network!.FetcherFor(f))), new Mapper(Rules.Value, TimeProvider.System), TimeProvider.System, "acceptance");
    }

    public SampleCatalogues Catalogues { get; }
    public FaultServer Server { get; }
    public IStore Store { get; }
    public ConnectorFile File { get; }
    public SourceRunner Runner { get; }

    /// <summary>The list of the portal that the source harvests.</summary>
    public SampleDatasets Datasets => Catalogues.BySource[File.Source.Id];

    /// <param name="id">A sample connector.</param>
    /// <param name="change">Changes its YAML text, which expects no number of datasets.</param>
    public static async Task<SourceBench> StartAsync(string id, Func<string, string>? change = null)
    {
        var folder = Directory.CreateTempSubdirectory("harvester-source-").FullName;
        var catalogues = SampleCatalogues.Create();
        var portals = await SamplePortals.SamplePortals.StartAsync(catalogues, CancellationToken.None);
        var server = new FaultServer(portals.EndPoint);
        var parsed = ConnectorFiles.Parse($"{id}.yml", change?.Invoke(Yaml(id)) ?? Yaml(id), new ConnectorFileChecks());
        Assert.True(parsed.Errors.Count == 0, string.Join('\n', parsed.Errors));
        var store = await Stores.OpenAsync($"sqlite:{Path.Combine(folder, "catalogue.db")}", TimeProvider.System, CancellationToken.None);
        return new SourceBench(folder, portals, catalogues, server, store, parsed.Files.Single());
    }

    /// <summary>The sample's connector file, without the number of datasets that it expects.</summary>
    public static string Yaml(string id) =>
        string.Join('\n', SampleConnectors.All[id].Split('\n').Where(line => !line.StartsWith("expect:", StringComparison.Ordinal)));

    /// <summary>A run as of a process of its own: it knows of no host what an earlier one learnt.</summary>
    public Task<RunReport> RunAsync(bool full = false) => RunAsync(new Network(Options(), _ => null), new RunOptions { Full = full });

    /// <summary>Reads the whole source and writes the exchanges down.</summary>
    public async Task RecordAsync(string folder)
    {
        var report = await RunAsync(Network.Recording(Options(), _ => null, folder), new RunOptions { Full = true, DryRun = true });
        Assert.True(report.Status is RunStatus.Succeeded, report.Error);
    }

    private Task<RunReport> RunAsync(Network by, RunOptions options)
    {
        network?.Dispose();
        network = by;
        return Runner.RunAsync(File.Source, options, Silent.Instance, CancellationToken.None);
    }

    private FetchingOptions Options() => new()
    {
        Contact = "acceptance",
        Clock = new SkippingClock(),
        ConnectTo = portals.Hosts.ToDictionary(host => host, _ => Server.EndPoint),
        IdleTimeout = TimeSpan.FromSeconds(1.5),
    };

    public async Task<IReadOnlyList<Dataset>> ActiveAsync() =>
        await Store.Datasets.AllAsync(new DatasetFilter { Source = File.Source.Id, State = DatasetState.Active }, CancellationToken.None).ToListAsync();

    /// <summary>Number of the last change: as many as there were.</summary>
    public Task<long> WritesAsync() => Store.Changes.LastAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        network?.Dispose();
        await Server.DisposeAsync();
        await portals.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

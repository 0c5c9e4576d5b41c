using Harvester.Connectors;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Definitions.Mappings;
using Harvester.Connectors.Fetching;
using Harvester.Core.Mapping;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;

namespace Harvester.AcceptanceTests.Workers;

/// <summary>Harvests the portals in this process, into whatever store: the real connector, mapper and runner.</summary>
internal sealed class Workplace : IDisposable
{
    /// <summary>What a run that could not give its lease back costs the next one.</summary>
    private static readonly TimeSpan LeaseTerm = TimeSpan.FromMilliseconds(500);

    private static readonly Lazy<MappingRules> Rules = new(() => MappingFiles.Load(Path.Combine(Repository.Root, "mappings")).Rules!);

    private readonly Network network = new(new FetchingOptions { Contact = "acceptance", AllowPrivateNetworks = true }, _ => null);
    private readonly SourceCatalogue sources;

    public Workplace(Portals portals)
    {
        var parsed = portals.Connectors().Select(file => ConnectorFiles.Parse($"{file.Key}.yml", file.Value, new ConnectorFileChecks())).ToList();
        Assert.Empty(parsed.SelectMany(file => file.Errors));
        sources = new SourceCatalogue([.. parsed.SelectMany(file => file.Files)], file => ConnectorKind.Connect(file, network.FetcherFor(file)));
    }

    public async Task<IReadOnlyList<RunReport>> RunAllAsync(IStore store) => await Task.WhenAll(sources.All.Select(source => RunAsync(store, source)));

    public void Dispose() => network.Dispose();

    /// <summary>A run; one that finds the lease of an earlier run waits until it is over.</summary>
    private async Task<RunReport> RunAsync(IStore store, Source source)
    {
        var runner = new SourceRunner(store, sources, new Mapper(Rules.Value, TimeProvider.System), TimeProvider.System, "acceptance", LeaseTerm);
        using var timer = new PeriodicTimer(LeaseTerm / 5);
        while (true)
        {
            var report = await runner.RunAsync(source, new RunOptions { Full = true }, Silent.Instance, CancellationToken.None);
            if (report.Status is not RunStatus.Skipped)
                return report;
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}

using Harvester.Connectors;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Definitions.Mappings;
using Harvester.Connectors.Fetching;
using Harvester.Core.Mapping;
using Harvester.Core.Model;
using Harvester.Core.Runs;
using Harvester.SamplePortals;
using Xunit;
using Server = Harvester.SamplePortals.SamplePortals;

namespace Harvester.Tests.Assessment.Duplicates;

/// <summary>The sample portals, harvested for real: every republished dataset is found, and nothing else.</summary>
public sealed class SampleHarvestTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task RepublishedDatasets_AreFound_AllAndOnlyThese()
    {
        var catalogues = SampleCatalogues.Create();
        await using var portals = await Server.StartAsync(catalogues, None);
        var files = SampleConnectors.All.Select(yaml => ConnectorFiles.Parse($"{yaml.Key}.yml", yaml.Value, new ConnectorFileChecks()).Files.Single()).ToList();
        await using var bench = await Bench.StartAsync(files.ToDictionary(file => file.Source.Id, file => file.Source));
        using var network = new Network(new FetchingOptions { Contact = "test", ConnectTo = portals.Hosts.ToDictionary(host => host, _ => portals.EndPoint) }, _ => null);
        var mapper = new Mapper(MappingFiles.Load(Path.Combine(Repository.Root, "mappings")).Rules!, TimeProvider.System);
        var runner = new SourceRunner(bench.Store, new SourceCatalogue(files, file => ConnectorKind.Connect(file, network.FetcherFor(file))), mapper, TimeProvider.System, "test");
        foreach (var file in files)
            Assert.Equal(RunStatus.Succeeded, (await runner.RunAsync(file.Source, new RunOptions(), Silent.Instance, None)).Status);

        await bench.CatchUpAsync();

        var expected = catalogues.Republished.Select(pair => $"{TitleOf(catalogues.BySource[pair.Value.Source][pair.Value.Name])} {pair.Value.Source} sample-tokyo-ckan");
        var found = new List<string>();
        foreach (var group in await bench.Store.Duplicates.GroupsAsync(null, 1000, None))
        {
            var members = await Task.WhenAll(group.Members.Select(id => bench.Store.Datasets.GetAsync(id, None)));
            found.Add($"{TitleOf(members.Single(one => one!.Provenance.Source != "sample-tokyo-ckan")!)} {string.Join(' ', members.Select(one => one!.Provenance.Source).Order(StringComparer.Ordinal))}");
        }

        Assert.Equal(40, catalogues.Republished.Count);
        Assert.Equal([], expected.Except(found, StringComparer.Ordinal));
        Assert.Equal([], found.Except(expected, StringComparer.Ordinal));
    }

    private static string TitleOf(SampleDataset dataset) => dataset.Title.Trim();

    private static string TitleOf(Dataset dataset) => dataset.Title.Best();
}

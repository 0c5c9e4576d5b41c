using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Harvester.Connectors;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Publishing;
using Harvester.SamplePortals;
using Harvester.Tests.Connectors.Dcat;
using Harvester.Tests.Connectors.Html;
using Harvester.Tests.Mapping;
using Server = Harvester.SamplePortals.SamplePortals;

namespace Harvester.Tests.Publishing.Dcat;

/// <summary>Datasets to publish: what the project's own connectors and mapping files make of the real records beside the checkout, and of the demo's portals.</summary>
internal static class PublishedSamples
{
    public static readonly CatalogueDescription Catalogue = CatalogueDescription.Default with { Address = new Uri("https://data.example.jp/"), Formats = MappingFixture.Rules.Formats };

    private static readonly Lazy<Task<IReadOnlyList<Dataset>>> Demo = new(HarvestDemoAsync);

    /// <summary>Of seven portals, harvested once for all tests.</summary>
    public static Task<IReadOnlyList<Dataset>> DemoAsync() => Demo.Value;

    public static async Task<IReadOnlyList<Dataset>> RealAsync()
    {
        var datasets = new List<Dataset>();
        foreach (var file in Directory.EnumerateFiles(Repository.Shared("real/ckan"), "*.json").Order(StringComparer.Ordinal))
            datasets.AddRange(Packages(await File.ReadAllBytesAsync(file)).Select(package => MappingFixture.Map(RecordKind.Ckan, package.Payload).Dataset).OfType<Dataset>().Select((dataset, at) => Named(dataset, $"{Path.GetFileNameWithoutExtension(file)}-{at}")));
        foreach (var file in Directory.EnumerateFiles(Repository.Shared("real/dcat")).Order(StringComparer.Ordinal))
        {
            await using var site = await LoopbackSite.StartAsync();
            site.Bytes($"/{Path.GetFileName(file)}", await File.ReadAllBytesAsync(file), "application/octet-stream");
            datasets.AddRange(Mapped.Of(await Catalogs.HarvestAsync(site, $"/{Path.GetFileName(file)}")).Select(result => result.Dataset).OfType<Dataset>()
                .Select(dataset => Named(dataset, dataset.Provenance.RecordId)));
        }

        return datasets;
    }

    /// <summary>The records of <c>tokyo-catalogue/sample.csv</c> as packages.</summary>
    public static IReadOnlyList<Dataset> Tokyo() =>
        [.. SampleCatalogue.Rows().GroupBy(row => row["dataset_id"]).Select(rows => Named(MappingFixture.Map(RecordKind.Ckan, TokyoCatalogueTests.Package(rows, rows.Key.Split('d')[0])).Dataset!, rows.Key))];

    private static Dataset Named(Dataset dataset, string record) => dataset with
    {
        Id = DatasetId.Of("real", record),
        Provenance = dataset.Provenance with { Source = "real", RecordId = record, FirstSeen = Samples.Seen, LastChanged = Samples.Seen },
        Version = 1,
    };

    private static IEnumerable<(string Id, byte[] Payload)> Packages(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (!root.TryGetProperty("result", out var result))
            return [("", json)];
        return [.. result.GetProperty("results").EnumerateArray().Select(package => ("", Encoding.UTF8.GetBytes(package.GetRawText())))];
    }

    private static async Task<IReadOnlyList<Dataset>> HarvestDemoAsync()
    {
        var catalogues = SampleCatalogues.Create();
        await using var portals = await Server.StartAsync(catalogues, CancellationToken.None);
        using var network = new Network(new FetchingOptions { Contact = "test", AllowPrivateNetworks = true, ConnectTo = portals.Hosts.ToDictionary(host => host, _ => portals.EndPoint) }, _ => null);
        var datasets = new List<Dataset>();
        foreach (var (id, yaml) in SampleConnectors.All)
        {
            var file = ConnectorFiles.Parse($"{id}.yml", yaml, new ConnectorFileChecks()).Files.Single();
            await foreach (var record in ConnectorKind.Connect(file, network.FetcherFor(file)).ReadAsync(new Reading(), CancellationToken.None))
            {
                if (MappingFixture.Mapper.Map(record, file.Source).Dataset is { } dataset)
                    datasets.Add(dataset with { Provenance = dataset.Provenance with { FirstSeen = Samples.Seen, LastChanged = Samples.Seen }, Version = 1 });
            }
        }

        return datasets;
    }
}

using System.Text;
using System.Text.Json;
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

    /// <summary>Has every field, and in most of them what the real ones lack.</summary>
    public static Dataset Rich { get; } = new()
    {
        Id = "real~rich",
        Title = new Dictionary<string, string> { ["ja"] = "災害用給水所の一覧", ["en"] = "Water supply points" },
        Description = new Dictionary<string, string> { ["ja"] = "一行目\n二行目 \"引用\" \\", ["en"] = "Where water is given out.", ["und"] = "x" },
        Keywords = new Dictionary<string, IReadOnlyList<string>> { ["ja"] = ["防災", "給水"], ["en"] = ["water"] },
        Publisher = new Publisher { Code = "131032", Name = new Dictionary<string, string> { ["ja"] = "港区", ["en"] = "Minato City" }, Unit = "防災課", Organization = "t131032" },
        ContactPoint = new ContactPoint { Name = "港区 防災課", Email = "bousai@city.example.jp", Phone = "03-3578-2111（内線123）", Url = "https://www.city.example.jp/contact" },
        Attribution = "出典：港区防災課（無断転載可）",
        Themes = [new Theme(Theme.EuList + "ENVI", "keyword 給水"), new Theme(Theme.EuList + "GOVE", Theme.Stated)],
        PriorityFields = ["none-that-a-rule-finds"],
        Groups = ["くらし", "観光"],
        GroupNames = ["c01", "c02"],
        Licence = new Licence { Id = "CC-BY-4.0", Url = "https://creativecommons.org/licenses/by/4.0/", Open = true, Original = "CC BY 4.0 国際（区の規約）", Basis = LicenceBasis.Site, Statement = "https://www.city.example.jp/terms" },
        AccessRights = "窓口で閲覧可",
        Rights = new string('権', 300),
        Issued = "2019",
        Modified = "2024-03",
        ModifiedBasis = ModifiedBasis.Record,
        Frequency = "NEVER",
        Temporal = new PeriodOfTime("2020-04-01", null),
        Spatial = new Location { Code = "131032", Name = "港区", Bbox = [139.7, 35.62, 139.8, 35.7], Geometry = JsonDocument.Parse("""{"type":"Point","coordinates":[139.75,35.66]}""").RootElement },
        Language = ["ja", "zh-Hant"],
        LandingPage = "https://www.city.example.jp/opendata/water.html",
        Identifiers = ["131032-001", "water 1"],
        InSeries = "https://data.example.org/series/1",
        Distributions =
        [
            new Distribution
            {
                Id = "f 1/é#x",
                Title = new Dictionary<string, string> { ["ja"] = "一覧", ["en"] = "List" },
                Description = LanguageMap.Japanese("全件"),
                AccessUrl = "https://www.city.example.jp/opendata/water.html#files",
                DownloadUrl = "https://www.city.example.jp/opendata/water.csv?a=1&b=2",
                Format = "CSV",
                MediaType = "text/csv",
                ByteSize = 123_456_789_012,
                Checksum = new Checksum("sha256", new string('a', 64)),
                Licence = new Licence { Id = "CC0-1.0", Url = "https://creativecommons.org/publicdomain/zero/1.0/", Open = true, Original = "CC0", Basis = LicenceBasis.Distribution },
                Rights = "区の著作物",
                Issued = "2020-05",
                Modified = "2024-03-01T10:00:00+09:00",
                Openness = 3,
            },
            new Distribution { Id = "2", Title = LanguageMap.Japanese("独自形式"), DownloadUrl = "https://www.city.example.jp/opendata/water", Format = "独自" },
        ],
        Provenance = new Provenance { Source = "real", RecordId = "rich", RecordUrl = "https://www.city.example.jp/opendata/water.html", FirstSeen = Samples.Seen, LastChanged = Samples.Seen, RawHash = "r", MappingVersion = "m" },
        Version = 1,
    };

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
                .Select(dataset => Named(dataset, $"{dataset.Provenance.RecordId}?in={Path.GetFileName(file)}")));
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

using Harvester.Tests.Connectors.Html;
using Xunit;

namespace Harvester.Tests.Connectors.Dcat;

/// <summary>Every catalogue of the corpus gives the datasets it holds.</summary>
public sealed class RealCatalogTests
{
    [Theory]
    [InlineData("catalog.rdf", "Example dataset 1|Example dataset 2", "3|2", 0)]
    [InlineData("catalog_datasets_list.rdf", "Example dataset 1|Example dataset 2", "3|2", 0)]
    [InlineData("catalog_with_at_graph.jsonld", "Title dataset", "1", 0)]
    [InlineData("dataset.ttl", "HealthDCAT-AP test dataset|Example dataset series", "1|0", 5)]
    [InlineData("dataset_deri.ttl", "Abandoned Vehicles", "1", 0)]
    [InlineData("dataset_gov_de.rdf", "Liefer- und Abholservices (Gastronomie)", "9", 0)]
    [InlineData("dataset_multilingual.ttl", "Conjunt de dades de prova DCAT", "1", 0)]
    public async Task File_GivesItsDatasets(string name, string titles, string distributions, int refused)
    {
        var bytes = await File.ReadAllBytesAsync(Shared(name), TestContext.Current.CancellationToken);
        await using var site = await LoopbackSite.StartAsync();
        site.Bytes($"/{name}", bytes, "application/octet-stream");
        var harvest = await Catalogs.HarvestAsync(site, $"/{name}");
        Assert.Equal(titles.Split('|'), harvest.Payloads.Select(payload => payload.Values("dct:title")[0]));
        Assert.Equal(distributions.Split('|').Select(int.Parse), harvest.Payloads.Select(payload => payload["dcat:distribution"]?.AsArray().Count ?? 0));
        Assert.All(harvest.Payloads, payload => Assert.All(payload["dcat:distribution"]?.AsArray() ?? [], file =>
            Assert.NotEmpty(file!.Values("dcat:downloadURL").Concat(file!.Values("dcat:accessURL")).Concat(file!.Values("dct:title")))));
        Assert.All(harvest.Records, record => Assert.StartsWith("http", record.RecordId));
        // dataset.ttl uses a prefix that it does not declare; without a catalogue nothing proves that no dataset was lost by that.
        Assert.Equal(refused, harvest.Problems.Count(problem => problem.Problem.Code == "refused-statement"));
        Assert.Equal(refused == 0, harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task CatalogInRdfXml_GivesFilesAndTheCatalogsLicence()
    {
        var text = await File.ReadAllTextAsync(Shared("catalog.rdf"), TestContext.Current.CancellationToken);
        var harvest = await Catalogs.OfAsync(text, "application/rdf+xml");
        Assert.Equal(["https://data.some.org/catalog/datasets/1", "https://data.some.org/catalog/datasets/2"], harvest.Records.Select(record => record.RecordId));
        Assert.Contains("https://data.some.org/the/actual/catalog/datasets/1/resources/1.csv", harvest.Payloads[0].Values("dcat:distribution", "dcat:downloadURL"));
        Assert.Equal(["Publishing Organization for dataset 1"], harvest.Payloads[0].Values("dct:publisher", "foaf:name"));
        Assert.Equal(["https://data.some.org/link/to/license"], harvest.Payloads[1]["@catalog"]!.Values("dct:license"));
        Assert.Equal("https://data.some.org/catalog", (string?)harvest.Payloads[1]["@catalog"]!["@id"]);
        Assert.Equal("xsd:date", (string?)harvest.Payloads[1]["dct:issued"]![0]!["@type"]);
    }

    private static string Shared(string name) => Repository.Shared($"real/dcat/{name}");
}

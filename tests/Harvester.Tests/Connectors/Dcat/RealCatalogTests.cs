using Harvester.Core.Model;
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

    /// <summary>Of each dataset: id, title, licence and where it was stated; then format and address of each file. Read off the documents by a person.</summary>
    [Theory]
    [InlineData("catalog.rdf", """
        https://data.some.org/catalog/datasets/1 | Example dataset 1 | https://data.some.org/link/to/license Record
          - https://data.some.org/the/actual/catalog/link/to/an/api
          CSV https://data.some.org/the/actual/catalog/datasets/1/resources/1.csv
          PDF https://data.some.org/the/actual/catalog/datasets/1/resources/2.pdf
        https://data.some.org/catalog/datasets/2 | Example dataset 2 | https://data.some.org/link/to/license Catalogue
          PDF https://data.some.org/the/actual/catalog/datasets/2/resources/2.pdf
          HTML https://external.site.org/
        """)]
    [InlineData("catalog_datasets_list.rdf", """
        https://data.some.org/catalog/datasets/1 | Example dataset 1 | https://data.some.org/link/to/license Record
          - https://data.some.org/the/actual/catalog/link/to/an/api
          CSV https://data.some.org/the/actual/catalog/datasets/1/resources/1.csv
          PDF https://data.some.org/the/actual/catalog/datasets/1/resources/2.pdf
        https://data.some.org/catalog/datasets/2 | Example dataset 2 | -
          PDF https://data.some.org/the/actual/catalog/datasets/2/resources/2.pdf
          HTML https://external.site.org/
        """)]
    [InlineData("catalog_with_at_graph.jsonld", """
        https://ckan.example.org/dataset/d4ce4e6e-ab89-44cb-bf5c-33a162c234de#dataset | Title dataset | CC0-1.0 Distribution
          ZIP http://example2.org/files/download.zip
        """)]
    [InlineData("dataset_deri.ttl", """
        http://data.london.gov.uk/dataset/Abandoned_Vehicles | Abandoned Vehicles | -
          TXT http://data.london.gov.uk/datafiles/environment/abandoned-vehicles-borough.csv
        """)]
    [InlineData("dataset_gov_de.rdf", """
        https://www.opendata-hro.de/dataset/c1be4007-d811-48fb-8818-2cb358b06a63 | Liefer- und Abholservices (Gastronomie) | CC0-1.0 Distribution
          GML https://geo.sv.rostock.de/download/opendata/lieferservices/lieferservices.gml
          WFS https://geo.sv.rostock.de/geodienste/lieferservices/wfs
          XLSX https://geo.sv.rostock.de/download/opendata/lieferservices/lieferservices.xlsx
          WMS https://geo.sv.rostock.de/geodienste/lieferservices/wms
          - https://geo.sv.rostock.de/inspire/us-govserv-homedeliveryservices/download
          KML https://geo.sv.rostock.de/download/opendata/lieferservices/lieferservices.kml
          GEOJSON https://geo.sv.rostock.de/download/opendata/lieferservices/lieferservices.json
          - https://geo.sv.rostock.de/inspire/us-govserv-homedeliveryservices/view
          CSV https://geo.sv.rostock.de/download/opendata/lieferservices/lieferservices.csv
        """)]
    [InlineData("dataset_multilingual.ttl", """
        https://example.org/dataset/0112cf32-bce0-4071-9504-923375f9f2ad | Test DCAT dataset | -
          CSV https://example.com/data.csv
        """)]
    [InlineData("dataset.ttl", """
        http://example.healthdata.nl/set/dataset | HealthDCAT-AP test dataset | CC-BY-NC-ND-3.0 Distribution
          CSV https://fair.healthdata.be/sites/default/files/distribution/d43a158e-7d13-4660-bbc3-9d3f8d5501e5/Technical_report_number_of_unique_study_subjects_available_by_environment_for_project_HDBP0250.csv
        http://example.com/series | Example dataset series | -
        """)]
    public async Task File_GivesItsTitlesLicencesAndFiles(string name, string expected)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Bytes($"/{name}", await File.ReadAllBytesAsync(Shared(name), TestContext.Current.CancellationToken), "application/octet-stream");
        var datasets = Mapped.Of(await Catalogs.HarvestAsync(site, $"/{name}")).Select(result => result.Dataset!);
        var found = datasets.SelectMany(dataset => dataset.Distributions
            .Select(file => $"  {file.Format ?? "-"} {file.DownloadUrl ?? file.AccessUrl}")
            .Prepend($"{dataset.Provenance.RecordId} | {dataset.Title.Best()} | {(dataset.Licence is { } licence ? $"{licence.Id ?? licence.Original} {licence.Basis}" : "-")}"));
        Assert.Equal(expected.Split('\n', StringSplitOptions.RemoveEmptyEntries), found);
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

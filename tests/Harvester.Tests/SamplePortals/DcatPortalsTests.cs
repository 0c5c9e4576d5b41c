using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Harvester.Tests.SamplePortals;

public sealed partial class DcatPortalsTests
{
    private static readonly XNamespace Dcat = "http://www.w3.org/ns/dcat#";

    [Fact]
    public async Task Turtle_FollowedByHydraNext_HoldsEveryDatasetOnce()
    {
        await using var portals = await RunningPortals.StartAsync();
        var datasets = new List<string>();
        var url = "http://opendata.minato.example/catalog.ttl";
        var pages = 0;
        while (url is not null)
        {
            var page = await portals.Client.GetStringAsync(url);
            Assert.Contains("hydra:totalItems 60", page, StringComparison.Ordinal);
            datasets.AddRange(Dataset().Matches(page).Select(match => match.Groups[1].Value));
            var next = Next().Match(page);
            url = next.Success ? next.Groups[1].Value : null;
            pages++;
        }

        Assert.Equal(3, pages);
        Assert.Equal(portals.Catalogues.Minato.Select(dataset => $"http://opendata.minato.example/dataset/{dataset.Name}"), datasets);
    }

    [Fact]
    public async Task RdfXml_NestsEveryDatasetInTheCatalogue()
    {
        await using var portals = await RunningPortals.StartAsync();

        var xml = XDocument.Parse(await portals.Client.GetStringAsync("http://opendata.machida.example/catalog.rdf"));

        var datasets = xml.Root!.Element(Dcat + "Catalog")!.Elements(Dcat + "dataset").Elements(Dcat + "Dataset").ToList();
        Assert.Equal(40, datasets.Count);
        Assert.All(datasets, dataset => Assert.NotEmpty(dataset.Descendants(Dcat + "Distribution")));
    }

    [Fact]
    public async Task DataJson_HasTheDatasetsWithTheirDownloads()
    {
        await using var portals = await RunningPortals.StartAsync();

        var json = await portals.JsonAsync("http://city-shibuya.example/data.json");

        var datasets = json["dataset"]!.AsArray();
        Assert.Equal("https://project-open-data.cio.gov/v1.1/schema", (string?)json["conformsTo"]);
        Assert.Equal(30, datasets.Select(dataset => (string)dataset!["identifier"]!).Distinct().Count());
        Assert.All(datasets, dataset => Assert.True(dataset!["distribution"]!.AsArray().Count >= 3));
    }

    [GeneratedRegex(@"^<(\S+)> a dcat:Dataset ", RegexOptions.Multiline)]
    private static partial Regex Dataset();

    [GeneratedRegex(@"hydra:next <([^>]+)>")]
    private static partial Regex Next();
}

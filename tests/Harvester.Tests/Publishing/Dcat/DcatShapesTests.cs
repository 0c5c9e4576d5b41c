using System.Text;
using Harvester.Core.Assessment.Quality;
using Harvester.Core.Model;
using Harvester.Publishing.Dcat;
using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Publishing.Dcat;

/// <summary>The published catalogue conforms to the SHACL shapes of DCAT-AP 3, as an independent engine says, but for what its sources do not state.</summary>
public sealed class DcatShapesTests
{
    private const string Dct = "http://purl.org/dc/terms/";

    [Theory]
    [InlineData("real")]
    [InlineData("demo")]
    public async Task Catalogue_ConformsButForWhatItsSourcesLack(string which)
    {
        var datasets = which == "real" ? [.. await PublishedSamples.RealAsync(), .. PublishedSamples.Tokyo()] : await PublishedSamples.DemoAsync();
        datasets = [.. datasets.Select((dataset, at) => dataset with
        {
            Annotations = new Annotations { Id = dataset.Id, Quality = new Quality(200 + (at % 100), "sufficient", new QualityDimensions(80, 60, 50, 40, 10)) },
        })];
        using var body = new MemoryStream();
        var page = new Uri(PublishedSamples.Catalogue.Address, "catalog.ttl");
        await new DcatDocument(PublishedSamples.Catalogue, RdfSyntax.Turtle)
            .WriteCatalogueAsync(datasets.ToAsyncEnumerable(), new CataloguePaging(page, datasets.Count, 1000, page, new Uri(page, "?cursor=x")), body, TestContext.Current.CancellationToken);

        var violations = (await Shacl.ValidateAsync("dcat-ap_3_shacl_shapes.ttl", Encoding.UTF8.GetString(body.ToArray()))).Single();

        Assert.Equal(datasets.SelectMany(Lacks).Order(StringComparer.Ordinal), violations.Order(StringComparer.Ordinal));
        Assert.Equal(datasets.Where(dataset => DcatApConformance.Faults(dataset).Count > 0).Select(Iri).Order(StringComparer.Ordinal),
            violations.Select(one => one.Split(' ')[0].Split('#')[0]).Distinct().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Lacks(Dataset dataset)
    {
        if (string.IsNullOrWhiteSpace(dataset.Description.Best()))
            yield return $"{Iri(dataset)} {Dct}description";
        foreach (var file in dataset.Distributions.Where(file => file.Address is null))
            yield return $"{PublishedSamples.Catalogue.FileIri(dataset.Id, file.Id)} http://www.w3.org/ns/dcat#accessURL";
    }

    private static string Iri(Dataset dataset) => PublishedSamples.Catalogue.DatasetIri(dataset.Id);
}

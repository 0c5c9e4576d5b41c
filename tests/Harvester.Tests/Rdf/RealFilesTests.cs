using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf;

/// <summary>Published catalogues as they are.</summary>
public sealed class RealFilesTests
{
    // Counts by rapper -c (raptor 2), of the JSON-LD by rdflib.
    [Theory]
    [InlineData("catalog.rdf", RdfSyntax.RdfXml, 79)]
    [InlineData("catalog_datasets_list.rdf", RdfSyntax.RdfXml, 68)]
    [InlineData("dataset_gov_de.rdf", RdfSyntax.RdfXml, 208)]
    [InlineData("dataset_deri.ttl", RdfSyntax.Turtle, 17)]
    [InlineData("dataset_multilingual.ttl", RdfSyntax.Turtle, 68)]
    [InlineData("catalog_with_at_graph.jsonld", RdfSyntax.JsonLd, 21)]
    public async Task ValidFile_HasAsManyStatementsAsOtherReadersFind(string file, RdfSyntax syntax, int expected)
    {
        var statements = await Documents.ReadFileAsync(Documents.Shared($"real/dcat/{file}"), syntax, Documents.Strict);
        Assert.Equal(expected, statements.Count);
    }

    [Fact]
    public async Task DatasetWithUnboundPrefix_StrictRefusesWithItsLine()
    {
        var file = Documents.Shared("real/dcat/dataset.ttl");
        var error = await Assert.ThrowsAsync<RdfException>(() => Documents.ReadFileAsync(file, RdfSyntax.Turtle, Documents.Strict));
        Assert.Equal((149, 17), (error.Line, error.Column));
        Assert.Contains("'healthdcatap:'", error.Message, StringComparison.Ordinal);
    }

    // With the prefix declared and the doubled '<' of line 154 mended, rapper counts 284.
    [Fact]
    public async Task DatasetWithUnboundPrefix_LenientKeepsAllButTheStatementsConcerned()
    {
        var refused = new List<RdfError>();
        var options = new RdfReaderOptions { BaseIri = Documents.Base, Lenient = true, OnRefused = refused.Add };
        var statements = await Documents.ReadFileAsync(Documents.Shared("real/dcat/dataset.ttl"), RdfSyntax.Turtle, options);
        Assert.Equal([149, 150, 154, 206, 207], refused.Select(error => error.Line));
        Assert.Equal(284 - 5, statements.Count);
    }
}

using Harvester.Rdf;
using Harvester.Rdf.JsonLd.Contexts;
using Xunit;

namespace Harvester.Tests.Rdf;

public sealed class WellKnownContextsTests
{
    private static readonly RdfReaderOptions Options = new()
    {
        BaseIri = Documents.Base,
        LoadContext = (url, _) => ValueTask.FromResult<ReadOnlyMemory<byte>?>(WellKnownContexts.TryGet(url, out var context) ? context : null),
    };

    [Theory]
    [InlineData("http://schema.org", "name", "http://schema.org/name")]
    [InlineData("https://www.schema.org/", "name", "http://schema.org/name")]
    [InlineData("https://schema.org/docs/jsonldcontext.jsonld", "name", "http://schema.org/name")]
    [InlineData("https://www.w3.org/ns/dcat.jsonld", "keyword", "http://www.w3.org/ns/dcat#keyword")]
    [InlineData("http://w3.org/ns/dcat/", "dct:title", "http://purl.org/dc/terms/title")]
    [InlineData("http://www.w3.org/ns/hydra/context.jsonld", "next", "http://www.w3.org/ns/hydra/core#next")]
    [InlineData("http://www.w3.org/ns/hydra/core#", "totalItems", "http://www.w3.org/ns/hydra/core#totalItems")]
    [InlineData("https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld", "accessLevel", "https://project-open-data.cio.gov/v1.1/schema#accessLevel")]
    public async Task Context_IsKnownByItsAddress(string url, string term, string expected)
    {
        var statements = await Documents.ReadAsync($$"""{"@context": "{{url}}", "{{term}}": "a"}""", RdfSyntax.JsonLd, Options);
        Assert.Equal(expected, Assert.Single(statements).Predicate.Value);
    }

    [Theory]
    [InlineData("https://example.org/ns/dcat.jsonld")]
    [InlineData("ftp://schema.org/")]
    [InlineData("https://schema.org.example.org/")]
    public async Task OtherContext_IsRefused(string url) => Assert.Contains(
        url, (await Documents.RefusalAsync($$"""{"@context": "{{url}}", "p": "a"}""", RdfSyntax.JsonLd, Options)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task DcatCatalogue_HasItsNodesAndTypes()
    {
        var statements = await Documents.ReadAsync(
            """{"@context": "https://www.w3.org/ns/dcat.jsonld", "@id": "http://x/c", "@type": "Catalog", "dataset": {"@id": "http://x/d", "landingPage": "http://x/p", "byteSize": 5}}""",
            RdfSyntax.JsonLd, Options);
        Assert.Equal(
            ["\"5\"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>", "<http://www.w3.org/ns/dcat#Catalog>", "<http://x/d>", "<http://x/p>"],
            statements.Select(statement => statement.Object.ToString()).Order(StringComparer.Ordinal));
    }
}

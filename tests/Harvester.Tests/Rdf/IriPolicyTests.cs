using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf;

/// <summary>IRIs as catalogues really publish them: strict refuses what is none, lenient escapes it and says so, and what is one stays as it is.</summary>
public sealed class IriPolicyTests
{
    [Theory]
    [InlineData("http://x/a b", "http://x/a%20b")]
    [InlineData("http://x/a|b", "http://x/a%7Cb")]
    [InlineData("http://x/a[1].csv", "http://x/a%5B1%5D.csv")]
    [InlineData("http://x/?q[]=1", "http://x/?q%5B%5D=1")]
    [InlineData("http://x/{id}", "http://x/%7Bid%7D")]
    [InlineData("http://x/a^`b\"c", "http://x/a%5E%60b%22c")]
    [InlineData("http://[::1]/a[0]", "http://[::1]/a%5B0%5D")]
    [InlineData("http://x[y]/", "http://x%5By%5D/")]
    public async Task BrokenIri_StrictRefuses_LenientEscapesAndTells(string broken, string escaped)
    {
        foreach (var (syntax, document) in new[]
        {
            (RdfSyntax.NTriples, $"<http://x/s> <http://x/p> <{broken}> ."),
            (RdfSyntax.Turtle, $"<http://x/s> <http://x/p> <{broken}> ."),
        })
        {
            var error = await Documents.RefusalAsync(document, syntax);
            Assert.Equal((1, 27), (error.Line, error.Column));
            Assert.Contains("percent-encoded", error.Message, StringComparison.Ordinal);

            var mended = new List<RdfError>();
            var options = new RdfReaderOptions { BaseIri = Documents.Base, Lenient = true, OnMended = mended.Add, OnRefused = e => Assert.Fail(e.Message) };
            Assert.Equal(escaped, Assert.Single(await Documents.ReadAsync(document, syntax, options)).Object.Value);
            var told = Assert.Single(mended);
            Assert.Equal((1, 27), (told.Line, told.Column));
            Assert.Contains(broken, told.Message, StringComparison.Ordinal);
            Assert.True(told.IsTerm);
        }
    }

    [Theory]
    [InlineData("<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:x='http://x/'><r:Description r:about='http://x/s'><x:p r:resource='http://x/a b'/></r:Description></r:RDF>", RdfSyntax.RdfXml)]
    [InlineData("""{"@id": "http://x/s", "http://x/p": {"@id": "http://x/a b"}}""", RdfSyntax.JsonLd)]
    public async Task BrokenIri_IsToldAsOneInEverySyntax(string document, RdfSyntax syntax)
    {
        var mended = new List<RdfError>();
        var options = new RdfReaderOptions { BaseIri = Documents.Base, Lenient = true, OnMended = mended.Add };
        Assert.Equal("http://x/a%20b", Assert.Single(await Documents.ReadAsync(document, syntax, options)).Object.Value);
        var told = Assert.Single(mended);
        Assert.True(told.IsTerm);
        Assert.Contains("http://x/a b", told.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://x/東京/é?q=ü#ñ")]
    [InlineData("http://例え.jp/")]
    [InlineData("http://[2001:db8::1]:8080/a")]
    [InlineData("http://user@[::1]/")]
    [InlineData("http://x/%E6%9D%B1?a=b&c=(d)*+,;=!$'@:/~")]
    [InlineData("urn:uuid:9a1a2b3c-0000-0000-0000-000000000000")]
    [InlineData("mailto:info@example.jp")]
    public async Task Iri_StaysAsItIs(string iri)
    {
        foreach (var lenient in new[] { false, true })
        {
            var options = new RdfReaderOptions { BaseIri = Documents.Base, Lenient = lenient, OnMended = e => Assert.Fail(e.Message) };
            foreach (var syntax in new[] { RdfSyntax.NTriples, RdfSyntax.Turtle })
                Assert.Equal(iri, Assert.Single(await Documents.ReadAsync($"<http://x/s> <http://x/p> <{iri}> .", syntax, options)).Object.Value);
        }
    }
}

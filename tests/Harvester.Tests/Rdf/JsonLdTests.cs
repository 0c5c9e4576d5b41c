using System.Text;
using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf;

public sealed class JsonLdTests
{
    [Theory]
    [InlineData("5", "\"5\"^^<http://www.w3.org/2001/XMLSchema#integer>")]
    [InlineData("5.0", "\"5\"^^<http://www.w3.org/2001/XMLSchema#integer>")]
    [InlineData("-0", "\"0\"^^<http://www.w3.org/2001/XMLSchema#integer>")]
    [InlineData("9007199254740993", "\"9007199254740993\"^^<http://www.w3.org/2001/XMLSchema#integer>")]
    [InlineData("5.3", "\"5.3E0\"^^<http://www.w3.org/2001/XMLSchema#double>")]
    [InlineData("0.00012", "\"1.2E-4\"^^<http://www.w3.org/2001/XMLSchema#double>")]
    [InlineData("1e21", "\"1.0E21\"^^<http://www.w3.org/2001/XMLSchema#double>")]
    [InlineData("true", "\"true\"^^<http://www.w3.org/2001/XMLSchema#boolean>")]
    [InlineData("{\"@value\": 5, \"@type\": \"http://www.w3.org/2001/XMLSchema#double\"}", "\"5.0E0\"^^<http://www.w3.org/2001/XMLSchema#double>")]
    [InlineData("{\"@value\": \"2026-04-01\", \"@type\": \"http://www.w3.org/2001/XMLSchema#date\"}", "\"2026-04-01\"^^<http://www.w3.org/2001/XMLSchema#date>")]
    [InlineData("{\"@value\": {\"b\": 1e2, \"a\": [0.000001, 1e-7, 1e21, 123456789.5]}, \"@type\": \"@json\"}", "\"{\\\"a\\\":[0.000001,1e-7,1e+21,123456789.5],\\\"b\\\":100}\"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>")]
    public async Task Value_HasItsCanonicalForm(string json, string expected)
    {
        var statements = await Documents.ReadAsync($$"""{"@id": "http://x/a", "http://x/p": {{json}}}""", RdfSyntax.JsonLd);
        Assert.Equal(expected, Assert.Single(statements).Object.ToString());
    }

    [Fact]
    public async Task RemoteContext_IsRefusedUnlessTheCallerSuppliesIt()
    {
        const string document = """{"@context": "ctx.jsonld", "@id": "a", "p": "b"}""";
        var error = await Documents.RefusalAsync(document, RdfSyntax.JsonLd);
        Assert.Contains("unless the caller supplies them: http://example.org/base/ctx.jsonld", error.Message, StringComparison.Ordinal);

        var asked = new List<string>();
        var options = new RdfReaderOptions
        {
            BaseIri = Documents.Base,
            LoadContext = (url, _) =>
            {
                asked.Add(url);
                return new(Encoding.UTF8.GetBytes("""{"@context": {"p": "http://x/p"}}"""));
            },
        };
        Assert.Equal("http://x/p", Assert.Single(await Documents.ReadAsync(document, RdfSyntax.JsonLd, options)).Predicate.Value);
        Assert.Equal(["http://example.org/base/ctx.jsonld"], asked);
    }

    [Fact]
    public async Task ContextsThatReferToEachOther_AreRefused()
    {
        var options = new RdfReaderOptions
        {
            BaseIri = Documents.Base,
            LoadContext = (url, _) => new(Encoding.UTF8.GetBytes($$"""{"@context": "{{url}}x"}""")),
        };
        Assert.Contains("context overflow", (await Documents.RefusalAsync("""{"@context": "c"}""", RdfSyntax.JsonLd, options)).Message, StringComparison.Ordinal);
        var circle = new RdfReaderOptions
        {
            BaseIri = Documents.Base,
            LoadContext = (url, _) => new(Encoding.UTF8.GetBytes("""{"@context": "c"}""")),
        };
        Assert.Contains("context overflow", (await Documents.RefusalAsync("""{"@context": "c"}""", RdfSyntax.JsonLd, circle)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ContextsThatMultiply_AreRefused()
    {
        var options = new RdfReaderOptions
        {
            BaseIri = Documents.Base,
            LoadContext = (url, _) =>
            {
                var next = (char)(url[^1] + 1);
                return new(Encoding.UTF8.GetBytes($$"""{"@context": {{(next > 'n' ? "{}" : $"[{string.Join(',', Enumerable.Repeat($"\"{next}\"", 10))}]")}}}"""));
            },
        };
        Assert.Contains("context overflow", (await Documents.RefusalAsync("""{"@context": "a"}""", RdfSyntax.JsonLd, options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeepJson_IsRefused()
    {
        var document = string.Concat(Enumerable.Repeat("{\"http://x/p\":", 100_000));
        await Documents.RefusalAsync(document, RdfSyntax.JsonLd);
        var allowed = string.Concat(Enumerable.Repeat("{\"http://x/p\":", 250)) + "1" + new string('}', 250);
        Assert.Equal(250, (await Documents.ReadAsync(allowed, RdfSyntax.JsonLd)).Count);
        var deepest = string.Concat(Enumerable.Repeat("{\"http://x/p\":", 1000)) + "1" + new string('}', 1000);
        var options = new RdfReaderOptions { BaseIri = Documents.Base, MaxDepth = 1000 };
        Assert.Equal(1000, (await Documents.ReadAsync(deepest, RdfSyntax.JsonLd, options)).Count);
    }

    [Fact]
    public async Task BrokenJson_NamesItsPlace()
    {
        var error = await Documents.RefusalAsync("{\n  \"@id\": ,\n}", RdfSyntax.JsonLd);
        Assert.Equal((2, 10), (error.Line, error.Column));
    }

    [Theory]
    [InlineData("{\"http://x/p\":\n \"a\\uD800b\"}", 2, 4, "surrogate")]
    [InlineData("{\"\\uDC00\\uD800\": 1}", 1, 3, "surrogate")]
    [InlineData("{\"@id\": \"a\", \"@id\": \"b\"}", 1, 14, "uplicate")]
    [InlineData("{\"a\": [{},\n{\"b\": {\"b\": 1}, \"b\": 2}]}", 2, 17, "uplicate")]
    public async Task JsonThatIsNoText_NamesItsPlace(string document, int line, int column, string message)
    {
        var error = await Documents.RefusalAsync(document, RdfSyntax.JsonLd);
        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"@graph\": [{\"@id\": \"http://x/a\"},\n {\"@id\": \"http://x/b\"},\n\n  {\"@id\": 7}, {}]}", 4, 3)]
    [InlineData("[{},\n {\"@id\": 7}]", 2, 2)]
    [InlineData("\n {\"http://x/p\": [{},\n {\"@id\": 7}]}", 2, 2)]
    [InlineData("{\"@context\": {\"@vocab\": \"http://x/\"}, \"@graph\":\n {\"@id\": 7}}", 2, 2)]
    public async Task FaultOfMeaning_NamesThePlaceOfItsNode(string document, int line, int column)
    {
        var strict = await Documents.RefusalAsync(document, RdfSyntax.JsonLd);
        Assert.Equal((line, column), (strict.Line, strict.Column));
        var (_, refused) = await Documents.ReadLenientAsync(document, RdfSyntax.JsonLd);
        Assert.Equal((line, column), (Assert.Single(refused).Line, refused[0].Column));
        if (document[0] == '\n')
            return;
        var streamed = await Documents.RefusalAsync(document, RdfSyntax.JsonLd, new RdfReaderOptions { BaseIri = Documents.Base, JsonLdHeldBytes = 0 });
        Assert.Equal((line, column), (streamed.Line, streamed.Column));
    }

    [Fact]
    public async Task SurrogatePairs_AreRead() => Assert.Equal(
        "\\𝄞",
        Assert.Single(await Documents.ReadAsync("""{"http://x/p": "\\\uD834\uDD1E"}""", RdfSyntax.JsonLd)).Object.Value);

    [Theory]
    [InlineData("_:")]
    [InlineData("_:a b")]
    [InlineData("_:a.")]
    [InlineData("http://x/a b")]
    public async Task NodeWithUnusableIdentifier_IsDropped_ButNotTheNodesInIt(string id)
    {
        var statements = await Documents.ReadAsync(
            $$$"""{"@id": "{{{id}}}", "http://x/p": {"@id": "http://x/b", "http://x/q": 1}}""", RdfSyntax.JsonLd);
        Assert.Equal("http://x/q", Assert.Single(statements).Predicate.Value);
    }

    [Fact]
    public async Task ErrorInOneOfSeveralNodes_LenientKeepsTheOthers()
    {
        var (statements, refused) = await Documents.ReadLenientAsync(
            """{"@graph": [{"@id": "http://x/a", "http://x/p": 1}, {"@id": 7, "http://x/p": 2}, {"@id": "http://x/b", "http://x/p": 3}]}""", RdfSyntax.JsonLd);
        Assert.Equal(["http://x/a", "http://x/b"], statements.Select(statement => statement.Subject.Value));
        Assert.StartsWith("invalid @id value", Assert.Single(refused).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ErrorInOneOfSeveralValues_LenientKeepsTheOthers()
    {
        var (statements, refused) = await Documents.ReadLenientAsync(
            """{"@id": "http://x/c", "http://x/dataset": [{"@id": "http://x/a"}, {"@id": "http://x/b", "http://x/p": [{"@value": {}}, {"@value": 1}]}, {"@type": 7}, {"@id": "http://x/d"}]}""", RdfSyntax.JsonLd);
        Assert.Equal(["1", "http://x/a", "http://x/b", "http://x/d"], statements.Select(statement => statement.Object.Value).Order(StringComparer.Ordinal));
        Assert.Equal(2, refused.Count);
    }

    [Fact]
    public async Task ExpandContext_AppliesBeforeTheDocuments()
    {
        var options = new RdfReaderOptions { BaseIri = Documents.Base, ExpandContext = """{"@vocab": "http://x/"}"""u8.ToArray() };
        Assert.Equal("http://x/p", Assert.Single(await Documents.ReadAsync("""{"p": "b"}""", RdfSyntax.JsonLd, options)).Predicate.Value);
    }
}

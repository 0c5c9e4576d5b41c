using System.Text.Json;
using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf;

public sealed class JsonLdScriptsTests(ITestOutputHelper output)
{
    private const string SuiteBase = "https://w3c.github.io/json-ld-api/tests/";

    // The other entries ask for expanded, compacted or flattened JSON-LD, which no reader of RDF makes.
    [Fact]
    public async Task HtmlSuite_ToRdfPasses()
    {
        var folder = Documents.Shared("conformance/w3c-json-ld-api/tests");
        using var manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "html-manifest.jsonld"), TestContext.Current.CancellationToken));
        var failures = new List<string>();
        var total = 0;
        foreach (var entry in manifest.RootElement.GetProperty("sequence").EnumerateArray())
        {
            var id = entry.GetProperty("@id").GetString();
            if (!entry.GetProperty("@type").EnumerateArray().Any(type => type.ValueEquals("jld:ToRDFTest")))
            {
                output.WriteLine($"{id} is for {entry.GetProperty("@type")[1].GetString()} only");
                continue;
            }
            total++;
            if (await FailureAsync(entry, folder) is { } failure)
                failures.Add($"{id} {failure}");
        }
        output.WriteLine($"json-ld html toRdf {total - failures.Count}/{total}");
        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.True(total >= 20, $"The manifest lists {total} entries for toRdf.");
    }

    [Theory]
    [InlineData("<!-- <script type=application/ld+json>no</script> --><script type='application/ld+json'>1</script>", "1")]
    [InlineData("<!--><script type=application/ld+json>1</script>", "1")]
    [InlineData("<!-- a --!><script type=application/ld+json>1</script> -->", "1")]
    [InlineData("<SCRIPT data-x='>' TYPE = \"Application/LD+JSON; profile=x\" >1</Script >", "1")]
    [InlineData("<title><script type=application/ld+json>no</script></title><script type=application/ld+json>1</script>", "1")]
    [InlineData("<textarea><script type=application/ld+json>no</textareas></textarea/><script type=application/ld+json>1</script>", "1")]
    [InlineData("<script type=application/ld+json>\"</scripts><!-- <script> </script> -->\"</script>", "\"</scripts><!-- <script> </script> -->\"")]
    [InlineData("<script type=application/ld+json>\"<!-- \"</script><p>", "\"<!-- \"")]
    [InlineData("<script type=application/ld+json>\"<!--> <script>\"</script><p>", "\"<!--> <script>\"")]
    [InlineData("<script type=application/ld+json>1", "1")]
    [InlineData("a < b <? x > </ x> <p <script type=application/ld+json>no</p><script type=application/ld+json>&lt;</script>", "&lt;")]
    [InlineData("<script type=text/javascript>'<script type=application/ld+json>no'</script>", null)]
    [InlineData("<script type=application/ld+json", null)]
    [InlineData("<", null)]
    [InlineData("<!--", null)]
    [InlineData("<p a=", null)]
    [InlineData("<p a='", null)]
    public void Script_EndsWhereTheTokenizerEndsIt(string html, string? text)
    {
        var scripts = JsonLdScripts.Find(html);
        Assert.Equal(text, scripts.Count == 0 ? null : scripts[0]);
        Assert.True(scripts.Count <= 1);
    }

    [Fact]
    public void BrokenScript_NamesItsPlaceInThePage()
    {
        var error = Assert.Throws<RdfException>(JsonLdScripts.Find("<p>あ\n<b>い</b><script type=application/ld+json>{\"a\" 1}</script>").First);
        Assert.Equal((2, 47), (error.Line, error.Column));
    }

    // Null: passed.
    private static async Task<string?> FailureAsync(JsonElement entry, string folder)
    {
        var input = entry.GetProperty("input").GetString()!.Split('#');
        var expectedCode = entry.TryGetProperty("expectErrorCode", out var code) ? code.GetString() : null;
        List<Statement> actual;
        try
        {
            var scripts = JsonLdScripts.Find(await File.ReadAllTextAsync(Path.Combine(folder, input[0])));
            var json = input.Length > 1 ? scripts.ById(input[1]) : IsSet(entry, "extractAllScripts") ? scripts.All() : scripts.First();
            var page = entry.GetProperty("option").TryGetProperty("base", out var given) ? given.GetString()! : SuiteBase + input[0];
            actual = await Documents.ReadAsync(new MemoryStream(json), RdfSyntax.JsonLd, new RdfReaderOptions { BaseIri = scripts.BaseIri(page) });
        }
        catch (RdfException error)
        {
            return expectedCode is not null && error.Message.StartsWith(expectedCode + ":", StringComparison.Ordinal) ? null : error.Message;
        }
        if (expectedCode is not null)
            return $"was read, expected '{expectedCode}'";
        var expected = await Documents.ReadFileAsync(Path.Combine(folder, entry.GetProperty("expect").GetString()!), RdfSyntax.NQuads, Documents.Strict);
        return GraphIsomorphism.AreIsomorphic(actual.Distinct().ToList(), expected.Distinct().ToList())
            ? null
            : $"read\n{string.Join('\n', actual)}\nexpected\n{string.Join('\n', expected)}";
    }

    private static bool IsSet(JsonElement entry, string option) =>
        entry.GetProperty("option").TryGetProperty(option, out var value) && value.ValueKind == JsonValueKind.True;
}

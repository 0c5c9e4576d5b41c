using Harvester.Core.Model;
using Harvester.Publishing;
using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Publishing.Dcat;

/// <summary>Single values: dates in their precision, addresses that are none, characters that XML lacks; nothing in a record breaks an export.</summary>
public sealed class StatementTests
{
    private const string Xsd = "http://www.w3.org/2001/XMLSchema#";

    [Theory]
    [InlineData("2024", "2024", "gYear")]
    [InlineData("2024-03", "2024-03", "gYearMonth")]
    [InlineData("2024-03-01", "2024-03-01", "date")]
    [InlineData("2024-03-01T10:00:00+09:00", "2024-03-01T10:00:00+09:00", "dateTime")]
    [InlineData("2024-03-01T10:00:00.123456Z", "2024-03-01T10:00:00.123456Z", "dateTime")]
    [InlineData("2024-03-01T10:00+09:00", "2024-03-01T10:00:00+09:00", "dateTime")]
    [InlineData("2024-13", "2024-13", "string")]
    [InlineData("2024-02-30", "2024-02-30", "string")]
    [InlineData("令和6年", "令和6年", "string")]
    public async Task Date_HasTheTypeOfItsPrecision(string date, string lexical, string type)
    {
        var statements = await WrittenAsync(Samples.Dataset("minato", "a", "公園") with { Modified = date }, RdfSyntax.Turtle);
        var modified = Assert.Single(statements, one => one.Predicate.Value == "http://purl.org/dc/terms/modified" && !one.Subject.Value.EndsWith("#record", StringComparison.Ordinal));
        Assert.Equal((lexical, Xsd + type), (modified.Object.Value, modified.Object.Datatype));
    }

    [Theory]
    [InlineData("https://a.example/公園 一覧.csv", "https://a.example/公園%20一覧.csv")]
    [InlineData("https://a.example/x[1]{2}|^`\"<>", "https://a.example/x%5B1%5D%7B2%7D%7C%5E%60%22%3C%3E")]
    [InlineData("https://a.example/#a#b", "https://a.example/#a%23b")]
    [InlineData("files/a.csv", null)]
    [InlineData("http:", null)]
    [InlineData("", null)]
    public async Task Address_IsEscaped_OrLeftOutAndTold(string address, string? iri)
    {
        var left = new List<LeftOut>();
        var dataset = Samples.Dataset("minato", "a", "公園") with { Distributions = [new Distribution { Id = "1", DownloadUrl = address }] };
        foreach (var syntax in (RdfSyntax[])[RdfSyntax.Turtle, RdfSyntax.NTriples, RdfSyntax.RdfXml, RdfSyntax.JsonLd])
        {
            left.Clear();
            var found = (await WrittenAsync(dataset, syntax, left)).Where(one => one.Predicate.Value == "http://www.w3.org/ns/dcat#downloadURL").Select(one => one.Object.Value);
            Assert.Equal(iri is null ? [] : [iri], found);
            Assert.Equal(iri is null ? ["minato~a"] : [], left.Select(one => one.Dataset).Distinct());
        }
    }

    [Fact]
    public async Task HostileTexts_BreakNoSyntax_AndAreTheSameInAll()
    {
        var dataset = PublishedSamples.Rich with
        {
            Title = new Dictionary<string, string> { ["ja"] = "a\u0001b\uFFFEc\uD800d ]]> <x> \\u0041 \"\"\" '''", ["no tag at all"] = "x", ["de-toolongpart"] = "y" },
            InSeries = "a \"series\"",
            LandingPage = "javascript:alert(1) \n",
            Licence = new Licence { Original = "独自 \u0000 規約" },
        };
        List<string>? expected = null;
        foreach (var syntax in (RdfSyntax[])[RdfSyntax.Turtle, RdfSyntax.NTriples, RdfSyntax.RdfXml, RdfSyntax.JsonLd])
        {
            var titles = (await WrittenAsync(dataset, syntax)).Where(one => one.Predicate.Value == "http://purl.org/dc/terms/title").Select(one => one.Object.ToString()).Order(StringComparer.Ordinal).ToList();
            Assert.Equal(expected ??= titles, titles);
        }

        Assert.Contains(expected!, title => title.StartsWith("\"abc\uFFFDd", StringComparison.Ordinal));
        Assert.Contains("\"x\"", expected!);
        using var json = new MemoryStream();
        Assert.Equal(1, await new DataJsonExport(PublishedSamples.Catalogue).WriteAsync(Samples.Stream(dataset), json, TestContext.Current.CancellationToken));
        Assert.NotNull(System.Text.Json.Nodes.JsonNode.Parse(json.ToArray()));
    }

    [Fact]
    public async Task WithdrawnDataset_IsLeftOut_AndOneForWhichAnotherStandsSaysSo()
    {
        var withdrawn = Samples.Dataset("minato", "a", "公園") with { State = DatasetState.Withdrawn };
        var copy = Samples.Dataset("minato", "b", "公園") with { Annotations = new Annotations { Id = "minato~b", CanonicalId = "minato~c" } };
        using var body = new MemoryStream();
        Assert.Equal(1, await new RdfExport(RdfSyntax.NTriples, PublishedSamples.Catalogue).WriteAsync(Samples.Stream(withdrawn, copy), body, TestContext.Current.CancellationToken));
        var text = System.Text.Encoding.UTF8.GetString(body.ToArray());
        Assert.DoesNotContain("minato~a", text, StringComparison.Ordinal);
        Assert.Contains("<https://data.example.jp/datasets/minato~b> <http://www.w3.org/ns/prov#alternateOf> <https://data.example.jp/datasets/minato~c> .", text, StringComparison.Ordinal);
    }

    private static async Task<List<Statement>> WrittenAsync(Dataset dataset, RdfSyntax syntax, List<LeftOut>? left = null)
    {
        using var body = new MemoryStream();
        Assert.Equal(1, await new RdfExport(syntax, PublishedSamples.Catalogue, left is null ? null : left.Add).WriteAsync(Samples.Stream(dataset), body, TestContext.Current.CancellationToken));
        body.Position = 0;
        var statements = new List<Statement>();
        await foreach (var statement in RdfReader.ReadAsync(body, syntax, new RdfReaderOptions { BaseIri = "https://data.example.jp/" }, TestContext.Current.CancellationToken))
            statements.Add(statement);
        return statements;
    }
}

using System.Text;
using Harvester.Core.Model;
using Harvester.Tests.Connectors.Html;
using Xunit;

namespace Harvester.Tests.Connectors.Dcat;

/// <summary>Encodings and characters that are none: the right text, or a message; and one bad record is one bad record.</summary>
public sealed class EncodingTests
{
    static EncodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private const string Title = "港区の公園一覧（令和六年度）";

    [Theory]
    [InlineData("shift_jis", "application/rdf+xml", "<?xml version='1.0' encoding='Shift_JIS'?>", false)]
    [InlineData("shift_jis", "application/rdf+xml; charset=utf-8", "<?xml version=\"1.0\" encoding=\"Shift_JIS\"?>", false)]
    [InlineData("euc-jp", "text/xml", "<?xml version='1.0' encoding='EUC-JP'?>", false)]
    [InlineData("shift_jis", "application/rdf+xml; charset=Shift_JIS", "<?xml version='1.0'?>", false)]
    [InlineData("utf-16", "application/rdf+xml", "<?xml version='1.0' encoding='UTF-16'?>", true)]
    [InlineData("utf-16BE", "application/rdf+xml", "<?xml version='1.0' encoding='UTF-16'?>", true)]
    [InlineData("utf-16", "text/plain", "<?xml version='1.0' encoding='UTF-16'?>", false)]
    [InlineData("utf-8", "application/rdf+xml", "<?xml version='1.0' encoding='UTF-16'?>", false)]
    [InlineData("utf-8", "application/rdf+xml", "<?xml version='1.0' encoding='no-such'?>", true)]
    [InlineData("utf-8", "application/rdf+xml", "<?xml version='1.0' encoding='Shift_JIS'?>", false)]
    [InlineData("shift_jis", "application/rdf+xml", "<?xml version='1.0' encoding='UTF-8'?>", false)]
    [InlineData("euc-jp", "application/rdf+xml; charset=Shift_JIS", "<?xml version='1.0' encoding=\"utf-8\" standalone='yes'?>", false)]
    public async Task RdfXml_IsReadAsItsMarkOrDeclarationSays_UnlessItsBytesContradict(string encoding, string type, string declaration, bool mark)
    {
        var text = $"{declaration}<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:d='http://purl.org/dc/terms/' xmlns:c='http://www.w3.org/ns/dcat#'>"
            + $"<c:Dataset rdf:about='http://a/1'><d:title>{Title}</d:title></c:Dataset></rdf:RDF>";
        var harvest = await BytesAsync(text, encoding, type, mark);
        Assert.Equal(Title, Mapped.Of(harvest)[0].Dataset!.Title["und"]);
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Theory]
    [InlineData("utf-16", true, "text/turtle")]
    [InlineData("utf-8", true, "text/turtle")]
    [InlineData("shift_jis", false, "text/turtle; charset=Shift_JIS")]
    [InlineData("shift_jis", false, "text/turtle; charset=utf-8")]
    public async Task Turtle_IsReadInOtherEncodingsToo(string encoding, bool mark, string type)
    {
        var harvest = await BytesAsync($"<http://a/1> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> \"{Title}\" .", encoding, type, mark);
        Assert.Equal(Title, Mapped.Of(harvest)[0].Dataset!.Title["und"]);
    }

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-8", true)]
    [InlineData("shift_jis", false)]
    public async Task DataJson_IsReadInOtherEncodingsToo(string encoding, bool mark)
    {
        var harvest = await BytesAsync($$"""{"dataset":[{"identifier":"1","title":"{{Title}}"}]}""", encoding, "application/json", mark);
        Assert.Equal(Title, Mapped.Of(harvest)[0].Dataset!.Title["und"]);
    }

    [Theory]
    [InlineData("\u0001")]
    [InlineData("\u000B\uFFFE")]
    [InlineData("&#x1;")]
    [InlineData("&#xB;")]
    public async Task CharacterThatXmlDoesNotHave_CostsNoRecord(string bad)
    {
        var harvest = await BytesAsync($"""
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:d="http://purl.org/dc/terms/" xmlns:c="http://www.w3.org/ns/dcat#">
            <c:Dataset rdf:about="http://a/1"><d:title>一</d:title></c:Dataset><c:Dataset rdf:about="http://a/2"><d:title>二{bad}</d:title></c:Dataset>
            <c:Dataset rdf:about="http://a/3"><d:title>三</d:title></c:Dataset></rdf:RDF>
            """, "utf-8", "application/rdf+xml", false);
        Assert.Equal(["http://a/1", "http://a/2", "http://a/3"], harvest.Records.Select(record => record.RecordId));
        Assert.Empty(harvest.Reading.Doubts);
        var second = Mapped.Of(harvest)[1];
        Assert.StartsWith("二", second.Dataset!.Title["und"], StringComparison.Ordinal);
        // Told with the document where it was replaced, with the record where it was written as a reference and is cleaned.
        Assert.True(harvest.Problems.Any(problem => problem.Problem.Code == "invalid-characters" && problem.Problem.Detail.StartsWith("line 2", StringComparison.Ordinal))
            || second.Problems.Any(problem => problem.Code == "control-characters"));
    }

    [Fact]
    public async Task BytesThatAreNoUtf8_CostNoRecordOfAnRdfXml()
    {
        await using var site = await LoopbackSite.StartAsync();
        byte[] body = [.. "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:d='http://purl.org/dc/terms/' xmlns:c='http://www.w3.org/ns/dcat#'><c:Dataset rdf:about='http://a/1'><d:title>A"u8,
            .. new byte[5000].Select(_ => (byte)' '), 0xFF, .. "</d:title></c:Dataset><c:Dataset rdf:about='http://a/2'/></rdf:RDF>"u8];
        site.Bytes("/catalog", body, "application/rdf+xml");
        var harvest = await Catalogs.HarvestAsync(site);
        Assert.Equal(2, harvest.Records.Count);
        Assert.Contains(harvest.Problems, problem => problem.Problem.Code == "invalid-characters");
    }

    [Theory]
    [InlineData("""{"dataset":[{"identifier":"1","title":"一\ud800"},{"identifier":"2","title":"二"}]}""", "application/json")]
    [InlineData("""[{"@id":"http://a/1","@type":"http://www.w3.org/ns/dcat#Dataset","title":"一\udc00"},{"@id":"http://a/2","@type":"http://www.w3.org/ns/dcat#Dataset","title":"二"}]""", "application/ld+json")]
    public async Task HalfASurrogatePairInJson_CostsNoRecord(string json, string type)
    {
        var harvest = await Catalogs.OfAsync(json, type);
        Assert.Equal(["一", "二"], Mapped.Of(harvest).Select(result => result.Dataset!.Title["und"]));
        Assert.Contains(harvest.Problems, problem => problem.Problem.Code == "invalid-characters");
    }

    [Fact]
    public async Task HalfASurrogatePairInTurtle_IsRefusedWithItsStatementOnly()
    {
        var harvest = await Catalogs.TurtleAsync("ex:1 a dcat:Dataset ; dct:title \"一\\uD800\" .\nex:2 a dcat:Dataset ; dct:title \"二\" .");
        Assert.Contains("二", Mapped.Of(harvest).Select(result => result.Dataset?.Title["und"]));
        Assert.NotEmpty(harvest.Problems);
    }

    [Theory]
    [InlineData("application/json", "{\"dataset\":[{\"identifier\":\"1\",\"x\":", "[", "]", "}]}", "not-json")]
    [InlineData("application/ld+json", "{\"@id\":\"http://a/1\",\"http://a/p\":", "[", "]", "}", "not-json")]
    [InlineData("application/rdf+xml", "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:d='http://d/'>", "<d:a>", "</d:a>", "</r:RDF>", "not-rdf")]
    public async Task NestingWithoutEnd_IsRefused(string type, string before, string open, string close, string after, string code)
    {
        var text = before + string.Concat(Enumerable.Repeat(open, 5000)) + string.Concat(Enumerable.Repeat(close, 5000)) + after;
        var fault = await Assert.ThrowsAsync<SourceException>(() => Catalogs.OfAsync(text, type));
        Assert.Equal(code, fault.Code);
    }

    private static async Task<Harvest> BytesAsync(string text, string encoding, string type, bool mark)
    {
        await using var site = await LoopbackSite.StartAsync();
        var target = Encoding.GetEncoding(encoding);
        site.Bytes("/catalog", [.. mark ? target.GetPreamble() : [], .. target.GetBytes(text)], type);
        return await Catalogs.HarvestAsync(site);
    }
}

using System.Text;
using Harvester.Connectors.Definitions;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Connectors.Dcat;

public sealed class RdfCatalogTests
{
    [Fact]
    public async Task BlankDataset_IsKnownByItsIdentifier_AndIsUnreadWithoutOne()
    {
        var harvest = await Catalogs.TurtleAsync("""
            [] a dcat:Dataset ; dct:identifier "d-1" ; dct:title "一" .
            [] a dcat:Dataset ; dct:description "二" .
            ex:3 a dcat:Dataset ; dct:identifier "d-3" ; dct:title "三" .
            """);
        Assert.Equal([("d-1", 1L), ("http://data.example.jp/3", 3)], harvest.Records.Select(record => (record.RecordId, record.Position)));
        Assert.Null(harvest.Payloads[0]["@id"]);
        Assert.Equal(1, harvest.Reading.Unreadable);
        Assert.Equal(("no-identity", 2L), (harvest.Problems[0].Problem.Code, harvest.Problems[0].Position));
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task Tree_HasPrefixesLanguagesTypesAndNestedNodes()
    {
        var harvest = await Catalogs.TurtleAsync("""
            ex:cat a dcat:Catalog ; dct:language "ja" ; dct:title "カタログ" ; dcat:dataset ex:1 .
            ex:1 a dcat:Dataset ; dct:title "道路"@ja, "Roads"@en ; dct:issued "2021-04-01"^^<http://www.w3.org/2001/XMLSchema#date> ; ex:own "x" ;
              dcat:landingPage <http://www.example.jp/roads> ; dcat:distribution ex:f .
            ex:f a dcat:Distribution ; dcat:downloadURL <http://data.example.jp/f.csv> .
            """);
        Assert.Equal(
            """
            {"@catalog":{"@id":"http://data.example.jp/cat","dct:language":[{"@value":"ja"}]},"@id":"http://data.example.jp/1","@type":["dcat:Dataset"],"dcat:distribution":[{"@id":"http://data.example.jp/f","@type":["dcat:Distribution"],"dcat:downloadURL":[{"@id":"http://data.example.jp/f.csv"}]}],"dcat:landingPage":[{"@id":"http://www.example.jp/roads"}],"dct:issued":[{"@type":"xsd:date","@value":"2021-04-01"}],"dct:title":[{"@language":"en","@value":"Roads"},{"@language":"ja","@value":"道路"}],"http://data.example.jp/own":[{"@value":"x"}]}
            """,
            Encoding.UTF8.GetString(harvest.Records[0].Payload.Span));
        Assert.Equal("http://www.example.jp/roads", harvest.Records[0].RecordUrl);
    }

    [Fact]
    public async Task SameStatementsInAnotherOrder_GiveTheSameHash()
    {
        var one = await Catalogs.TurtleAsync("""ex:1 a dcat:Dataset ; dcat:keyword "a", "b" ; dct:publisher [ foaf:name "x" ], [ foaf:name "y" ] .""");
        var two = await Catalogs.TurtleAsync("""ex:1 dct:publisher [ foaf:name "y" ], [ foaf:name "x" ] ; dcat:keyword "b", "a" . ex:1 a dcat:Dataset .""");
        Assert.Equal(one.Records[0].RawHash, two.Records[0].RawHash);
        Assert.Equal(one.Records[0].Payload.ToArray(), two.Records[0].Payload.ToArray());
    }

    [Fact]
    public async Task LoopsOtherDatasetsAndThesauri_AreReferencesOnly()
    {
        var harvest = await Catalogs.TurtleAsync("""
            ex:cat a dcat:Catalog ; dcat:dataset ex:1, ex:2 .
            ex:1 a dcat:Dataset ; dct:isPartOf ex:cat ; dct:relation ex:2, ex:1 ; dcat:theme ex:t ; dct:publisher ex:p .
            ex:2 a dcat:Dataset ; dct:title "二" .
            ex:t a skos:Concept ; skos:prefLabel "交通" ; skos:narrower ex:u . ex:u skos:prefLabel "道" .
            ex:p foaf:name "局" ; foaf:member ex:q . ex:q foaf:name "課" ; foaf:member ex:p .
            """);
        var payload = harvest.Payloads[0];
        Assert.Equal("""[{"@id":"http://data.example.jp/cat"}]""", payload["dct:isPartOf"]!.ToJsonString());
        Assert.Equal("""[{"@id":"http://data.example.jp/1"},{"@id":"http://data.example.jp/2"}]""", payload["dct:relation"]!.ToJsonString());
        Assert.Equal(["http://data.example.jp/u"], payload.Values("dcat:theme", "skos:narrower"));
        Assert.Equal("""[{"@id":"http://data.example.jp/p"}]""", payload["dct:publisher"]![0]!["foaf:member"]![0]!["foaf:member"]!.ToJsonString());
    }

    [Fact]
    public async Task Collections_AreFlattened()
    {
        var harvest = await Catalogs.TurtleAsync("""ex:1 a dcat:Dataset ; dct:creator ( "a" "b" ) ; dct:language () .""");
        Assert.Equal(["a", "b"], harvest.Payloads[0].Values("dct:creator"));
        Assert.Null(harvest.Payloads[0]["dct:language"]);
    }

    [Theory]
    [InlineData("""ex:1 a dcat:DatasetSeries ; dct:title "一" .""", 1)]
    [InlineData("""ex:cat dcat:dataset ex:1 . ex:1 dct:title "一" .""", 1)]
    [InlineData("""ex:cat a dcat:Catalog ; dct:title "空" .""", 0)]
    public async Task WhatIsADataset_IsSaidByTypeOrByTheCatalogue(string turtle, int count)
    {
        var harvest = await Catalogs.TurtleAsync(turtle);
        Assert.Equal(count, harvest.Records.Count);
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task DatasetNamedButNotDescribed_IsUnread()
    {
        var harvest = await Catalogs.TurtleAsync("""ex:cat a dcat:Catalog ; dcat:dataset ex:1, ex:2 . ex:1 a dcat:Dataset ; dct:title "一" .""");
        Assert.Equal(1, harvest.Reading.Unreadable);
        Assert.Equal(("undescribed-dataset", "http://data.example.jp/2"), (harvest.Problems[0].Problem.Code, harvest.Problems[0].Problem.Value));
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><body>メンテナンス中</body></html>", "text/html", null)]
    [InlineData("\uFEFF  <html><body>login</body></html>", "text/turtle", null)]
    [InlineData("<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x' 'y'><html xmlns='http://www.w3.org/1999/xhtml'/>", "application/xml", DcatSyntax.RdfXml)]
    public async Task HtmlInsteadOfACatalogue_IsSaid(string text, string type, DcatSyntax? syntax)
    {
        var fault = await Assert.ThrowsAsync<SourceException>(() => Catalogs.OfAsync(text, type, syntax: syntax));
        Assert.Equal(("html-instead-of-rdf", Whose.Source), (fault.Code, fault.Whose));
    }

    [Theory]
    [InlineData("@prefix dcat: <http://www.w3.org/ns/dcat#> .\n<http://a/1> \"x\" dcat:Dataset .", "text/turtle", "line 2")]
    [InlineData("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n<a><b></a></rdf:RDF>", "application/rdf+xml", "line 2")]
    [InlineData("hello", "text/plain", "first bytes")]
    public async Task WhatIsNoRdf_IsSaidWithItsPlace(string text, string type, string place)
    {
        var fault = await Assert.ThrowsAsync<SourceException>(() => Catalogs.OfAsync(text, type));
        Assert.Equal(("not-rdf", Whose.Source), (fault.Code, fault.Whose));
        Assert.Contains(place, fault.Message);
    }

    [Fact]
    public async Task BadStatementInTurtle_IsReportedAndTheRestKept_ButIsADoubt()
    {
        var harvest = await Catalogs.TurtleAsync("""
            ex:1 a dcat:Dataset ; dct:title "一" .
            ex:2 a dcat:Dataset dct:title "二" .
            ex:3 a dcat:Dataset ; dct:title "三" .
            """);
        Assert.Equal(["一", "三"], harvest.Payloads.Select(payload => payload.Values("dct:title").FirstOrDefault()).Where(title => title is not null));
        Assert.Contains(harvest.Problems, problem => problem.Problem.Code == "refused-statement" && problem.Problem.Detail.StartsWith("line 4", StringComparison.Ordinal));
        Assert.Single(harvest.Reading.Doubts);
        Assert.False(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task UnboundPrefixInADatasetThatTheCatalogueNames_LosesNoDataset_SoNoDoubt()
    {
        var harvest = await Catalogs.TurtleAsync("""
            ex:cat a dcat:Catalog ; dcat:dataset ex:1, ex:2 .
            ex:1 a dcat:Dataset ; dct:title "一" ; dcat:landingPage nowhere:page .
            ex:2 a dcat:Dataset ; dct:title "二" .
            """);
        Assert.Equal(2, harvest.Records.Count);
        Assert.NotEmpty(harvest.Problems);
        Assert.Empty(harvest.Reading.Doubts);
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Theory]
    [InlineData("""ex:cat a dcat:Catalog ; dcat:dataset ex:1, ex:2 . ex:1 a dcat:Dataset ; dct:title "一" . ex:2 a dcat:Dataset . ex:2 dct:title "二" dct:issued "x" .""", false)]
    [InlineData("""ex:cat a dcat:Catalog ; dcat:dataset ex:1 ex:2 . ex:1 a dcat:Dataset ; dct:title "一" . ex:2 a dcat:Dataset ; dct:title "二" .""", true)]
    [InlineData("""ex:cat a dcat:Catalog ; dcat:dataset [ dct:title "一" ] . ex:cat dcat:dataset [ dct:title "二" dct:issued "x" ] .""", true)]
    public async Task BrokenStatement_IsADoubt_UnlessTheCatalogueProvesThatNoDatasetWentWithIt(string turtle, bool isDoubt)
    {
        var harvest = await Catalogs.TurtleAsync(turtle);
        Assert.NotEmpty(harvest.Problems);
        Assert.Equal(isDoubt, harvest.Reading.Doubts.Count > 0);
    }

    [Fact]
    public async Task UnusableNameInTheCataloguesOwnList_IsADoubt()
    {
        var harvest = await Catalogs.TurtleAsync("""
            ex:cat a dcat:Catalog ; dcat:dataset ex:1, nowhere:2 .
            ex:1 a dcat:Dataset ; dct:title "一" .
            """);
        Assert.Single(harvest.Records);
        Assert.Single(harvest.Reading.Doubts);
    }

    [Fact]
    public async Task AddressesWithSpacesInJsonLd_AreEscaped_AndWhatIsNoneIsTold()
    {
        var harvest = await Catalogs.OfAsync("""
            {"@context":{"dcat":"http://www.w3.org/ns/dcat#","dct":"http://purl.org/dc/terms/"},"@graph":[{"@type":"dcat:Catalog","dcat:dataset":{"@id":"http://a/1 b"}},
             {"@id":"http://a/1 b","@type":"dcat:Dataset","dct:title":{"@value":"一","@language":"ja_JP"},"dcat:distribution":{"dcat:downloadURL":{"@id":"http://a/公園 一覧.csv"}},"dct:publisher":{"@id":"http://[x"}}]}
            """, "application/ld+json");
        var dataset = Mapped.Of(harvest)[0].Dataset!;
        Assert.Equal(("http://a/1%20b", "一", "http://a/%E5%85%AC%E5%9C%92%20%E4%B8%80%E8%A6%A7.csv"), (dataset.Provenance.RecordId, dataset.Title.Best(), dataset.Distributions[0].DownloadUrl));
        Assert.NotEmpty(harvest.Problems);
        Assert.True(harvest.Reading.ReachedEnd); // a language tag and a publisher hide no dataset
    }

    [Theory]
    [InlineData("application/ld+json")]
    [InlineData("application/rdf+xml")]
    public async Task OneThousandWithOneBad_GivesTheOthers_ButIsADoubt(string type)
    {
        var isXml = type == "application/rdf+xml";
        var datasets = Enumerable.Range(1, 1000).Select(number => isXml
            ? $"<c:Dataset rdf:about='http://a/{number}'{(number == 500 ? " rdf:ID='x'" : "")}><d:title>第{number}号</d:title></c:Dataset>"
            : $$"""{"@type":"dcat:Dataset","@id":{{(number == 500 ? "500" : $"\"http://a/{number}\"")}},"dct:title":"第{{number}}号"}""");
        var harvest = await Catalogs.OfAsync(isXml
            ? $"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:d='http://purl.org/dc/terms/' xmlns:c='http://www.w3.org/ns/dcat#'>{string.Concat(datasets)}</rdf:RDF>"
            : $$$"""{"@context":{"dcat":"http://www.w3.org/ns/dcat#","dct":"http://purl.org/dc/terms/"},"@type":"dcat:Catalog","dcat:dataset":[{{{string.Join(',', datasets)}}}]}""", type);
        Assert.Equal(999, harvest.Records.Count);
        Assert.Equal("refused-statement", Assert.Single(harvest.Problems).Problem.Code);
        Assert.False(harvest.Reading.ReachedEnd && harvest.Reading.Doubts.Count == 0);
    }

    [Theory]
    [InlineData("<!ENTITY x SYSTEM 'file:///etc/hostname'>")]
    [InlineData("<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'><!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'><!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;'><!ENTITY g '&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;'><!ENTITY x '&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;'>")]
    public async Task Entities_AreNeitherReadFromElsewhereNorExpandedWithoutBound(string entities)
    {
        var harvest = await Catalogs.OfAsync($"""
            <!DOCTYPE r:RDF [{entities}]><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:d="http://purl.org/dc/terms/" xmlns:c="http://www.w3.org/ns/dcat#">
            <c:Dataset r:about="http://a/1"><d:identifier>1</d:identifier><d:title>&x;</d:title></c:Dataset></r:RDF>
            """, "application/rdf+xml");
        Assert.All(harvest.Payloads, payload => Assert.Null(payload["dct:title"]));
        Assert.Contains(harvest.Problems, problem => problem.Problem.Code == "refused-statement");
        Assert.Single(harvest.Reading.Doubts);
    }

    [Theory]
    [InlineData("text/turtle", "/catalog", "<http://a/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#Dataset> .")]
    [InlineData("text/plain", "/c.nt", "<http://a/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#Dataset> .")]
    [InlineData("text/plain", "/catalog", "\uFEFF# コメント\n<http://a/1> a <http://www.w3.org/ns/dcat#Dataset> .")]
    [InlineData(null, "/catalog", "<?xml version='1.0' encoding='UTF-8'?><c:Dataset xmlns:c='http://www.w3.org/ns/dcat#' xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' rdf:about='http://a/1'/>")]
    [InlineData("application/json", "/catalog", "{\"@id\":\"http://a/1\",\"@type\":\"http://www.w3.org/ns/dcat#Dataset\",\"http://purl.org/dc/terms/title\":\"x\"}")]
    [InlineData("application/ld+json; charset=utf-8", "/catalog", "\uFEFF[{\"@id\":\"http://a/1\",\"@type\":\"http://www.w3.org/ns/dcat#Dataset\"}]")]
    public async Task Syntax_IsFoundByTypeExtensionOrFirstBytes(string? type, string path, string text)
    {
        var harvest = await Catalogs.OfAsync(text, type, path);
        Assert.Equal("http://a/1", Assert.Single(harvest.Records).RecordId);
    }

    [Theory]
    [InlineData("""
        "http://www.city.example.jp/ctx.jsonld"
        """)]
    [InlineData("""
        [{"dcat":"http://www.w3.org/ns/dcat#"}, "/ctx.jsonld"]
        """)]
    public async Task RemoteContext_IsNotFetched_ButNamed(string context)
    {
        await using var site = await Html.LoopbackSite.StartAsync();
        site.Text("/ctx.jsonld", """{"@context":{"title":"http://purl.org/dc/terms/title"}}""", "application/ld+json");
        site.Text("/catalog", $$"""{"@context":{{context}},"@id":"http://a/1","@type":"http://www.w3.org/ns/dcat#Dataset","title":"一"}""", "application/ld+json");
        var fault = await Assert.ThrowsAsync<SourceException>(() => Catalogs.HarvestAsync(site));
        Assert.Equal("remote-context", fault.Code);
        Assert.Contains($"{Catalogs.Host}/ctx.jsonld", fault.Message);
        Assert.Equal(["/catalog"], site.Requests);
    }

    [Fact]
    public async Task ContextInTheDocument_IsUsed()
    {
        var harvest = await Catalogs.OfAsync(
            """{"@context":{"title":"http://purl.org/dc/terms/title"},"@id":"http://a/1","@type":"http://www.w3.org/ns/dcat#Dataset","title":"一"}""", "application/ld+json");
        Assert.Equal(["一"], harvest.Payloads[0].Values("dct:title"));
    }
}

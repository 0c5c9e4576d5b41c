using Harvester.Connectors.Definitions;
using Harvester.Core.Model;
using Harvester.Tests.Connectors.Html;
using Xunit;

namespace Harvester.Tests.Connectors.Dcat;

public sealed class DataJsonTests
{
    [Fact]
    public async Task Members_BecomeTheTermsOfDcat()
    {
        var harvest = await OfAsync("""
            {"@type":"dcat:Dataset","identifier":"https://hub.example.jp/maps/1","title":"公園","description":"<p>一覧</p>","keyword":["公園","緑"],"modified":"2024-05-01T00:00:00.000Z",
             "issued":"2023-04-01","publisher":{"name":"渋谷区","subOrganizationOf":{"name":"東京都"}},"contactPoint":{"@type":"vcard:Contact","fn":"緑化課","hasEmail":"mailto:m@example.jp"},
             "license":"https://creativecommons.org/licenses/by/4.0/","landingPage":"https://hub.example.jp/maps/1","theme":["geospatial"],"spatial":"139.6,35.6,139.7,35.7",
             "temporal":"2020-01-01/2020-12-31","accrualPeriodicity":"R/P1Y","accessLevel":"public",
             "distribution":[{"@type":"dcat:Distribution","title":"CSV","format":"CSV","mediaType":"text/csv","downloadURL":"https://hub.example.jp/a b.csv","accessURL":"https://hub.example.jp/1","description":"全件"}]}
            """);
        var dataset = harvest.Payloads[0];
        Assert.Equal(("https://hub.example.jp/maps/1", "https://hub.example.jp/maps/1"), (harvest.Records[0].RecordId, harvest.Records[0].RecordUrl));
        Assert.Equal(["公園"], dataset.Values("dct:title"));
        Assert.Equal(["公園", "緑"], dataset.Values("dcat:keyword"));
        Assert.Equal(["渋谷区"], dataset.Values("dct:publisher", "foaf:name"));
        Assert.Equal(["緑化課"], dataset.Values("dcat:contactPoint", "vcard:fn"));
        Assert.Equal("mailto:m@example.jp", (string?)dataset["dcat:contactPoint"]![0]!["vcard:hasEmail"]![0]!["@id"]);
        Assert.Equal("https://creativecommons.org/licenses/by/4.0/", (string?)dataset["dct:license"]![0]!["@id"]);
        Assert.Equal("geospatial", (string?)dataset["dcat:theme"]![0]!["@value"]);
        Assert.Equal(["2020-01-01", "2020-12-31"], dataset.Values("dct:temporal", "dcat:startDate").Concat(dataset.Values("dct:temporal", "dcat:endDate")));
        Assert.Equal(["public"], dataset.Values("dct:accessRights"));
        Assert.Equal(["R/P1Y"], dataset.Values("dct:accrualPeriodicity"));
        Assert.Equal(["https://hub.example.jp/a b.csv"], dataset.Values("dcat:distribution", "dcat:downloadURL"));
        Assert.Equal(["text/csv"], dataset.Values("dcat:distribution", "dcat:mediaType"));
        Assert.True(harvest.Reading.ReachedEnd);
        Assert.Empty(harvest.Problems);
    }

    [Fact]
    public async Task LicenceOfTheCatalogueThatIsNestedWithoutEnd_IsToldOnce()
    {
        var html = string.Concat(Enumerable.Repeat("<div>", 100_000));
        var harvest = await Catalogs.OfAsync($$"""{"license":"{{html}}","dataset":[{"identifier":"1"},{"identifier":"2"}],"hasPart":[{"@type":"Catalog","publisher":7,"dataset":[{"identifier":"3"}]}]}""", "application/json");

        Assert.Equal(3, harvest.Records.Count);
        Assert.Equal(["html-too-deep", "unexpected-type"], harvest.Problems.Select(problem => problem.Problem.Code));
        Assert.All(harvest.Problems, problem => Assert.Equal((null, Whose.Source, $"{Catalogs.Host}/catalog"), (problem.RecordId, problem.Problem.Whose, problem.RecordUrl)));
    }

    [Fact]
    public async Task LicenceThatIsNestedWithoutEnd_IsKeptAsAText()
    {
        var html = string.Concat(Enumerable.Repeat("<div>", 100_000));
        var harvest = await OfAsync($$"""{"identifier":"1","title":"一","license":"{{html}}"},{"identifier":"2","title":"二"}""");
        Assert.Equal(["1", "2"], harvest.Records.Select(record => record.RecordId));
        Assert.Equal([html], harvest.Payloads[0].Values("dct:license"));
        Assert.Equal("html-too-deep", Assert.Single(harvest.Problems).Problem.Code);
    }

    [Fact]
    public async Task Oddities_AreReportedOrLeftOut_AndTheOthersAreTaken()
    {
        var harvest = await OfAsync("""
            {"identifier":"1","title":"一","license":null,"keyword":"公園, 緑","publisher":"渋谷区"},
            "text",
            {"title":"id のない"},
            {"identifier":77,"title":{"ja":"二"},"distribution":{"downloadURL":"なし","format":["CSV"]},"temporal":"令和2年度"},
            null
            """);
        Assert.Equal(["1", "77"], harvest.Records.Select(record => record.RecordId));
        Assert.Equal([1L, 4], harvest.Records.Select(record => record.Position));
        Assert.Null(harvest.Payloads[0]["dct:license"]);
        Assert.Null(harvest.Payloads[0]["dcat:distribution"]);
        Assert.Equal(["公園, 緑"], harvest.Payloads[0].Values("dcat:keyword"));
        Assert.Equal(["渋谷区"], harvest.Payloads[0].Values("dct:publisher", "foaf:name"));
        Assert.Equal(["{\"ja\":\"二\"}"], harvest.Payloads[1].Values("dct:title"));
        Assert.Equal("なし", (string?)harvest.Payloads[1]["dcat:distribution"]![0]!["dcat:downloadURL"]![0]!["@value"]);
        Assert.Equal(["令和2年度"], harvest.Payloads[1].Values("dct:temporal"));
        Assert.Equal(3, harvest.Reading.Unreadable);
        Assert.Equal(["keyword-not-a-list", "no-identity", "not-an-object", "not-an-object", "unexpected-type", "unexpected-type"], harvest.Problems.Select(problem => problem.Problem.Code).Order());
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task FilesAndKeywords_StandInTheOrderOfThePublisher()
    {
        var harvest = await OfAsync("""{"identifier":"1","title":"一","keyword":["b","a","b"],"distribution":[{"title":"2","downloadURL":"https://a/z.csv"},{"title":"1","downloadURL":"https://a/a.csv"}]}""");
        Assert.Equal(["b", "a"], harvest.Payloads[0].Values("dcat:keyword"));
        Assert.Equal(["https://a/z.csv", "https://a/a.csv"], harvest.Payloads[0].Values("dcat:distribution", "dcat:downloadURL"));
    }

    [Fact]
    public async Task OneThousandWithOneBad_GivesTheOthers()
    {
        var harvest = await OfAsync(string.Join(",\n", Enumerable.Range(1, 1000).Select(number => number == 500 ? "[]" : $"{{\"identifier\":\"{number}\",\"title\":\"第{number}号\"}}")));
        Assert.Equal((999, 1L), (harvest.Records.Count, harvest.Reading.Unreadable));
        Assert.Equal(500, harvest.Problems[0].Position);
    }

    [Fact]
    public async Task EmptyCatalogue_YieldsNothingAndReachesTheEnd()
    {
        var harvest = await OfAsync("");
        Assert.Empty(harvest.Records);
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task WhatStandsBesideTheList_IsTheCatalogues()
    {
        var harvest = await Catalogs.OfAsync("""{"dataset":[{"identifier":"1"}],"@id":"http://a/data.json","license":"https://l/","conformsTo":"https://project-open-data.cio.gov/v1.1/schema"}""", "application/json");
        Assert.Equal("""{"@id":"http://a/data.json","dct:license":[{"@id":"https://l/"}]}""", harvest.Payloads[0]["@catalog"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"error":"not found"}""", "not-a-catalog", null)]
    [InlineData("""{"dataset":{}}""", "not-a-catalog", null)]
    [InlineData("""[1,2]""", "not-a-catalog", DcatSyntax.DataJson)]
    [InlineData("""{"dataset":[{"identifier":"1"},{"identifier":""", "not-json", null)]
    [InlineData("""{"dataset":[{"identifier":"1"}]} trailing""", "not-json", null)]
    [InlineData("<!doctype html><p>", "html-instead-of-rdf", DcatSyntax.DataJson)]
    public async Task WhatIsNoCatalogue_IsSaidBeforeTheFirstRecord(string text, string code, DcatSyntax? syntax)
    {
        var fault = await Assert.ThrowsAsync<SourceException>(() => Catalogs.OfAsync(text, "application/json", syntax: syntax));
        Assert.Equal((code, Whose.Source), (fault.Code, fault.Whose));
    }

    private static Task<Harvest> OfAsync(string datasets) => Catalogs.OfAsync(
        $$"""{"@context":"https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld","@type":"dcat:Catalog","conformsTo":"https://project-open-data.cio.gov/v1.1/schema","dataset":[{{datasets}}]}""",
        "application/json; charset=utf-8");
}

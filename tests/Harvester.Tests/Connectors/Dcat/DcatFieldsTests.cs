using Harvester.Core.Mapping;
using Harvester.Core.Model;
using Harvester.Tests.Mapping;
using Xunit;

namespace Harvester.Tests.Connectors.Dcat;

/// <summary>The forms in which catalogues write one and the same field, from Turtle to the schema.</summary>
public sealed class DcatFieldsTests
{
    private const string Prefixes = """
        @prefix vcard: <http://www.w3.org/2006/vcard/ns#> . @prefix org: <http://www.w3.org/ns/org#> . @prefix schema: <http://schema.org/> . @prefix time: <http://www.w3.org/2006/time#> .
        @prefix locn: <http://www.w3.org/ns/locn#> . @prefix gsp: <http://www.opengis.net/ont/geosparql#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
        @prefix adms: <http://www.w3.org/ns/adms#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

        """;

    [Theory]
    [InlineData("dct:publisher \"港区\"", "131032", null, null)]
    [InlineData("dct:publisher \"港区\"@ja, \"Minato City\"@en", "131032", null, null)]
    [InlineData("dct:publisher ex:org . ex:org foaf:name \"港区\"", "131032", null, "http://data.example.jp/org")]
    [InlineData("dct:publisher ex:org . ex:org a org:Organization ; skos:prefLabel \"港区\"@ja ; org:hasUnit [ skos:prefLabel \"防災課\" ]", "131032", "防災課", "http://data.example.jp/org")]
    [InlineData("dct:publisher [ a vcard:Organization ; vcard:fn \"港区\" ]", "131032", null, null)]
    [InlineData("dct:publisher [ a vcard:Organization ; vcard:organization-name \"港区\" ]", "131032", null, null)]
    [InlineData("dct:publisher [ rdfs:label \"東京都港区\" ]", "131032", null, null)]
    [InlineData("dct:publisher [ foaf:name \"港区防災課\" ; dct:identifier \"t131032\" ]", "131032", "港区防災課", "t131032")]
    [InlineData("dct:publisher <https://e/org/9>", null, null, "https://e/org/9")]
    public async Task Publisher(string statements, string? code, string? unit, string? organization)
    {
        var dataset = (await OneAsync(statements)).Dataset!;
        Assert.Equal((code, unit, organization), (dataset.Publisher.Code, dataset.Publisher.Unit, dataset.Publisher.Organization));
    }

    [Theory]
    [InlineData("ex:cat dct:publisher [ foaf:name \"港区\" ]")]
    [InlineData("ex:cat dct:publisher \"港区\"")]
    [InlineData("ex:cat dct:publisher [ vcard:fn \"港区\" ]")]
    public async Task Publisher_OfTheCatalogue_WhereTheDatasetHasNone(string statement) =>
        Assert.Equal("131032", (await OneAsync($"dct:description \"x\" . {statement} ; a dcat:Catalog ; dcat:dataset ex:1")).Dataset!.Publisher.Code);

    [Theory]
    [InlineData("dcat:contactPoint [ vcard:fn \"窓口\" ; vcard:hasEmail <mailto:a@e.jp> ; vcard:hasTelephone <tel:+81-3-1> ; vcard:hasURL <https://e/c> ]", "窓口", "a@e.jp", "+81-3-1", "https://e/c")]
    [InlineData("dcat:contactPoint [ vcard:organization-name \"課\" ; vcard:hasEmail [ vcard:hasValue <mailto:a@e.jp> ] ; vcard:hasTelephone [ vcard:hasValue <tel:03-1> ] ]", "課", "a@e.jp", "03-1", null)]
    [InlineData("dcat:contactPoint [ vcard:fn \"窓口\" ; vcard:email \"a@e.jp\" ; vcard:tel \"03-1\" ]", "窓口", "a@e.jp", "03-1", null)]
    [InlineData("dcat:contactPoint [ foaf:name \"窓口\" ; foaf:mbox <mailto:a@e.jp> ; foaf:phone <tel:03-1> ]", "窓口", "a@e.jp", "03-1", null)]
    [InlineData("dcat:contactPoint \"港区 防災課\"", "港区 防災課", null, null, null)]
    [InlineData("dcat:contactPoint \"a@e.jp\"", null, "a@e.jp", null, null)]
    [InlineData("dcat:contactPoint <mailto:a@e.jp>", null, "a@e.jp", null, null)]
    [InlineData("dcat:contactPoint <https://e/contact.html>", null, null, null, "https://e/contact.html")]
    [InlineData("dcat:contactPoint ex:c . ex:c vcard:fn \"窓口\"", "窓口", null, null, null)]
    public async Task Contact(string statements, string? name, string? email, string? phone, string? url) =>
        Assert.Equal(new ContactPoint { Name = name, Email = email, Phone = phone, Url = url }, (await OneAsync(statements)).Dataset!.ContactPoint);

    [Theory]
    [InlineData("dct:license <http://creativecommons.org/licenses/by/4.0/>", LicenceBasis.Record)]
    [InlineData("dct:license \"CC BY 4.0\"", LicenceBasis.Record)]
    [InlineData("dct:license [ rdfs:label \"CC BY 4.0\" ]", LicenceBasis.Record)]
    [InlineData("dct:license [ dct:identifier \"CC-BY-4.0\" ]", LicenceBasis.Record)]
    [InlineData("dcat:distribution [ dcat:accessURL <https://e/a> ; dct:license <http://creativecommons.org/licenses/by/4.0/> ], [ dcat:accessURL <https://e/b> ; dct:license \"CC BY 4.0\" ]", LicenceBasis.Distribution)]
    [InlineData("dct:description \"x\" . ex:cat a dcat:Catalog ; dct:license <http://creativecommons.org/licenses/by/4.0/> ; dcat:dataset ex:1", LicenceBasis.Catalogue)]
    public async Task Licence_AndWhereItWasStated(string statements, LicenceBasis basis)
    {
        var licence = (await OneAsync(statements)).Dataset!.Licence!;
        Assert.Equal(("CC-BY-4.0", basis), (licence.Id, licence.Basis));
    }

    [Fact]
    public async Task Licence_OfFilesThatDisagree_IsNotTheDatasets()
    {
        var result = await OneAsync("dcat:distribution [ dcat:accessURL <https://e/a> ; dct:license <http://creativecommons.org/licenses/by/4.0/> ], [ dcat:accessURL <https://e/b> ; dct:license <http://creativecommons.org/publicdomain/zero/1.0/> ]");
        Assert.Null(result.Dataset!.Licence);
        Assert.Contains(result.Problems, problem => problem.Code == "no-licence");
    }

    [Theory]
    [InlineData("[ dcat:startDate \"2020-01-01\"^^xsd:date ; dcat:endDate \"2020-12-31\"^^xsd:date ]", "2020-01-01", "2020-12-31")]
    [InlineData("[ schema:startDate \"2020-01-01\" ; schema:endDate \"2020-12-31\" ]", "2020-01-01", "2020-12-31")]
    [InlineData("[ <https://schema.org/startDate> \"2020-01-01\" ]", "2020-01-01", null)]
    [InlineData("[ time:hasBeginning [ time:inXSDDate \"2020-01-01\"^^xsd:date ] ; time:hasEnd [ time:inXSDDate \"2020-12-31\"^^xsd:date ] ]", "2020-01-01", "2020-12-31")]
    [InlineData("[ time:hasBeginning [ time:inXSDDateTimeStamp \"2020-01-01T00:00:00+09:00\" ] ; time:hasEnd [ time:inXSDDateTime \"2020-12-31T00:00:00\" ] ]", "2020-01-01", "2020-12-31")]
    [InlineData("[ time:hasBeginning [ time:inXSDgYear \"2020\"^^xsd:gYear ] ; time:hasEnd [ time:inXSDgYearMonth \"2021-03\"^^xsd:gYearMonth ] ]", "2020-01-01", "2021-03-31")]
    [InlineData("\"2020-01-01/2020-12-31\"", "2020-01-01", "2020-12-31")]
    [InlineData("\"令和2年度\"", "2020-04-01", "2021-03-31")]
    [InlineData("[ rdfs:label \"令和2年度\" ]", "2020-04-01", "2021-03-31")]
    public async Task Period(string value, string? start, string? end) => Assert.Equal(new PeriodOfTime(start, end), (await OneAsync($"dct:temporal {value}")).Dataset!.Temporal);

    [Theory]
    [InlineData("\"渋谷区\"", "131130", "渋谷区", null)]
    [InlineData("[ skos:prefLabel \"渋谷区\"@ja ]", "131130", "渋谷区", null)]
    [InlineData("[ skos:prefLabel \"港区\"@ja ]", null, "港区", null)]   // of which city, the record does not say
    [InlineData("[ rdfs:label \"お台場\" ]", null, "お台場", null)]
    [InlineData("\"139.7,35.6,139.8,35.7\"", null, null, "139.7 35.6 139.8 35.7")]
    [InlineData("[ dcat:bbox \"POLYGON((139.7 35.6, 139.8 35.6, 139.8 35.7, 139.7 35.7, 139.7 35.6))\"^^gsp:wktLiteral ]", null, null, "139.7 35.6 139.8 35.7")]
    [InlineData("[ dcat:centroid \"POINT(139.7 35.6)\"^^gsp:wktLiteral ]", null, null, "139.7 35.6 139.7 35.6")]
    [InlineData("[ locn:geometry [ gsp:asWKT \"POINT(139.7 35.6)\"^^gsp:wktLiteral ] ]", null, null, "139.7 35.6 139.7 35.6")]
    [InlineData("[ locn:geometry \"{\\\"type\\\":\\\"Point\\\",\\\"coordinates\\\":[139.7,35.6]}\" ]", null, null, "geometry")]
    [InlineData("\"{\\\"type\\\":\\\"Point\\\",\\\"coordinates\\\":[139.7,35.6]}\"", null, null, "geometry")]
    public async Task Place(string value, string? code, string? name, string? box)
    {
        var place = (await OneAsync($"dct:spatial {value}")).Dataset!.Spatial!;
        Assert.Equal((code, name, box), (place.Code, place.Name, place.Bbox is { } numbers ? string.Join(' ', numbers) : place.Geometry is null ? null : "geometry"));
    }

    [Fact]
    public async Task TextsInSeveralLanguages_AreAllKept()
    {
        var dataset = (await OneAsync("dct:title \"公園\"@ja, \"Parks\"@en-GB ; dct:description \"説明\"@ja ; dcat:keyword \"緑\"@ja, \"green\"@en ; dct:language \"ja\", <http://publications.europa.eu/resource/authority/language/ENG>", title: "")).Dataset!;
        Assert.Equal(("公園", "Parks", "説明", "緑", "green"), (dataset.Title["ja"], dataset.Title["en-GB"], dataset.Description!["ja"], dataset.Keywords!["ja"][0], dataset.Keywords["en"][0]));
        Assert.Equal(["en", "ja"], dataset.Language.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("dct:format \"CSV\"", "CSV")]
    [InlineData("dct:format [ rdf:value \"application/pdf\" ; a dct:IMT ]", "PDF")]
    [InlineData("dct:format [ rdfs:label \"CSV\" ; a dct:MediaTypeOrExtent ]", "CSV")]
    [InlineData("dct:format <http://publications.europa.eu/resource/authority/file-type/XLSX>", "XLSX")]
    [InlineData("dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv>", "CSV")]
    [InlineData("dcat:mediaType \"text/csv\"", "CSV")]
    public async Task Format(string statement, string format) =>
        Assert.Equal(format, Assert.Single((await OneAsync($"dcat:distribution [ dcat:accessURL <https://e/a> ; {statement} ]")).Dataset!.Distributions).Format);

    [Theory]
    [InlineData("dct:identifier \"a\" ; adms:identifier [ skos:notation \"b\" ]", "a b")]
    [InlineData("adms:identifier \"b\"", "b")]
    public async Task Identifiers(string statements, string identifiers) => Assert.Equal(identifiers, string.Join(' ', (await OneAsync(statements)).Dataset!.Identifiers));

    private static async Task<MappingResult> OneAsync(string statements, string title = "dct:title \"題\" ;")
    {
        var harvest = await Catalogs.TurtleAsync($"{Prefixes} ex:1 a dcat:Dataset ; {title} {statements} .");
        return MappingFixture.Mapper.Map(Assert.Single(harvest.Records), MappingFixture.Source(RecordKind.Dcat));
    }
}

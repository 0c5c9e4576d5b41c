using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Mapping;

/// <summary>What belongs together stays together: the parts of one contact, one period, one place.</summary>
public sealed class MapperPartiesTests
{
    [Theory]
    [InlineData(""" "maintainer":"A","author":"B","author_email":"b@e.jp" """, "A", null, null)]
    [InlineData(""" "maintainer":"","author":"B","author_email":"b@e.jp" """, "B", "b@e.jp", null)]
    [InlineData(""" "maintainer_email":"a@e.jp","author":"B" """, null, "a@e.jp", null)]
    [InlineData(""" "contact":[{"name":"A"},{"name":"B","email":"b@e.jp"}] """, "A", null, "several-values")]
    [InlineData(""" "contact":[{"name":"A","email":"a@e.jp"},{"name":"A"}] """, "A", "a@e.jp", null)]
    [InlineData(""" "extras":[{"key":"contact-name","value":"C"},{"key":"contact-email","value":"c@e.jp"}] """, "C", "c@e.jp", null)]
    [InlineData(""" "maintainer":"A","extras":[{"key":"contact-email","value":"c@e.jp"}] """, null, "c@e.jp", null)] // a contact is nearer than a maintainer (ckanext-dcat, mapping of dcat:contactPoint)
    [InlineData(""" "extras":[{"key":"dcat_publisher_email","value":"p@e.jp"}] """, null, "p@e.jp", null)]
    [InlineData(""" "maintainer":"{\"email\":\"g@e.ch\",\"given_name\":\"Giovanni\",\"name\":\"Bortolami\"}" """, "Giovanni Bortolami", "g@e.ch", null)]
    [InlineData(""" "author":"[{\"name\":\"A\",\"email\":\"a@e.ch\"},{\"name\":\"B\"}]" """, "A", "a@e.ch", "several-values")]
    [InlineData(""" "maintainer":"{\"x\":1}" """, null, null, "unreadable-contact")]
    [InlineData(""" "maintainer":"{broken" """, null, null, "unreadable-contact")]
    public void Map_CkanContact_IsOneParty(string members, string? name, string? email, string? code)
    {
        var dataset = Ckan(members);
        Assert.Equal((name, email), (dataset.ContactPoint?.Name, dataset.ContactPoint?.Email));
        Assert.Equal(code, dataset.Problems.SingleOrDefault(problem => problem.Field?.StartsWith("contactPoint", StringComparison.Ordinal) == true)?.Code);
    }

    [Theory] // a body is told of its own records only
    [InlineData("""{"title":"","organization":{"name":"t131032"}}""", "131032")]
    [InlineData("""{"title":"","organization":{"name":"nobody"}}""", null)]
    [InlineData("[]", null)]
    public void Map_RefusedRecord_SaysWhoseItIs(string record, string? code)
    {
        var result = MappingFixture.Map(RecordKind.Ckan, record);
        Assert.Equal((null, code), (result.Dataset, result.RefusedOf));
    }

    [Fact]
    public void Map_CkanContactWithAPhoneInTheExtras_HasIt() =>
        Assert.Equal(new ContactPoint { Name = "A", Phone = "03-1" }, Ckan(""" "maintainer":"A","extras":[{"key":"電話番号","value":"03-1"}] """).ContactPoint);

    [Theory]
    [InlineData("""[{"vcard:fn":[{"@value":"A"}]},{"vcard:fn":[{"@value":"B"}],"vcard:hasEmail":[{"@id":"mailto:b@e.jp"}]}]""", "A", null, null, "several-values")]
    [InlineData("""[{"vcard:fn":[{"@language":"en","@value":"Desk"},{"@language":"ja","@value":"窓口"}]}]""", "窓口", null, null, "several-values")]
    [InlineData("""[{"vcard:fn":[{"@language":"de","@value":"Amt"},{"@value":"Desk"}]}]""", "Desk", null, null, "several-values")]
    [InlineData("""[{"vcard:hasTelephone":[{"@id":"tel:+81-3-0000"}]}]""", null, null, "+81-3-0000", null)]
    [InlineData("""[{"vcard:hasTelephone":[{"@value":"TEL:03-0000"}]}]""", null, null, "03-0000", null)]
    [InlineData("""[{"vcard:hasTelephone":[{"vcard:hasValue":[{"@id":"tel:03-0000"}]}]}]""", null, null, "03-0000", null)]
    public void Map_DcatContact_IsOneParty(string contacts, string? name, string? email, string? phone, string? code)
    {
        var dataset = Dcat($$""" "dcat:contactPoint":{{contacts}} """);
        Assert.Equal((name, email, phone), (dataset.ContactPoint?.Name, dataset.ContactPoint?.Email, dataset.ContactPoint?.Phone));
        Assert.Equal(code, dataset.Problems.SingleOrDefault(problem => problem.Field?.StartsWith("contactPoint", StringComparison.Ordinal) == true)?.Code);
    }

    [Fact]
    public void Map_NoDcatContact_HasThePublishersMailbox() =>
        Assert.Equal(new ContactPoint { Email = "p@e.jp" }, Dcat(""" "dct:publisher":[{"foaf:name":[{"@value":"港区"}],"foaf:mbox":[{"@id":"mailto:p@e.jp"}]}] """).ContactPoint);

    [Theory]
    [InlineData(""" "temporal_coverage":[{"start":"2001-01-01"},{"end":"2020-12-31"}] """, "2001-01-01", null, true)]
    [InlineData(""" "temporal_coverage":[{"start":"2001-01-01","end":"2002-01-01"}] """, "2001-01-01", "2002-01-01", false)]
    [InlineData(""" "extras":[{"key":"temporal_start","value":"2001"},{"key":"temporal_end","value":"2002"}] """, "2001-01-01", "2002-12-31", false)]
    public void Map_Period_IsOne(string members, string? start, string? end, bool several)
    {
        var dataset = Ckan(members);
        Assert.Equal(new PeriodOfTime(start, end), dataset.Temporal);
        Assert.Equal(several, dataset.Problems.Any(problem => problem is { Code: "several-values", Field: "temporal" }));
    }

    [Fact]
    public void Map_TwoDcatPeriods_AreNotOne()
    {
        var dataset = Dcat(""" "dct:temporal":[{"dcat:startDate":[{"@value":"2001-01-01"}]},{"dcat:endDate":[{"@value":"2020-12-31"}]}] """);
        Assert.Equal(new PeriodOfTime("2001-01-01", null), dataset.Temporal);
        Assert.Single(dataset.Problems, problem => problem is { Code: "several-values", Severity: Severity.Info, Field: "temporal" });
    }

    [Fact]
    public void Map_TextsOfOneLanguageOnly_AreTheJapaneseOnesAndTheOthersAreTold()
    {
        var dataset = Dcat(""" "dct:rights":[{"@language":"en","@value":"Free"},{"@language":"ja","@value":"自由"}],"dct:spatial":[{"skos:prefLabel":[{"@language":"en","@value":"Minato"},{"@language":"ja","@value":"港区"}]}] """);
        Assert.Equal(("自由", "港区"), (dataset.Rights, dataset.Spatial!.Name));
        Assert.Equal([("several-values", "Free"), ("several-values", "Minato")],
            dataset.Problems.Where(problem => problem.Field is "rights" or "spatial.name").Select(problem => (problem.Code, problem.Value)));
    }

    [Fact]
    public void Map_SecondAddresses_AreTold()
    {
        var dataset = Dcat(""" "dcat:landingPage":[{"@id":"https://e/1"},{"@id":"https://e/2"}],"dcat:distribution":[{"dcat:downloadURL":[{"@id":"https://e/a.csv"},{"@id":"https://e/b.csv"}]}] """);
        Assert.Equal(("https://e/1", "https://e/a.csv"), (dataset.LandingPage, dataset.Distributions[0].DownloadUrl));
        Assert.Equal(["distributions[0].downloadUrl", "landingPage"], dataset.Problems.Where(problem => problem.Code == "several-values").Select(problem => problem.Field));
    }

    [Fact]
    public void Map_SecondLicenceAndPublisher_AreToldOnce()
    {
        var dataset = Dcat(""" "dct:license":[{"@id":"http://creativecommons.org/licenses/by/4.0/"},{"@id":"https://e/terms"}],"dct:publisher":[{"@id":"https://e/o/1"},{"@id":"https://e/o/2"}] """);
        Assert.Equal([("licence.id", "https://e/terms"), ("publisher.organization", "https://e/o/2")],
            dataset.Problems.Where(problem => problem.Code == "several-values").Select(problem => (problem.Field, problem.Value)));
    }

    [Theory]
    [InlineData("""[{"@value":"139.66,35.64,139.72,35.69"}]""", null, "139.66 35.64 139.72 35.69", null)]
    [InlineData("""[{"@id":"http://publications.europa.eu/resource/authority/country/JPN"}]""", null, null, "unknown-place")]
    [InlineData("""[{"@id":"https://sws.geonames.org/1/"},{"@value":"港区"}]""", "港区", null, null)]
    [InlineData("""[{"dcat:bbox":[{"@type":"gsp:wktLiteral","@value":"POLYGON((139 35, 140 35, 140 36, 139 36, 139 35))"}]}]""", null, "139 35 140 36", null)]
    [InlineData("""[{"locn:geometry":[{"@type":"gsp:wktLiteral","@value":"<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT(139.5 35.5)"}]}]""", null, "139.5 35.5 139.5 35.5", null)]
    [InlineData("""[{"dcat:bbox":[{"@value":"ENVELOPE(139, 140, 36, 35)"}]}]""", null, "139 35 140 36", null)]
    [InlineData("""[{"locn:geometry":[{"@type":"gsp:gmlLiteral","@value":"<gml:Envelope/>"}]}]""", null, null, "unknown-geometry")]
    [InlineData("""[{"locn:geometry":[{"@value":"MULTIPOLYGON(((1 2)))"}]}]""", null, null, "unknown-geometry")]
    [InlineData("""[{"dcat:bbox":[{"@value":"POLYGON((139 335, 140 35, 139 335))"}]}]""", null, null, "invalid-bbox")]
    public void Map_Place_IsANameOrABoxOrTold(string spatial, string? name, string? box, string? code)
    {
        var dataset = Dcat($$""" "dct:spatial":{{spatial}} """);
        Assert.Equal((name, box), (dataset.Spatial?.Name, dataset.Spatial?.Bbox is { } numbers ? string.Join(' ', numbers) : null));
        Assert.Equal(code, dataset.Problems.SingleOrDefault(problem => problem.Field?.StartsWith("spatial", StringComparison.Ordinal) == true)?.Code);
    }

    private static Dataset Ckan(string members) => MappingFixture.Dataset(RecordKind.Ckan, $$"""{"title":"題",{{members}}}""");

    private static Dataset Dcat(string members) => MappingFixture.Dataset(RecordKind.Dcat, $$"""{"dct:title":[{"@value":"題"}],{{members}}}""");
}

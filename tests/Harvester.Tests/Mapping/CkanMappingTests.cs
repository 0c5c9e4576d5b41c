using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Mapping;

/// <summary>The forms in which CKANs, DKANs and their extensions give the same field.</summary>
public sealed class CkanMappingTests
{
    private static Dataset Map(string members) => MappingFixture.Dataset(RecordKind.Ckan, $$"""{"title":"t","license_id":"CC0-1.0","organization":{"name":"t131032"},{{members}}}""");

    /// <summary>Each of ckanext-dcat's fields: as a member (scheming), as an extra in a list, in a dictionary.</summary>
    [Theory]
    [InlineData("issued", "2024-05-01", "issued=2024-05-01")]
    [InlineData("dcat_issued", "2012-05-10", "issued=2012-05-10")]
    [InlineData("modified", "2024-05-05", "modified=2024-05-05")]
    [InlineData("dcat_modified", "2012-05-10T21:04", "modified=2012-05-10T21:04+09:00")]
    [InlineData("frequency", "http://publications.europa.eu/resource/authority/frequency/MONTHLY", "frequency=MONTHLY")]
    [InlineData("更新頻度", "月次", "frequency=MONTHLY")]
    [InlineData("language", "[\"ja\", \"en\"]", "language=ja,en")]
    [InlineData("access_rights", "PUBLIC", "access=PUBLIC")]
    [InlineData("identifier", "d-1", "identifiers=d-1")]
    [InlineData("alternate_identifier", "[\"d-2\", \"d-3\"]", "identifiers=d-2,d-3")]
    [InlineData("guid", "g-1", "identifiers=g-1")]
    [InlineData("uri", "https://e.example/d/1", "identifiers=https://e.example/d/1")]
    [InlineData("contact_name", "窓口", "contact=窓口")]
    [InlineData("contact_email", "a@example.jp", "email=a@example.jp")]
    [InlineData("temporal_start", "2020-04-01", "from=2020-04-01")]
    [InlineData("temporal_end", "2021-03-31", "to=2021-03-31")]
    [InlineData("spatial_text", "港区", "place=港区")]
    [InlineData("spatial", "{\"type\":\"Point\",\"coordinates\":[139.7,35.6]}", "geometry=Point")]
    [InlineData("spatial_bbox", "{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,4],[5,6],[1,2]]]}", "geometry=Polygon")]
    [InlineData("theme", "[\"http://publications.europa.eu/resource/authority/data-theme/ENVI\"]", "themes=http://publications.europa.eu/resource/authority/data-theme/ENVI")]
    [InlineData("rights", "自由", "rights=自由")]
    public void Field_IsReadWhereverItStands(string key, string value, string expected)
    {
        var text = JsonSerializer.Serialize(value);
        string[] forms = [$"\"{key}\":{text}", $$"""
            "extras":[{"key":"x","value":"y"},{"key":"{{key}}","value":{{text}}}]
            """, $$"""
            "extras":{"{{key}}":{{text}}}
            """];
        foreach (var form in forms)
        {
            var d = Map(form);
            Assert.Contains(expected, (string[])
            [
                $"issued={d.Issued}", $"modified={d.Modified}", $"frequency={d.Frequency}", $"language={string.Join(',', d.Language)}", $"access={d.AccessRights}",
                $"identifiers={string.Join(',', d.Identifiers)}", $"contact={d.ContactPoint?.Name}", $"email={d.ContactPoint?.Email}", $"from={d.Temporal?.Start}", $"to={d.Temporal?.End}",
                $"place={d.Spatial?.Name}", $"geometry={d.Spatial?.Geometry?.GetProperty("type").GetString()}", $"themes={string.Join(',', d.Themes.Select(t => t.Iri))}", $"rights={d.Rights}",
            ]);
        }
    }

    [Fact]
    public void ContactOfTheExtension_GoesBeforeMaintainer_AndTheyAreNotMixed()
    {
        var contact = Map(""" "maintainer":"保守","maintainer_email":"m@example.jp","extras":[{"key":"contact_name","value":"窓口"}] """).ContactPoint!;
        Assert.Equal(("窓口", null), (contact.Name, contact.Email));
    }

    [Theory]
    [InlineData("""{"ja":"港区の図書館","en":"Libraries"}""")]
    [InlineData("\"{\\\"ja\\\": \\\"港区の図書館\\\", \\\"en\\\": \\\"Libraries\\\"}\"")]
    public void TranslatedTitle_IsReadAsADictionaryOrAsItsText(string translated)
    {
        var dataset = MappingFixture.Dataset(RecordKind.Ckan, $$"""{"title":"x","title_translated":{{translated}},"tags_translated":{"ja":["本"],"en":["book"]} }""");
        Assert.Equal(("港区の図書館", "Libraries"), (dataset.Title["ja"], dataset.Title["en"]));
        Assert.Equal(["book"], dataset.Keywords!["en"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{not json")]
    [InlineData("""{\"a\": 1}""")]
    [InlineData("""{\"title\": \"x\"}""")]
    public void TextThatOnlyBeginsLikeADictionary_StaysAText(string title) =>
        Assert.Equal(title.Replace("\\", "", StringComparison.Ordinal), MappingFixture.Dataset(RecordKind.Ckan, $$"""{"title":"{{title}}"}""").Title.Values.Single());

    /// <summary>Every field as text, number, boolean, null, list, object: no shape makes the mapper throw, and a title always stays.</summary>
    [Fact]
    public void AnyShapeOfAnyField_IsMappedOrTold()
    {
        using var full = MappingFixture.SharedJson("real/ckan/ckan_full_dataset_dcat_ap.json");
        var package = new JsonObject();
        foreach (var member in full.RootElement.EnumerateObject())
            package[member.Name] = JsonNode.Parse(member.Value.GetRawText()); // one comes twice
        string[] shapes = ["null", "\"\"", "\"x\"", "12", "1.5", "true", "[]", "[null]", "[1,\"a\",{}]", "{}", "{\"ja\":\"x\"}", "{\"name\":null}", "[[{\"key\":1}]]"];
        var members = package.Select(member => member.Key).Where(key => key is not "title").Concat(["extras", "organization", "groups", "author", "license_id", "metadata_modified"]).ToArray();
        Gen.Select(Gen.Int[0, members.Length - 1], Gen.Int[0, shapes.Length - 1]).Array[1, 4].Sample(changes =>
        {
            var changed = package.DeepClone().AsObject();
            foreach (var (member, shape) in changes)
                changed[members[member]] = JsonNode.Parse(shapes[shape]);
            var result = MappingFixture.Map(RecordKind.Ckan, changed.ToJsonString());
            Assert.Equal("Test DCAT dataset", result.Dataset!.Title.Best());
        }, iter: 500);
    }

    [Theory]
    [InlineData("null", 0)]
    [InlineData("\"防災\"", 1)]
    [InlineData("\"防災,避難\"", 1)]
    [InlineData("[\"防災\",\"避難\"]", 2)]
    [InlineData("""[{"name":"防災","display_name":"防災"},{"name":"避難","display_name":"避難"}]""", 2)]
    [InlineData("""[{"id":"5","vocabulary_id":"2","name":"防災"}]""", 1)]
    public void Tags_InEveryForm(string tags, int count) =>
        Assert.Equal(count, Map($"\"tags\":{tags}").Keywords?.Values.Single().Count ?? 0);

    [Fact]
    public void HarvestedRecord_KeepsWhereItCameFrom()
    {
        var dataset = Map(""" "extras":[{"key":"harvest_source_title","value":"東京都"},{"key":"harvest_source_id","value":"9"},{"key":"harvest_object_id","value":"8"},{"key":"guid","value":"https://e.example/1"}] """);
        Assert.Contains(dataset.Problems, p => p is { Code: "harvested-elsewhere", Severity: Severity.Info, Value: "東京都" });
        Assert.Equal(["https://e.example/1"], dataset.Identifiers);
    }

    [Fact]
    public void LegacyRecord_HasWhatItsExtrasSay()
    {
        var dataset = MappingFixture.Map(RecordKind.Ckan, File.ReadAllBytes(MappingFixture.Shared("real/ckan/full_ckan_dataset_legacy.json"))).Dataset!;
        Assert.Equal(("2012-05-10", "2012-05-10T21:04+09:00", ModifiedBasis.Stated), (dataset.Issued, dataset.Modified, dataset.ModifiedBasis));
        Assert.Equal(new PeriodOfTime("1982-01-01", "1986-12-31"), dataset.Temporal);
        Assert.Equal("Polygon", dataset.Spatial!.Geometry!.Value.GetProperty("type").GetString());
        Assert.Equal(["en", "es", "ca"], dataset.Language);
        Assert.Contains("9df8df51-63db-37a8-e044-0003ba9b0d98", dataset.Identifiers);
        Assert.Contains(dataset.Problems, p => p is { Code: "harvested-elsewhere", Value: "Data.gov.uk" });
        Assert.Equal("enquiries@bgs.ac.uk", dataset.ContactPoint!.Email);
    }

    [Fact]
    public void PlainRecord_HasWhatItSays()
    {
        using var json = MappingFixture.SharedJson("real/ckan/ckan_dataset.json");
        var dataset = MappingFixture.Dataset(RecordKind.Ckan, json.RootElement.GetRawText());
        Assert.Equal(json.RootElement.GetProperty("title").GetString(), dataset.Title.Best());
        Assert.Equal(json.RootElement.GetProperty("resources").GetArrayLength(), dataset.Distributions.Count);
    }

    [Theory]
    [InlineData("Tue, 05/04/2021 - 13:20", "2021-05-04T13:20+09:00")]
    [InlineData("Tue, 04/05/2021 - 13:20", "2021-05-04T13:20+09:00")] // day first: 5 April 2021 was a Monday
    [InlineData("Date changed\tTue, 05/04/2021 - 13:20", "2021-05-04T13:20+09:00")]
    [InlineData("Tue, 05/04/2021 - 13:20 (changed)", "2021-05-04T13:20+09:00")]
    [InlineData("Sat, 02/29/2020 - 23:59", "2020-02-29T23:59+09:00")]
    [InlineData("Sun, 02/02/2020 - 00:00", "2020-02-02T00:00+09:00")]
    [InlineData("Wed, 05/04/2021 - 13:20", "invalid-date")]
    [InlineData("Tue, 13/13/2021 - 13:20", "invalid-date")]
    [InlineData("Tue, 05/04/2021 - 25:20", "invalid-date")]
    [InlineData("Wed, 01/08/2020 - 10:00", "2020-01-08T10:00+09:00")]
    [InlineData("Fri, 01/10/2020 - 10:00", "2020-01-10T10:00+09:00")]
    [InlineData("Fri, 05/09/2014 - 10:00", "vague-date")]
    public void DrupalDate_IsReadByItsWeekday(string text, string expected)
    {
        var reading = JapaneseDate.Read(text, DateZone.System);
        Assert.Equal(expected, reading.Value ?? reading.Code);
    }

    [Theory]
    [InlineData(8_000, 0)]
    [InlineData(0, 35_000)]
    public void ThousandsOfFilesOrTags_AreAllStored(int files, int tags)
    {
        var json = new StringBuilder("""{"title":"t","resources":[""")
            .AppendJoin(',', Enumerable.Range(0, files).Select(n => $$"""{"id":"r{{n}}","url":"https://e.example/{{n}}.csv","format":"CSV"}""")).Append("],\"tags\":[")
            .AppendJoin(',', Enumerable.Range(0, tags).Select(n => $$"""{"name":"札{{n}}"}""")).Append("]}");
        var dataset = MappingFixture.Dataset(RecordKind.Ckan, json.ToString());
        Assert.Equal((files, tags), (dataset.Distributions.Count, dataset.Keywords?.Values.Single().Count ?? 0));
    }

    [Fact]
    public void TitleOfTenMillionCharacters_IsCutAndTold()
    {
        var result = MappingFixture.Map(RecordKind.Ckan, $$"""{"title":"{{new string('題', 10_000_000)}}"}""");
        Assert.Equal(1001, result.Dataset!.Title.Best().Length);
        Assert.Contains(result.Problems, p => p is { Code: "title-too-long", Severity: Severity.Warning } && p.Detail.Contains("10000000", StringComparison.Ordinal));
    }
}

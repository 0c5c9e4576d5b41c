using System.Text;
using System.Text.Json;
using CsCheck;
using Harvester.Core.Mapping;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Mapping;

/// <summary>What a record says and no rule reads.</summary>
public sealed class UnmappedFieldsTests
{
    [Theory]
    [InlineData("""{"title":"a","note":"x"}""", "note")]
    [InlineData("""{"title":"a","empty":"","none":null,"list":[],"object":{},"blank":"  "}""", "")]
    [InlineData("""{"title":"a","no":false,"zero":0}""", "no zero")]
    [InlineData("""{"title":"a","resources":[{"digest":"1"},{"digest":"2","url":"http://e/a"}]}""", "resources[].digest")]
    [InlineData("""{"title":"a","extras":[{"key":"備考","value":"x"},{"key":"更新頻度","value":"毎月"},{"key":"空","value":""}]}""", "extras.備考")]
    [InlineData("""{"title":"a","extras":{"備考":"x","更新頻度":"毎月"}}""", "extras.備考")]
    [InlineData("""{"title":"a","extras":[{"value":"x","id":"1","key":"備考"}]}""", "extras.備考")]
    [InlineData("""{"title":"a","\u0074ype":"dataset","\u5099\u8003":"x"}""", "備考")]
    [InlineData("""{"title":"a","private":false,"num_tags":3,"organization":{"name":"t131032","image_url":"x"},"tags":[{"name":"b","id":"1"}]}""", "")]
    [InlineData("""{"title_translated":{"ja":"a","en":"b"},"version":"2"}""", "version")]
    [InlineData("""{"title":"a","contact":"港区"}""", "contact")]
    [InlineData("""{"title":"a","contact":{"name":"港区","role":"custodian"}}""", "contact.role")]
    public void Map_CkanRecord_NamesWhatNothingReads(string json, string unmapped) =>
        Assert.Equal(unmapped, string.Join(' ', MappingFixture.Map(RecordKind.Ckan, json).Unmapped.Select(field => field.Path)));

    [Theory]
    [InlineData("""{"dct:title":[{"@value":"a"}],"dct:conformsTo":[{"@id":"http://e/s"}]}""", "dct:conformsTo")]
    [InlineData("""{"dct:title":[{"@value":"a","@language":"ja"}],"@id":"http://e/1","@type":["dcat:Dataset"],"@catalog":{"dct:title":"x"}}""", "")]
    [InlineData("""{"dct:title":"a","dct:publisher":{"@id":"http://e/p","foaf:name":"港区","foaf:homepage":{"@id":"http://e/"}}}""", "dct:publisher.foaf:homepage")]
    public void Map_DcatRecord_NamesWhatNothingReads(string json, string unmapped) =>
        Assert.Equal(unmapped, string.Join(' ', MappingFixture.Map(RecordKind.Dcat, json).Unmapped.Select(field => field.Path)));

    [Fact]
    public void Map_ListRecord_NamesColumns() =>
        Assert.Equal(["rows[].備考"], MappingFixture.Map(RecordKind.List, """{"rows":[{"データ名称":"a","備考":"x"}],"files":[],"page":null}""").Unmapped.Select(field => field.Path));

    [Fact]
    public void Map_ListRecord_NamesEachColumnOnce_AndNoneThatARuleReadsOfTheFile()
    {
        const string Json = """{"rows":[{"データ名称":"a","形式":"CSV","備考":"x","独自":"y"}],"files":[{"形式":"CSV","備考":"x","独自":"y","downloadUrl":"http://e/a.csv"}],"page":null}""";
        Assert.Equal(["rows[].備考", "rows[].独自"], MappingFixture.Map(RecordKind.List, Json).Unmapped.Select(field => field.Path));

        var source = MappingFixture.Source(RecordKind.List) with { Fields = new Dictionary<string, FieldRule> { ["distributions.rights"] = new() { From = ["独自"] } } };
        Assert.Equal(["rows[].備考"], MappingFixture.Map(RecordKind.List, Json, source).Unmapped.Select(field => field.Path));
    }

    [Fact]
    public void Map_PackageOfTheTokyoCatalogue_LeavesNothing() =>
        Assert.Empty(MappingFixture.Map(RecordKind.Ckan, File.ReadAllText(MappingFixture.Shared("real/ckan/tokyo_package_minato.json"))).Unmapped);

    [Fact]
    public void Map_LegacyRecord_ReadsBoxSidesAndResponsibleParty()
    {
        var result = MappingFixture.Map(RecordKind.Ckan, """
            {"title":"a","extras":[{"key":"bbox-west-long","value":"138.9"},{"key":"bbox-south-lat","value":"35.5"},{"key":"bbox-east-long","value":"139.9"},{"key":"bbox-north-lat","value":"35.9"},
             {"key":"responsible-party","value":"[{\"name\": \"港区\", \"roles\": [\"custodian\"]}]"}],"resources":[{"url":"http://e/a.csv","language":"ja"}]}
            """);
        Assert.Equal([138.9, 35.5, 139.9, 35.9], result.Dataset!.Spatial!.Bbox);
        Assert.Equal(("港区", "ja"), (result.Dataset.ContactPoint!.Name, Assert.Single(result.Dataset.Language)));
        Assert.Empty(result.Unmapped);
    }

    [Fact]
    public void Map_RuleOfTheSourceItself_ReadsItsField()
    {
        var source = MappingFixture.Source(RecordKind.Ckan) with { Fields = new Dictionary<string, FieldRule> { ["rights"] = new() { From = ["extras.備考"] } } };
        const string Json = """{"title":"a","rights":"x","extras":[{"key":"備考","value":"y"}]}""";
        Assert.Equal(["rights"], MappingFixture.Map(RecordKind.Ckan, Json, source).Unmapped.Select(field => field.Path));
    }

    [Fact]
    public void Map_RefusedRecord_HasNone() => Assert.Empty(MappingFixture.Map(RecordKind.Ckan, """{"note":"x"}""").Unmapped);

    [Fact]
    public void Map_ManyNamesOverManyRecords_StayBounded()
    {
        var mapper = new Mapper(MappingFixture.Rules, TimeProvider.System);
        var source = MappingFixture.Source(RecordKind.Ckan);
        var found = Enumerable.Range(0, 3000).SelectMany(i => mapper.Map(
            new SourceRecord { Source = "test", RecordId = "r", Position = 1, Kind = RecordKind.Ckan, Payload = Encoding.UTF8.GetBytes($$"""{"title":"a","odd{{i}}":1}"""), RawHash = "" }, source).Unmapped).ToArray();
        Assert.Equal(3000, found.Length);
        Assert.Equal(1001, found.Select(field => field.Path).Distinct().Count());
    }

    [Theory]
    [InlineData("\"値\\n二行\"", "値 二行")]
    [InlineData("{\"a\": 1}", "{\"a\": 1}")]
    [InlineData("12", "12")]
    public void Example_IsOneLine(string json, string example) => Assert.Equal(example, new UnmappedField("x", Encoding.UTF8.GetBytes(json)).Example());

    [Fact]
    public void Example_OfAlongValue_IsCut() =>
        Assert.All(["長", "a", "𠮷"], c => Assert.InRange(new UnmappedField("x", JsonSerializer.SerializeToUtf8Bytes(string.Concat(Enumerable.Repeat(c, 5000)))).Example().Length, 198, 201));

    [Fact]
    public void Map_AnyRecord_NamesTheSameTwiceAndOnlyWhatIsThere()
    {
        var value = Gen.OneOf("1", "\"x\"", "\"\"", "null", "[]", "{}", "[{\"key\":\"a\",\"value\":1}]", "[[1]]", "{\"@value\":1}", "{\"@id\":\"x\"}", "{\"name\":{\"name\":1}}", "[\"x\",{\"title\":2}]");
        var name = Gen.OneOf("contact", "tags", "groups", "resources", "extras", "publisher", "organization", "spatial_coverage", "odd", "@id", "@value", "ja", "temporal_coverage");
        Gen.Select(name, value).Array[0, 8].Sample(members =>
        {
            var json = $"{{\"title\":\"a\"{string.Concat(members.Select(one => $",\"{one.Item1}\":{one.Item2}"))}}}";
            foreach (var kind in new[] { RecordKind.Ckan, RecordKind.Html })
            {
                var once = MappingFixture.Map(kind, json).Unmapped;
                Assert.Equal(once.Select(field => field.Path), MappingFixture.Map(kind, json).Unmapped.Select(field => field.Path));
                Assert.All(once, field => Assert.Contains(Encoding.UTF8.GetString(field.Json.Span), json));
            }
        }, iter: 500);
    }
}

using System.Text;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Mapping;

public sealed class MapperRulesTests
{
    [Theory]
    [InlineData("""{"name":"t131032d1"}""", "missing-title")]
    [InlineData("""{"name":"t131032d1","title":"  "}""", "missing-title")]
    [InlineData("""{"name":"t131032d1","title":null,"title_translated":{"ja":""}}""", "missing-title")]
    [InlineData("[]", "unreadable-payload")]
    [InlineData("{", "unreadable-payload")]
    public void Map_NothingToShow_IsRefusedAndTold(string json, string code)
    {
        var result = MappingFixture.Map(RecordKind.Ckan, json);
        Assert.Null(result.Dataset);
        var problem = Assert.Single(result.Problems);
        Assert.Equal((code, Severity.Error, Whose.Record), (problem.Code, problem.Severity, problem.Whose));
    }

    [Theory]
    [InlineData("""{"name":"t131032","title":"港区"}""", "131032", null)]
    [InlineData("""{"name":"t000054","title":"東京都福祉局"}""", "130001", "東京都福祉局")]
    [InlineData("""{"name":"131105","title":"目黒区"}""", "131105", null)]
    [InlineData("""{"name":"x","title":"港区"}""", "131032", null)]
    [InlineData("""{"name":"minato","title":"Minato"}""", "131032", null)]
    [InlineData("""{"name":"minatoku","title":"区役所"}""", "131032", "区役所")]
    [InlineData("""{"name":"toshima","title":"Toshima"}""", null, null)]
    [InlineData("""{"name":"t271004","title":"大阪市"}""", null, null)]
    [InlineData("null", null, null)]
    public void Map_Organisation_LeadsToItsBodyOrToAProblem(string organization, string? code, string? unit)
    {
        var result = MappingFixture.Map(RecordKind.Ckan, $$"""{"title":"t","organization":{{organization}},"license_id":"CC0"}""");
        Assert.Equal((code, unit), (result.Dataset!.Publisher.Code, result.Dataset.Publisher.Unit));
        Assert.Equal(code is null ? "unknown-publisher" : "", result.Codes());
    }

    [Fact]
    public void Map_UnknownOrganisationInASourceOfOneBody_IsAUnitOfIt()
    {
        var source = MappingFixture.Source(RecordKind.Ckan, shared: false) with { PublisherCode = "131032" };
        var publisher = MappingFixture.Dataset(RecordKind.Ckan, """{"title":"t","organization":{"name":"kikaku","title":"企画課"}}""", source).Publisher;
        Assert.Equal(("131032", "企画課", "kikaku"), (publisher.Code, publisher.Unit, publisher.Organization));
    }

    [Theory]
    [InlineData("CC BY 4.0", "CC-BY 4.0", "CC-BY-4.0")]
    [InlineData("CC BY 4.0", "CC0", null)]
    [InlineData("CC BY 4.0", "", null)]
    public void Map_LicenceOnFilesOnly_IsTakenWhenAllAgree(string first, string second, string? expected)
    {
        var dataset = MappingFixture.Dataset(RecordKind.Ckan, $$"""{"title":"t","resources":[{"url":"https://e/a.csv","license":"{{first}}"},{"url":"https://e/b.csv","license":"{{second}}"}]}""");
        Assert.Equal(expected, dataset.Licence?.Id);
        Assert.Equal(expected is null, dataset.Problems.Any(problem => problem.Code == "no-licence"));
    }

    [Fact]
    public void Map_UnknownLicence_IsKeptFlaggedAndNotReplacedByTheSites()
    {
        var source = MappingFixture.Source(RecordKind.Ckan) with { Licence = new SiteLicence("CC-BY-4.0", null) };
        var dataset = MappingFixture.Dataset(RecordKind.Ckan, """{"title":"t","license_title":"自由"}""", source);
        Assert.Equal((null, null, "自由", LicenceBasis.Record), (dataset.Licence!.Id, dataset.Licence.Open, dataset.Licence.Original, dataset.Licence.Basis));
        Assert.Contains(dataset.Problems, problem => problem is { Code: "unknown-licence", Value: "自由" });
    }

    [Fact]
    public void Map_BlankLicence_StaysBlankAndItsFilesHaveNoStars()
    {
        var dataset = MappingFixture.Dataset(RecordKind.Ckan, """{"title":"t","license_id":"notspecified","resources":[{"url":"https://e/a.csv","format":"CSV"}]}""");
        Assert.Equal((null, "notspecified"), (dataset.Licence!.Id, dataset.Licence.Original));
        Assert.Equal(0, dataset.Distributions[0].Openness);
    }

    [Theory]
    [InlineData("javascript:alert(1)", "refused-url", null)]
    [InlineData("/files/a.csv", "relative-url", "/files/a.csv")]
    [InlineData("https://e/避難所 一覧.csv", "", "https://e/%E9%81%BF%E9%9B%A3%E6%89%80%20%E4%B8%80%E8%A6%A7.csv")]
    public void Map_Address_IsRefusedKeptOrEncodedWithTheRawOneInTheProblem(string url, string code, string? expected)
    {
        var dataset = MappingFixture.Dataset(RecordKind.Ckan, $$"""{"title":"t","license_id":"CC0","organization":{"name":"t131032"},"url":"{{url}}"}""");
        Assert.Equal(expected, dataset.LandingPage);
        Assert.Equal(code.Length == 0 ? [] : [(code, "landingPage", url)], dataset.Problems.Select(problem => (problem.Code, problem.Field, problem.Value)));
    }

    [Fact]
    public void Map_HtmlInDescriptions_IsPlainText()
    {
        var dataset = MappingFixture.Dataset(RecordKind.Ckan, """{"title":"t","notes":"<b>一覧</b><script>alert(1)</script>","resources":[{"url":"https://e/a.csv","description":"<p>甲 &amp; 乙</p>"},{"url":"https://e/b.csv","description":"<br>"}]}""");
        Assert.Equal(("一覧", "甲 & 乙"), (dataset.Description!["ja"], dataset.Distributions[0].Description!["ja"]));
        Assert.Null(dataset.Distributions[1].Description);
    }

    [Theory]
    [InlineData("令和5年度", "period-as-date")]
    [InlineData("令和6年2月30日", "invalid-date")]
    [InlineData("4月頃", "vague-date")]
    public void Map_UnusableDate_IsEmptyWithTheRawTextInTheProblem(string text, string code)
    {
        var dataset = MappingFixture.Dataset(RecordKind.Html, $$"""{"title":"t","modified":"{{text}}"}""");
        Assert.Null(dataset.Modified);
        Assert.Contains(dataset.Problems, problem => problem.Code == code && problem.Value == text && problem.Field == "modified");
    }

    [Fact]
    public void Map_DateAhead_IsKeptWithAWarning() =>
        Assert.Contains(MappingFixture.Dataset(RecordKind.Html, """{"title":"t","modified":"2027-01-01"}""").Problems, problem => problem is { Code: "future-date", Severity: Severity.Warning });

    [Fact]
    public void Map_NoFileDates_TakesTheRecordsStamp()
    {
        var dataset = MappingFixture.Dataset(RecordKind.Ckan, """{"title":"t","metadata_modified":"2026-01-02T03:04:05","resources":[{"url":"https://e/a"}]}""");
        Assert.Equal(("2026-01-02T03:04:05Z", ModifiedBasis.Record), (dataset.Modified, dataset.ModifiedBasis));
    }

    [Fact]
    public void Map_NewestFile_IsComparedAcrossZones()
    {
        var dataset = MappingFixture.Dataset(RecordKind.Ckan, """{"title":"t","resources":[{"url":"https://e/a","modified":"2026-01-02"},{"url":"https://e/b","last_modified":"2026-01-01T14:59:00"}]}""");
        Assert.Equal("2026-01-02", dataset.Modified);
    }

    [Theory]
    [InlineData("""{"title":"t","tags":["a","b"]}""", "a b")]
    [InlineData("""{"title":"t","tags":[{"name":"a"},{"display_name":"b"}]}""", "b")]
    [InlineData("""{"title":"t","tags":null}""", "")]
    [InlineData("""{"title":"t","tags":{}}""", "")]
    public void Map_TagsOfAnyShape_AreKeywordsOrNone(string json, string expected) =>
        Assert.Equal(expected, string.Join(' ', MappingFixture.Dataset(RecordKind.Ckan, json).Keywords?["und"] ?? []));

    [Fact]
    public void Map_ThirtyFiveThousandKeywordsAndEightThousandBrokenFiles_AreBoundedInProblems()
    {
        var json = new StringBuilder("""{"title":"t","tags":[""").AppendJoin(',', Enumerable.Range(0, 35_000).Select(i => $"\"k{i}\""))
            .Append("],\"resources\":[").AppendJoin(',', Enumerable.Range(0, 8_000).Select(i => $$"""{"id":"{{i}}","url":"javascript:{{i}}"}""")).Append("]}");
        var result = MappingFixture.Map(RecordKind.Ckan, json.ToString());
        Assert.Equal((35_000, 8_000), (result.Dataset!.Keywords!["und"].Count, result.Dataset.Distributions.Count));
        Assert.InRange(result.Problems.Count, 1, 101);
        Assert.Equal("more-problems", result.Problems[^1].Code);
    }

    [Fact]
    public void Map_LoneSurrogateAndControlCharacter_AreRemovedAndTold()
    {
        var result = MappingFixture.Map(RecordKind.Ckan, """{"title":"a\ud800b\u0001c","\udfff":1,"notes":"😀 \ud83d\ude00"}""");
        Assert.Equal("abc", result.Dataset!.Title["und"]);
        Assert.Equal("😀 😀", result.Dataset.Description!["und"]);
        Assert.Contains("invalid-characters", result.Codes(), StringComparison.Ordinal);
        Assert.Contains("control-characters", result.Codes(), StringComparison.Ordinal);
    }

    [Fact]
    public void Map_BytesThatAreNoUtf8_AreReplacedAndTold()
    {
        var result = MappingFixture.Map(RecordKind.Ckan, [.. "{\"title\":\"a"u8, 0x82, 0xA0, .. "\"}"u8]);
        Assert.StartsWith("a", result.Dataset!.Title["und"], StringComparison.Ordinal);
        Assert.Contains("invalid-characters", result.Codes(), StringComparison.Ordinal);
    }

    [Fact]
    public void Map_OwnRule_ReplacesOneField()
    {
        var source = MappingFixture.Source(RecordKind.Ckan) with
        {
            Fields = new Dictionary<string, FieldRule>
            {
                ["publisher.unit"] = new() { From = ["extras.部署名"] },
                ["licence"] = new() { From = [], Default = "CC0" },
                ["distributions.title"] = new() { From = ["<a.b>", "description"] },
            },
        };
        var dataset = MappingFixture.Dataset(RecordKind.Ckan, """{"title":"t","license_id":"CC-BY-4.0","license_url":"https://creativecommons.org/licenses/by/4.0/","extras":[{"key":"部署名","value":"総務課"}],"resources":[{"url":"https://e/a.csv","name":"n","a.b":"x"}]}""", source);
        Assert.Equal(("総務課", "CC0-1.0", "x"), (dataset.Publisher.Unit, dataset.Licence!.Id, dataset.Distributions[0].Title!["und"]));
    }

    [Fact]
    public void VersionFor_ChangesWithWhatChangesTheMapping()
    {
        var source = MappingFixture.Source(RecordKind.Ckan);
        var version = MappingFixture.Mapper.VersionFor(source);
        Assert.Equal(version, MappingFixture.Mapper.VersionFor(source with { Schedule = "weekly", Enabled = false }));
        Assert.NotEqual(version, MappingFixture.Mapper.VersionFor(source with { Shared = false }));
        Assert.NotEqual(version, MappingFixture.Mapper.VersionFor(source with { Licence = new SiteLicence("CC0-1.0", null) }));
        Assert.NotEqual(version, MappingFixture.Mapper.VersionFor(source with { PublisherCode = "131016" }));
        Assert.NotEqual(version, MappingFixture.Mapper.VersionFor(source with { Title = "別" }));
        Assert.NotEqual(version, MappingFixture.Mapper.VersionFor(source with { Fields = new Dictionary<string, FieldRule> { ["title"] = new() { From = ["name"] } } }));
        Assert.Equal(version, MappingFixture.Dataset(RecordKind.Ckan, """{"title":"t"}""", source).Provenance.MappingVersion);
    }

    [Fact]
    public void Map_ResourceMovedOrRenamed_KeepsItsId()
    {
        var before = MappingFixture.Dataset(RecordKind.Html, """{"title":"t","distributions":[{"downloadUrl":"https://e/a.csv","title":"A"},{"downloadUrl":"https://e/b.csv","title":"B"}]}""");
        var after = MappingFixture.Dataset(RecordKind.Html, """{"title":"t","distributions":[{"downloadUrl":"https://e/b.csv","title":"B"},{"downloadUrl":"https://e/a.csv","title":"新"}]}""");
        Assert.Equal(before.Distributions[0].Id, after.Distributions[1].Id);
        Assert.Equal(before.Distributions[1].Id, after.Distributions[0].Id);
    }

    [Theory]
    [InlineData("A", "A", 1)]
    [InlineData("A", "B", 2)]
    public void Map_OneAddressTwice_IsOneFileUnlessTheTitlesDiffer(string first, string second, int expected)
    {
        var dataset = MappingFixture.Dataset(RecordKind.Html, $$"""{"title":"t","distributions":[{"downloadUrl":"https://e/a.csv","title":"{{first}}"},{"downloadUrl":"https://e/a.csv","title":"{{second}}"}]}""");
        Assert.Equal(expected, dataset.Distributions.Select(one => one.Id).Distinct().Count());
        Assert.Equal(expected, dataset.Distributions.Count);
    }

    [Fact]
    public void Map_PageOrService_HasNoDownload()
    {
        var dataset = MappingFixture.Dataset(RecordKind.Ckan, """{"title":"t","resources":[{"url":"https://e/page","format":"HTML"},{"url":"https://e/api","format":"API"}]}""");
        Assert.All(dataset.Distributions, one => Assert.Equal((null, true), (one.DownloadUrl, one.AccessUrl is not null)));
    }
}

using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Mapping;

/// <summary>Nothing is said that the source did not say, and what it said is not lost.</summary>
public sealed class MapperStatedTests
{
    [Theory]
    [InlineData("""[{"license":"自由"}]""", "unknown-licence", "自由")]
    [InlineData("""[{"id":"1","license":"自由"},{"id":"2","license":"自由"}]""", "unknown-licence unknown-licence", "自由")]
    [InlineData("""[{"id":"1","license":"CC0"},{"id":"2","license":"CC BY 4.0"}]""", "no-licence", null)]
    [InlineData("""[{"license":"CC0"},{"id":"2"}]""", "no-licence", null)]
    public void Map_LicencesOfFiles_AreSaidToDifferOnlyWhenTheyDo(string files, string codes, string? original)
    {
        var dataset = Ckan($$""" "resources":{{files.Replace("{", "{\"url\":\"https://e/a.csv\",", StringComparison.Ordinal)}} """);
        Assert.Equal(original, dataset.Licence?.Original);
        Assert.Equal(codes, string.Join(' ', dataset.Problems.Where(problem => problem.Code.EndsWith("licence", StringComparison.Ordinal)).Select(problem => problem.Code)));
    }

    [Theory]
    [InlineData("""[{"id":"1","license":"CC0"},{"id":"2","license":"CC BY 4.0"}]""", "The record states no licence and its files state different ones.")]
    [InlineData("""[{"license":"CC0"},{"id":"2"}]""", "The record states no licence and only 1 of its 2 files does.")]
    [InlineData("""[{"id":"2"}]""", "Neither the record nor its files, catalogue or site state a licence.")]
    public void Map_NoLicence_SaysWhatIsTrue(string files, string detail) =>
        Assert.Contains(Ckan($$""" "resources":{{files.Replace("{", "{\"url\":\"https://e/a.csv\",", StringComparison.Ordinal)}} """).Problems, problem => problem.Code == "no-licence" && problem.Detail == detail);

    [Fact]
    public void Map_UnknownLicenceIri_IsAlsoItsAddress()
    {
        var dataset = Dcat(""" "dct:license":[{"@id":"https://e/terms"}],"dcat:distribution":[{"dcat:downloadURL":[{"@id":"https://e/a.csv"}],"dct:license":[{"@id":"https://e/terms2"}]}] """);
        Assert.Equal((null, "https://e/terms", "https://e/terms"), (dataset.Licence!.Id, dataset.Licence.Url, dataset.Licence.Original));
        Assert.Equal("https://e/terms2", dataset.Distributions[0].Licence!.Url);
    }

    [Theory]
    [InlineData("""{"created":"2024-01-01T00:00:00"}""", "2024-01-01T00:00:00Z")]
    [InlineData("""{"created":"2023-12-31T00:00:00"}""", null)]
    [InlineData("""{"last_modified":"2023-12-31T00:00:00"}""", null)]
    public void Map_StampOfTheRecord_IsItsIssueOnlyWhenNoFileIsOlder(string file, string? issued) =>
        Assert.Equal(issued, Ckan($$""" "metadata_created":"2024-01-01T00:00:00","resources":[{{file.Insert(1, "\"url\":\"https://e/a.csv\",")}}] """).Issued);

    [Fact]
    public void Map_StampLaterThanTheStatedChange_IsNoIssue() => Assert.Null(Ckan(""" "metadata_created":"2024-01-01T00:00:00","modified":"2023-01-01" """).Issued);

    [Theory]
    [InlineData("リンク", "https://e/a.csv", "https://e/a.csv")]
    [InlineData("HTML", "https://e/a.html", null)]
    [InlineData("API", "https://e/a.json", null)]
    public void Map_LinkToAFile_KeepsItsDownload(string format, string url, string? download) =>
        Assert.Equal(download, Ckan($$""" "resources":[{"url":"{{url}}","format":"{{format}}"}] """).Distributions[0].DownloadUrl);

    [Fact]
    public void Map_LabelAgainstFileName_IsANote() =>
        Assert.Single(Ckan(""" "resources":[{"url":"https://e/a.xlsx","format":"XLS"}] """).Problems, problem => problem is { Code: "format-mismatch", Severity: Severity.Info });

    [Theory]
    [InlineData("防災;避難、誘導;AED（自動体外式除細動器;設置）", "防災|避難、誘導|AED（自動体外式除細動器;設置）")]
    [InlineData("1,000人以上、公園（緑地、広場）、道", "1,000人以上|公園（緑地、広場）|道")]
    [InlineData("a, b", "a|b")]
    [InlineData("（閉じない、括弧", "（閉じない|括弧")]
    public void Map_ListOfKeywords_IsSplitByOneKindOfSeparatorOutsideBrackets(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', MappingFixture.Dataset(RecordKind.List, $$"""{"rows":[{"タイトル":"題","キーワード":"{{text}}"}]}""").Keywords!["ja"]));

    [Theory]
    [InlineData("Shelters", "All of them", "und")]
    [InlineData("Shelters", "港区の一覧", "ja")]
    [InlineData("AED設置箇所", "", "ja")]
    [InlineData("ﾄｲﾚ", "", "ja")]
    public void Map_CkanTextWithoutAJapaneseCharacter_IsNotCalledJapanese(string title, string notes, string tag)
    {
        var dataset = MappingFixture.Dataset(RecordKind.Ckan, $$"""{"title":"{{title}}","notes":"{{notes}}","tags":["k"]}""");
        Assert.Equal((tag, tag), (Assert.Single(dataset.Title.Keys), Assert.Single(dataset.Keywords!.Keys)));
    }

    [Fact]
    public void Map_CkanThemesOfOtherLists_AreGroups()
    {
        var dataset = Ckan(""" "groups":[{"title":"防災"}],"extras":[{"key":"theme","value":"[\"http://publications.europa.eu/resource/authority/data-theme/JUST\", \"https://e/theme/1\"]"}] """);
        Assert.Equal(["http://publications.europa.eu/resource/authority/data-theme/JUST"], dataset.Themes.Select(theme => theme.Iri));
        Assert.Equal(["防災", "https://e/theme/1"], dataset.Groups);
    }

    [Fact]
    public void Map_DcatFallbacks_AreTaken()
    {
        var dataset = Dcat(""" "foaf:homepage":[{"@id":"https://e/home"}],"http://purl.org/dc/elements/1.1/language":[{"@value":"ja"}],"dct:isPartOf":[{"@id":"https://e/series"}],"dct:creator":[{"foaf:name":[{"@value":"港区"}]}] """);
        Assert.Equal(("https://e/home", "https://e/series", null), (dataset.LandingPage, dataset.InSeries, dataset.Publisher.Code));
        Assert.Equal(["ja"], dataset.Language);
        Assert.Null(dataset.Publisher.Name);
    }

    private static Dataset Ckan(string members) => MappingFixture.Dataset(RecordKind.Ckan, $$"""{"title":"題",{{members}}}""");

    private static Dataset Dcat(string members) => MappingFixture.Dataset(RecordKind.Dcat, $$"""{"dct:title":[{"@value":"題"}],{{members}}}""");
}

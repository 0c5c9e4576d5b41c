using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Mapping;

/// <summary>Where a day number of a spreadsheet is one: in the columns of lists.</summary>
public sealed class MapperDatesTests
{
    [Fact]
    public void Map_FiveDigitsInAListColumn_AreADayNumber()
    {
        var dataset = MappingFixture.Dataset(RecordKind.List, """{"rows":[{"タイトル":"題","公開日":"45017","最終更新日":"44698"}],"files":[{"downloadUrl":"https://e/a.csv","ファイル_最終更新日":"45017"}]}""");
        Assert.Equal(("2023-04-01", "2022-05-17", "2023-04-01"), (dataset.Issued, dataset.Modified, dataset.Distributions[0].Modified));
        Assert.Contains(dataset.Problems, problem => problem is { Code: "spreadsheet-date", Severity: Severity.Info });
    }

    [Theory]
    [InlineData(RecordKind.Html, """{"title":"t","modified":"45017"}""")]
    [InlineData(RecordKind.Ckan, """{"title":"t","modified":"45017"}""")]
    [InlineData(RecordKind.Dcat, """{"dct:title":[{"@value":"t"}],"dct:modified":[{"@value":"45017"}]}""")]
    public void Map_FiveDigitsElsewhere_AreNoDate(RecordKind kind, string json)
    {
        var dataset = MappingFixture.Dataset(kind, json);
        Assert.Null(dataset.Modified);
        Assert.Contains(dataset.Problems, problem => problem is { Code: "unreadable-date", Value: "45017", Field: "modified" });
    }

    [Theory]
    [InlineData(RecordKind.List, null, "2023-04-01")]
    [InlineData(RecordKind.List, "dates", null)]
    [InlineData(RecordKind.Html, null, null)]
    [InlineData(RecordKind.Html, "dates-or-serials", "2023-04-01")]
    public void Map_OwnRule_ReadsAsItsVocabularySaysElseAsTheFieldItReplaces(RecordKind kind, string? vocabulary, string? expected)
    {
        var source = MappingFixture.Source(kind) with { Fields = new Dictionary<string, FieldRule> { ["modified"] = new() { From = ["x"], Vocabulary = vocabulary } } };
        Assert.Equal(expected, MappingFixture.Dataset(kind, """{"title":"t","rows":[{"タイトル":"題"}],"x":"45017"}""", source).Modified);
    }

    [Fact]
    public void Map_AnEmptyStamp_IsKeptWithAWarning()
    {
        var dataset = MappingFixture.Dataset(RecordKind.Ckan, """{"title":"t","modified":"1970-01-01T00:00:00"}""");
        Assert.Equal("1970-01-01T00:00:00+09:00", dataset.Modified);
        Assert.Contains(dataset.Problems, problem => problem is { Code: "placeholder-date", Severity: Severity.Warning, Field: "modified" });
    }

    [Fact]
    public void Map_APeriodFromAnEpoch_IsNoPlaceholder() =>
        Assert.DoesNotContain(MappingFixture.Dataset(RecordKind.Ckan, """{"title":"t","temporal_start":"1970-01-01"}""").Problems, problem => problem.Code == "placeholder-date");
}

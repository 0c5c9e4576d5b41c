using CsCheck;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Mapping.Themes;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Mapping.PriorityFields;

/// <summary>Which fields of the working list a dataset is of.</summary>
public sealed class PriorityFieldVocabularyTests
{
    [Theory]
    [InlineData("指定緊急避難場所一覧", "infrastructure-disaster")]
    [InlineData("ＡＥＤ設置箇所", "health infrastructure-disaster")]
    [InlineData("観光施設一覧", "tourism")]
    [InlineData("農家数", "agriculture")]
    [InlineData("コミュニティバス時刻表", "mobility")]
    [InlineData("住民基本台帳による世帯と人口", "")]
    public void Map_Title_GivesFields(string title, string fields) =>
        Assert.Equal(fields, string.Join(' ', MappingFixture.Dataset(RecordKind.Ckan, $$"""{"title":"{{title}}"}""").PriorityFields));

    [Fact]
    public void Map_StatedTheme_CountsAsOurs() => Assert.Equal(
        ["agriculture"], MappingFixture.Dataset(RecordKind.Ckan, """{"title":"一覧","theme":"http://publications.europa.eu/resource/authority/data-theme/AGRI"}""").PriorityFields);

    [Fact]
    public void Notice_SaysInBothLanguagesThatTheListIsNotOfficial()
    {
        var rules = MappingFixture.Rules.PriorityFields.Rules;
        Assert.Contains("公式のものではなく", rules.NoticeJa);
        Assert.Contains("no official list", rules.NoticeEn);
        Assert.NotEqual(13, rules.Fields.Count); // the number of the plan would pass for its list
    }

    [Fact]
    public void Read_AnyText_GivesKnownIdsInTheirOrder() =>
        Gen.Select(Gen.OneOf(Gen.String, Gen.OneOf("観光", "ＡＥＤ", "バス", "\ud83c")), Gen.String.Array[0, 3]).Sample((title, groups) =>
        {
            var vocabulary = MappingFixture.Rules.PriorityFields;
            var found = vocabulary.Read(title, groups, [], [new Theme(ThemeVocabulary.IriOf("ENER"), "stated")]);
            Assert.Equal(vocabulary.Rules.Fields.Select(field => field.Id).Where(found.Contains), found);
            Assert.Equal(found, vocabulary.Read(Nfkc.Of(title), [.. groups.Select(Nfkc.Of)], [], [new Theme(ThemeVocabulary.IriOf("ENER"), "stated")]));
        }, iter: 1000);
}

using CsCheck;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Mapping.Themes;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Mapping.Themes;

/// <summary>Titles, groups, keywords and descriptions → EU data themes. How well on real titles: <see cref="ThemeLabelsTests"/>.</summary>
public sealed class ThemeVocabularyTests
{
    [Theory]
    [InlineData("指定緊急避難場所一覧", "JUST", "title: 指定緊急避難場所")]
    [InlineData("【港区】ＡＥＤ設置箇所一覧", "HEAL", "title: AED設置箇所")]
    [InlineData("公園墓地", "SOCI", "title: 公園墓地")]
    [InlineData("公園通り商店街", "ECON", "title: 商店街")]
    [InlineData("布田小学校学童クラブ", "SOCI", "title: 学童クラブ")]
    [InlineData("マンホール", "ENVI", "title: マンホール")]
    [InlineData("高齢者保健福祉施策推進委員会 介護給付適正化部会", "SOCI", "title: 保健福祉, 介護給付, 高齢者")]
    [InlineData("Evacuation shelters", "JUST", "title: evacuation, shelters")]
    public void Read_Title_HasThisFirstThemeAndSaysWhy(string title, string code, string why)
    {
        var first = Read(title)[0];
        Assert.Equal((code, why), (Code(first), first.Why));
    }

    [Theory]
    [InlineData("子ども・子育て・教育", "EDUC SOCI")]
    [InlineData("公園トイレ一覧", "ENVI REGI")]
    [InlineData("健康・福祉", "HEAL SOCI")]
    [InlineData("小学校学童クラブ", "SOCI")]
    [InlineData("District plan", "")]
    [InlineData("第７回〔平成２３年６月２日開催〕_資料1－1", "")]
    [InlineData("", "")]
    public void Read_Title_HasTheseThemes(string title, string codes) => Assert.Equal(codes, string.Join(' ', Read(title).Select(Code)));

    [Theory]
    [InlineData("布田児童館(施設カルテ)", "SOCI")]
    [InlineData("施設カルテ", "GOVE")]
    public void Read_WordOfWeightOne_CountsOnlyAlone(string title, string codes) => Assert.Equal(codes, string.Join(' ', Read(title).Select(Code)));

    [Fact]
    public void Read_GroupOfTheSource_IsArule()
    {
        var themes = MappingFixture.Rules.Themes.Read("令和5年度報告", ["医療・福祉"], [], null);
        Assert.Equal([("HEAL", "group: 医療・福祉"), ("SOCI", "group: 医療・福祉")], themes.Select(theme => (Code(theme), theme.Why)));
    }

    [Fact]
    public void Map_GroupThatNoRuleKnows_IsOursToAdd()
    {
        var result = MappingFixture.Map(RecordKind.Ckan, """{"name":"x","title":"避難所","groups":[{"name":"c005","title":"医療・福祉"},{"name":"c099","title":"ほげ"},{"name":"c001","title":"その他"},{"title":"地域の避難所"}]}""");
        var problem = Assert.Single(result.Problems, problem => problem.Code == "unmapped-group");
        Assert.Equal((Severity.Warning, Whose.Ours, "groups", "ほげ"), (problem.Severity, problem.Whose, problem.Field, problem.Value));
        Assert.Contains("mappings/vocabularies/themes.yml", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_GroupsBesideStatedThemes_AreNotMissed() =>
        Assert.DoesNotContain("unmapped-group", MappingFixture.Map(RecordKind.Ckan, """{"name":"x","title":"避難所","theme":["http://publications.europa.eu/resource/authority/data-theme/JUST"],"groups":[{"title":"ほげ"}]}""").Codes(), StringComparison.Ordinal);

    [Fact]
    public void Read_TitleAndGroupAndKeyword_AreAllNamed()
    {
        var theme = Assert.Single(MappingFixture.Rules.Themes.Read("避難所", ["防災・安全"], ["災害"], null));
        Assert.Equal(("JUST", "title: 避難所; group: 防災・安全; keyword: 災害"), (Code(theme), theme.Why));
    }

    [Fact]
    public void Read_Description_CountsOnlyWhereNothingElseDoes()
    {
        Assert.Equal("description: 避難所", Assert.Single(MappingFixture.Rules.Themes.Read("一覧", [], [], "区内の避難所です")).Why);
        Assert.Equal(["JUST"], MappingFixture.Rules.Themes.Read("避難所", [], [], "公園、緑地、庭園、ごみ、環境").Select(Code));
        Assert.Empty(MappingFixture.Rules.Themes.Read("一覧", [], [], new string('あ', 500) + "避難所"));
    }

    [Fact]
    public void Map_RecordWithAstatedTheme_KeepsItAlone()
    {
        var dataset = MappingFixture.Dataset(RecordKind.Ckan, """{"title":"避難所","theme":"http://publications.europa.eu/resource/authority/data-theme/TECH"}""");
        Assert.Equal([new Theme("http://publications.europa.eu/resource/authority/data-theme/TECH", "stated")], dataset.Themes);
    }

    [Fact]
    public void Map_RecordWithoutOne_GetsThemByItsWords()
    {
        var dataset = MappingFixture.Dataset(RecordKind.Ckan, """{"title":"避難所","groups":[{"name":"c029","title":"行財政"}],"tags":[{"name":"防災"}]}""");
        Assert.Equal([("JUST", "title: 避難所; keyword: 防災"), ("GOVE", "group: 行財政")], dataset.Themes.Select(theme => (Code(theme), theme.Why)));
    }

    [Fact]
    public void Vocabulary_OfAwordTwiceOrAthemeUnknown_IsRefused()
    {
        var rules = MappingFixture.Rules.Themes.Rules;
        var one = rules.Words[0];
        Assert.Contains("stands twice", Assert.Throws<ArgumentException>(() => new ThemeVocabulary(rules with { Words = [one, one with { Words = ["ＡＥＤ"] }] })).Message);
        Assert.Contains("no theme 'HEA'", Assert.Throws<ArgumentException>(() => new ThemeVocabulary(rules with { Words = [one with { Weights = new Dictionary<string, int> { ["HEA"] = 1 } }] })).Message);
    }

    [Fact]
    public void Read_AnyText_IsTheSameTwiceAndInNfkcAndNeverMoreThanTheMost()
    {
        var words = MappingFixture.Rules.Themes.Rules.Words.SelectMany(rule => rule.Words).ToArray();
        var text = Gen.OneOf(Gen.String, Gen.OneOf(words), Gen.OneOf("ＡＥＤ", "ｺﾞﾐ", "㈱", "　", "\ud83c", "(", "の")).Array[0, 8].Select(string.Concat);
        Gen.Select(text, text.Array[0, 4], text.Array[0, 4], text).Sample((title, groups, keywords, description) =>
        {
            var vocabulary = MappingFixture.Rules.Themes;
            var themes = vocabulary.Read(title, groups, keywords, description);
            Assert.Equal(themes, vocabulary.Read(title, groups, keywords, description));
            Assert.Equal(themes, vocabulary.Read(Nfkc.Of(title), groups.Select(Nfkc.Of), keywords.Select(Nfkc.Of), description));
            Assert.InRange(themes.Count, 0, vocabulary.Rules.Most);
            Assert.Equal(themes.Count, themes.Select(theme => theme.Iri).Distinct().Count());
            Assert.All(themes, theme => Assert.Matches("^(title|group|keyword|description): .", theme.Why));
        }, iter: 2000);
    }

    private static IReadOnlyList<Theme> Read(string title) => MappingFixture.Rules.Themes.Read(title, [], [], null);

    private static string Code(Theme theme) => theme.Iri.Split('/')[^1];
}

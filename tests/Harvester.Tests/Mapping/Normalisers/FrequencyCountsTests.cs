using CsCheck;
using Harvester.Core.Mapping.Normalisers;
using Xunit;

namespace Harvester.Tests.Mapping.Normalisers;

/// <summary>How often as a count: N times in a period, or once in N periods; and what is no certain count.</summary>
public sealed class FrequencyCountsTests
{
    private static FrequencyVocabulary Vocabulary => MappingFixture.Rules.Frequencies;

    [Theory]
    [InlineData("12か月ごと", "ANNUAL")]
    [InlineData("24か月ごと", "BIENNIAL")]
    [InlineData("24ヶ月毎", "BIENNIAL")]
    [InlineData("十二か月ごと", "ANNUAL")]
    [InlineData("1年に2回", "ANNUAL_2")]
    [InlineData("1年間に2回", "ANNUAL_2")]
    [InlineData("1年ごとに2回", "ANNUAL_2")]
    [InlineData("年に2回", "ANNUAL_2")]
    [InlineData("2回/年", "ANNUAL_2")]
    [InlineData("２回／年", "ANNUAL_2")]
    [InlineData("年2回程度", "ANNUAL_2")]
    [InlineData("4回/年", "QUARTERLY")]
    [InlineData("年に４回", "QUARTERLY")]
    [InlineData("年6回", "BIMONTHLY")]
    [InlineData("年12回", "MONTHLY")]
    [InlineData("月に2回", "MONTHLY_2")]
    [InlineData("年1度", "ANNUAL")]
    [InlineData("年に1度", "ANNUAL")]
    [InlineData("年に一度", "ANNUAL")]
    [InlineData("年1回のみ", "ANNUAL")]
    [InlineData("4年に1度", "QUADRENNIAL")]
    [InlineData("5年に一度", "QUINQUENNIAL")]
    [InlineData("10年に1度", "DECENNIAL")]
    [InlineData("十年に一度", "DECENNIAL")]
    [InlineData("20年ごと", "BIDECENNIAL")]
    [InlineData("2年", "BIENNIAL")]
    [InlineData("3年", "TRIENNIAL")]
    [InlineData("約5年", "QUINQUENNIAL")]
    [InlineData("2年度ごと", "BIENNIAL")]
    [InlineData("1週間に1回", "WEEKLY")]
    [InlineData("7日ごと", "WEEKLY")]
    [InlineData("2時間ごと", "BIHOURLY")]
    [InlineData("4半期ごと", "QUARTERLY")]
    [InlineData("半年に1回", "ANNUAL_2")]
    [InlineData("4月、7月、10月、1月の年4回", "QUARTERLY")]
    [InlineData("年2回、5月1日と10月1日", "ANNUAL_2")]
    [InlineData("毎年4月1日に1回", "ANNUAL")]
    [InlineData("毎年（5年ごとに全面改定）", "ANNUAL")]
    [InlineData("随時（年1回程度）", "ANNUAL")]
    [InlineData("公開時のみ（3年に1回調査）", "NEVER")]
    [InlineData("毎月、ただし第3表は年1回", "MONTHLY")]
    [InlineData("月1回、年1回", "MONTHLY")]
    [InlineData("年数回", "IRREG")]
    public void Read_ACount_IsItsCode(string text, string expected) => Assert.Equal(expected, Vocabulary.Read(text));

    [Theory]
    [InlineData("数年に1回")]
    [InlineData("数か月ごと")]
    [InlineData("十数年ごと")]
    [InlineData("2～3年に1回")]
    [InlineData("2〜3年に1回")]
    [InlineData("2、3年に1回")]
    [InlineData("3〜5年ごと")]
    [InlineData("３－５年ごと")]
    [InlineData("3年か5年ごと")]
    [InlineData("年1回または2回")]
    [InlineData("年1～2回")]
    [InlineData("2年に1回または3年に1回")]
    [InlineData("月1回以上")]
    [InlineData("年1回～2年に1回")]
    [InlineData("2年に3回")]
    [InlineData("7か月ごと")]
    [InlineData("3月ごと")]
    [InlineData("1年おき")]
    [InlineData("曜日ごと")]
    [InlineData("区分ごと")]
    [InlineData("令和5年に1回")]
    [InlineData("2024年に1回")]
    [InlineData("99999999999999999999年ごと")]
    [InlineData("0年ごと")]
    [InlineData("30分ごと")]
    [InlineData("なし")]
    [InlineData("更新不要")]
    [InlineData("改定時")]
    [InlineData("更新時")]
    [InlineData("変更があった場合")]
    [InlineData("更新があった際")]
    [InlineData("年度末")]
    [InlineData("国勢調査年")]
    [InlineData("週")]
    [InlineData("1MIN")]
    [InlineData("12HRS")]
    public void Read_NoCertainCount_HasNoCode(string text) => Assert.Null(Vocabulary.Read(text));

    [Fact]
    public void Map_AnUncertainFrequency_IsToldWithItsText()
    {
        var dataset = MappingFixture.Dataset(Harvester.Core.Model.RecordKind.Html, """{"title":"t","frequency":"2～3年に1回"}""");
        Assert.Null(dataset.Frequency);
        Assert.Contains(dataset.Problems, problem => problem is { Code: "unknown-frequency", Value: "2～3年に1回" });
    }

    [Fact]
    public void Read_AnyText_NeverThrowsAndItsCodeReadsAsItself() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.OneOf("0123456789〇一二三十数毎隔半年度月か週日時間分回にごと毎/～〜、()（）四期随時 ".ToCharArray()), 0, 14]).Sample(text =>
        {
            if (Vocabulary.Read(text) is { } code)
                Assert.Equal(code, Vocabulary.Read(code));
        }, iter: 20_000);

    [Fact]
    public void Read_EverySpelling_IsTheSameInFullWidthAndCapitals() =>
        Assert.All(Vocabulary.Entries.SelectMany(entry => entry.Spellings.Concat(entry.Exact)), word =>
            Assert.Equal((word, Vocabulary.Read(word)), (word, Vocabulary.Read(VocabularyText.Wide(word.ToUpperInvariant())))));
}

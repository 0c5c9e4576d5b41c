using Harvester.Search;
using Xunit;

namespace Harvester.Tests.Search;

/// <summary>Words as people type them find what is written in another way.</summary>
public sealed class JapaneseTests
{
    public static TheoryData<string, string> Spellings => new()
    {
        { "町丁別人口統計", "人口" },
        { "町丁別人口統計", "口統" },
        { "町丁別人口統計", "人口統計" },
        { "町丁別人口統計", "町丁別人口統計" },
        { "防災マップ", "防災" },
        { "桜の名所", "桜" },
        { "名所の桜", "桜" },
        { "目黒川の桜並木", "桜" },
        { "データ一覧", "データー" },
        { "オープンデーター", "データ" },
        { "ユーザー向け", "ユーザ" },
        { "ユーザ向け", "ユーザー" },
        { "バリアフリー情報", "フリー" },
        { "フリーＷｉ－Ｆｉ", "wi-fi" },
        { "ｶﾞｲﾄﾞﾌﾞｯｸ", "ガイドブック" },
        { "がいどぶっく", "ガイドブック" },
        { "ゴミの収集", "ごみ" },
        { "ＡＥＤ設置箇所", "aed" },
        { "AED設置箇所", "AED設置箇所" },
        { "AED（自動体外式除細動器）設置箇所", "AED設置箇所" },
        { "５月の行事", "5月" },
        { "2024年5月末の人口", "5月" },
        { "㍻30年", "平成30年" },
        { "霞ヶ関", "霞ケ関" },
        { "葛\U000E0100飾区の公園", "葛飾" },
        { "か\u3099い\u3099と", "ガ" },
        { "デ−タ集", "データ" },
        { "人口　世帯", "世帯　人口" },
        { "統計（人口）", "人口" },
        { "COVID-19 感染者", "covid-19" },
        { "𠮷野家の一覧", "𠮷野" },
        { "Café Ｔｏｋｙｏ", "café tokyo" },
        { "한국어 안내", "한국" },
    };

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task Word_FindsItsOtherSpellings(string title, string words)
    {
        await using var bench = await SearchBench.StartAsync(Datasets.Of("1", title), Datasets.Of("2", "何か別"));
        Assert.Equal(["1"], bench.Words(words));
    }

    [Theory]
    [InlineData("人口（統計）", "人口統計")]
    [InlineData("ビルの一覧", "ビール")]
    [InlineData("人が多い口", "人口")]
    [InlineData("統計", "人口 統計")]
    [InlineData("世帯 人口", "\"人口 世帯\"")]
    [InlineData("人口", "★")]
    [InlineData("6年5日月曜", "5月")]
    public async Task Word_DoesNotFindWhatIsNotThere(string title, string words)
    {
        await using var bench = await SearchBench.StartAsync(Datasets.Of("1", title));
        Assert.Empty(bench.Find(new SearchRequest { Words = words.StartsWith('"') ? words : $"\"{words.Replace(" ", "\" \"", StringComparison.Ordinal)}\"" }));
    }
}

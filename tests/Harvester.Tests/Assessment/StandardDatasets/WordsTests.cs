using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Assessment.StandardDatasets;

/// <summary>Candidates by title, file name and tag, with the traps that were met.</summary>
public sealed class WordsTests
{
    private static string? Title(string title) => Standards.Vocabulary.ByTitle(title) is { } found ? found.Standard.Id + (found.IsAkin ? " (akin)" : "") : null;

    private static string? Words(string title, string? url = null, params string[] tags) =>
        Standards.Vocabulary.Recognise(Standards.Dataset(title, url, tags: tags)) is { } found ? found.Standard.Id + (found.IsAkin ? " (akin)" : "") : null;

    [Theory]
    [InlineData("公共施設一覧", "public-facilities")]
    [InlineData("【港区】公共施設一覧", "public-facilities")]
    [InlineData("港区の公共施設一覧", "public-facilities")]
    [InlineData("東京都港区　公共施設一覧", "public-facilities")]
    [InlineData("東村山市AED設置箇所一覧", "aed-locations")]
    [InlineData("東村山市ＡＥＤ設置個所一覧", "aed-locations")]
    [InlineData("AED設置ヶ所一覧（港区）", "aed-locations")]
    [InlineData("公衆トイレ一覧（令和6年4月1日現在）", "public-toilets")]
    [InlineData("公衆トイレ一覧_令和5年度", "public-toilets")]
    [InlineData("公衆トイレ一覧_20240401", "public-toilets")]
    [InlineData("公衆トイレ一覧.csv", "public-toilets")]
    [InlineData("(令和6年度)公衆トイレ一覧(CSV形式)", "public-toilets")]
    [InlineData("13_公衆トイレ一覧", "public-toilets")]
    [InlineData("【推奨データセット】公衆トイレ一覧", "public-toilets")]
    [InlineData("推奨データセット_公衆トイレ一覧", "public-toilets")]
    [InlineData("自治体標準オープンデータセット：公衆トイレ一覧【港区】", "public-toilets")]
    [InlineData("公衆無線ＬＡＮアクセスポイント一覧", "public-wifi")]
    [InlineData("新宿区立小中学校一覧", "educational-institutions")]
    [InlineData("新宿区の観光ポイント", "tourist-points")]
    [InlineData("あきる野市における食品等営業許可・届出一覧", "food-business-permits")]
    [InlineData("ごみの分別方法一覧", "waste-sorting")]
    public void Title_WithoutPublisherDateAndFormat_Counts(string title, string expected) => Assert.Equal(expected, Title(title));

    // Each of these bears a standard dataset's name, and is another list.
    [Theory]
    [InlineData("医療機関一覧")]
    [InlineData("予防接種実施医療機関一覧")]
    [InlineData("埋蔵文化財一覧")]
    [InlineData("埋蔵文化財包蔵地一覧")]
    [InlineData("スポーツ施設一覧")]
    [InlineData("観光ポイント施設一覧")]
    [InlineData("障害者用駐車場一覧")]
    [InlineData("観光情報（しながわ百景）")]
    [InlineData("食品衛生営業施設一覧（業種順・許可日順）")]
    [InlineData("住民基本台帳による世帯と人口 _平成20年10月")]
    [InlineData("港区")]
    [InlineData("文化財")]
    [InlineData("")]
    public void Title_OfAnotherList_DoesNot(string title) => Assert.Null(Title(title));

    [Fact]
    public void ShortTitles_CountAsAWholeOnly()
    {
        Assert.Equal(("public-facilities", "public-car-parks"), (Title("港区の施設一覧"), Title("駐車場一覧")));
        Assert.Equal((null, null), (Title("スポーツ施設一覧"), Title("自転車等駐車場一覧表")));
        Assert.Equal("public-bicycle-parks", Title("自転車等駐車場一覧"));
    }

    [Theory]
    [InlineData("避難所一覧")]
    [InlineData("【港区】指定避難所一覧")]
    public void Shelters_AreAkinToEvacuationSites_WhateverTheFileIsNamed(string title)
    {
        Assert.Equal("emergency-evacuation-sites (akin)", Title(title));
        Assert.Equal("emergency-evacuation-sites (akin)", Words(title, "https://e/131032_evacuation_space.csv"));
    }

    [Theory]
    [InlineData("https://e/131202_public_toilet.csv", "public-toilets")]
    [InlineData("https://e/131202_PUBLIC_TOILET.CSV?v=2#x", "public-toilets")]
    [InlineData("https://e/131083_002_cultural_property.csv", "cultural-properties")]
    [InlineData("https://e/131016_population_20240401.csv", "population-by-area-and-age")]
    [InlineData("https://e/131016_population20240401.csv", "population-by-area-and-age")]
    [InlineData("https://e/15_lan_131032_public_wireless_lan.csv", "public-wifi")]
    [InlineData("https://e/21__131032_preschool.csv", "childcare-facilities")]
    [InlineData("https://e/131032_food_business_new_20240401_20240430.csv", "food-business-permits")]
    [InlineData("https://e/131199_garbage_collection_place.csv", "waste-collection-points")]
    [InlineData("https://e/131032%5Faed.csv", "aed-locations")]
    [InlineData("https://e/aed.csv", "aed-locations")]
    [InlineData("https://e/my_aed.csv", null)]
    [InlineData("https://e/20240619tourism.csv", null)]
    [InlineData("https://e/202406_tourism.csv", null)]
    [InlineData("https://e/131032_public_toilets.csv", null)]
    [InlineData("https://e/131032_eventhall.csv", null)]
    [InlineData("https://e/132284_tourist-toilets_2022.csv", null)]
    [InlineData("https://e/1131032_aed.csv", null)]
    [InlineData("https://e/", null)]
    [InlineData("https://e/%zz.csv", null)]
    [InlineData(null, null)]
    public void FileName_CountsBehindAcode_OrAsAWhole(string? url, string? expected) => Assert.Equal(expected, Standards.Vocabulary.ByFile(url)?.Id);

    [Fact]
    public void Words_TitleGoesBeforeFileBeforeTag()
    {
        Assert.Equal("aed-locations", Words("AED設置箇所一覧", "https://e/131032_event.csv", "公衆トイレ一覧"));
        Assert.Equal("events", Words("港区の催し", "https://e/131032_event.csv", "公衆トイレ一覧"));
        Assert.Equal("public-toilets", Words("港区のトイレ", "https://e/1.csv", "トイレ", "公衆トイレ一覧"));
        Assert.Equal("medical-institutions", Words("医療機関一覧", "https://e/130001_hospital.csv"));
        Assert.Null(Words("港区の地図", "https://e/1.csv", "AED", "文化財", "公共施設", "医療機関一覧"));
    }

    [Fact]
    public void BundleOfSeveralStandardFiles_IsNone()
    {
        var bundle = Standards.Dataset("防災の地図") with
        {
            Distributions = [Standards.File("1", "https://e/131032_aed.csv"), Standards.File("2", "https://e/131032_evacuation_space.csv")],
        };
        Assert.Null(Standards.Vocabulary.Recognise(bundle));
        Assert.Equal("aed-locations", Standards.Vocabulary.Recognise(bundle with { Title = LanguageMap.Japanese("AED設置場所") })?.Standard.Id);
    }

    [Fact]
    public void AnyText_IsReadWithoutAFault()
    {
        foreach (var text in (string[])["", " ", "【", "【】", "()", "港区の", "の", "(港区)", "13_", "_", "\uD800", "令和", "😀公共施設一覧", new string('（', 5000)])
            Title(text);
    }
}

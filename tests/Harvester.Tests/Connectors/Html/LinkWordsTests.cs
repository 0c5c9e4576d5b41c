using AngleSharp.Html.Parser;
using CsCheck;
using Harvester.Connectors.Html;
using Xunit;

namespace Harvester.Tests.Connectors.Html;

/// <summary>Link texts taken apart: the words are those of real pages.</summary>
public sealed class LinkWordsTests
{
    private static readonly Gen<string> Name = OneOf(
        "配水管延長", "有権者数（在外）", "水質【令和4年4月から9月】", "図書館（中央（本館））利用者数", "CSVの開き方", "令和4年度 水道使用量", "人口(推計)", "第3次計画", "3歳児健診", "保育所・幼稚園",
        "AED設置箇所", "Wi-Fi", "地区別（令和4年度）", "統計書[概要]", "Excel講座の参加者数", "医療機関（休日：夜間）");

    private static readonly Gen<(string Words, string Format)> Format = OneOf(
        ("CSV", "CSV"), ("ＣＳＶ", "CSV"), ("csv形式", "CSV"), ("CSVデータ", "CSV"), ("エクセル", "エクセル"), ("Ｅｘｃｅｌ", "EXCEL"), ("Excelブック", "EXCEL"), ("Excelファイル", "EXCEL"), ("XLSX", "XLSX"),
        ("シェープ", "シェープ"), ("Shape", "SHAPE"), ("SHP", "SHP"), ("GeoJSON", "GEOJSON"), ("KML", "KML"), ("KMZ", "KMZ"), ("テキスト", "テキスト"), ("PDF", "PDF"));

    private static readonly Gen<string> Size = OneOf("12KB", "1,105KB", "15.4KBytes", "3キロバイト", "２ＭＢ", "3.2メガバイト", "9 KB", "480kb", "1.5GB");
    private static readonly Gen<string> Between = OneOf("：", ":", "／", "/", "、", "　", " ", ", ");
    private static readonly Gen<(string Open, string Close)> Bracket = OneOf(("（", "）"), ("(", ")"), ("[", "]"), ("［", "］"), ("【", "】"), ("〔", "〕"));
    private static readonly Gen<string> Note = OneOf("", "（別ウィンドウで開きます）", "（新しいウィンドウで開きます）", "（外部サイト）", "(外部リンク)", " NEW!", "【新着】", "（2022年4月更新）", "（令和4年4月1日現在）");
    private static readonly Gen<string> Bullet = OneOf("", "・", "◆", "■ ", "1. ", "２．", "（3）", "① ", "NEW ", "【New】");

    [Fact]
    public void NameFormatAndSize_AreTakenApart_AndBracketsOfTheNameStay() =>
        Gen.Select(Bullet, Name, Bracket, Format, Between, Size, Note, (bullet, name, bracket, format, between, size, note) =>
                (Text: $"{bullet}{name}{bracket.Open}{format.Words}{between}{size}{bracket.Close}{note}", Name: name, format.Format, Size: size, IsClear: !bullet.EndsWith('．') || !char.IsAsciiDigit(name[0])))
            .Where(link => link.IsClear) // 「２．3歳児」 may be a number of a list, or not
            .Sample(
                link =>
                {
                    var page = Page($"<a href='dl?id=1'>{link.Text}</a>");
                    var element = page.Root.QuerySelector("a")!;
                    Assert.Equal((link.Name, link.Size, link.Format), (LinkWords.Title(element), LinkWords.Size(element), LinkWords.Format(element, page)));
                },
                iter: 2000);

    [Fact]
    public void AnyText_GivesATitleThatIsStable() =>
        Gen.String[Gen.OneOf(Gen.Char, OneOf('（', '）', '(', ')', '[', ']', '【', '】', 'C', 'S', 'V', 'K', 'B', '1', '年', '月', '日', ' ', '・', '\uD83D')), 0, 40].Sample(
            text =>
            {
                if (TitleWords.Of(text) is not { } title)
                    return;
                Assert.NotEmpty(title);
                Assert.Equal(title, TitleWords.Of(title));
            },
            iter: 5000);

    [Theory]
    [InlineData("CSV")]
    [InlineData("CSV（12KB）")]
    [InlineData("ダウンロード")]
    [InlineData("CSVダウンロード")]
    [InlineData("Excelファイルをダウンロード")]
    [InlineData("kosha.csv")]
    [InlineData("kosha.csv（CSV形式、2.1KB）")]
    [InlineData("kosha.xls (ファイル名：kosha.xls サイズ：41.0KB)")]
    [InlineData("[その他のファイル／52KB]")]
    [InlineData("")]
    public void WordsWithoutAName_GiveNoTitle(string words) => Assert.Null(TitleWords.Of(words));

    [Theory]
    [InlineData("【CSV】施設一覧", "施設一覧")]
    [InlineData("施設一覧 CSV形式 44KB", "施設一覧")]
    [InlineData("施設一覧／CSV", "施設一覧")]
    [InlineData("地区別人口（令和4年度）", "地区別人口（令和4年度）")]
    [InlineData("人口（令和4年4月）", "人口（令和4年4月）")]
    [InlineData("人口（令和4年4月更新）（CSV）", "人口")]
    [InlineData("人口（2022.4.5）", "人口")]
    [InlineData("2022.4.5 人口", "2022.4.5 人口")]
    [InlineData("エクセルシオール", "エクセルシオール")]
    [InlineData("出納簿（CSV統計）", "出納簿（CSV統計）")]
    [InlineData("第2B地区", "第2B地区")]
    public void Title_KeepsWhatIsTheNames(string words, string title) => Assert.Equal(title, TitleWords.Of(words));

    [Theory]
    [InlineData("最終更新：2022年5月2日", "modified", "2022年5月2日")]
    [InlineData("公開日：2020年1月1日　更新日：2021年2月3日", "modified", "2021年2月3日")]
    [InlineData("公開日：2020年1月1日　更新日：2021年2月3日", "issued", "2020年1月1日")]
    [InlineData("人口（令和４年４月１日現在）", "modified", "令和4年4月1日")]
    [InlineData("人口（2022年4月更新）", "modified", "2022年4月")]
    [InlineData("公用車台数 2022/5/2 2KB", "modified", "2022/5/2")]
    [InlineData("R5.3.31", "modified", "R5.3.31")]
    [InlineData("登録日 令和元年5月7日", "issued", "令和元年5月7日")]
    [InlineData("公用車台数 2022/5/2", "issued", null)]
    [InlineData("令和4年度 水道使用量", "modified", null)]
    [InlineData("2020/1/1 から 2021/1/1 まで", "modified", null)]
    [InlineData("2020年13月", "modified", null)]
    [InlineData("電話 03-1234-5678", "modified", null)]
    public void Date_IsFoundAmongWords_AndNeverGuessed(string words, string field, string? date) => Assert.Equal(date, DateWords.Find(words, field));

    private static HtmlPage Page(string html) => new(new Uri("http://www.city.example.jp/"), new HtmlParser().ParseDocument(html), System.Text.Encoding.UTF8);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}

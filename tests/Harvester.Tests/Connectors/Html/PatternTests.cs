using Harvester.Connectors.Definitions;
using Xunit;

namespace Harvester.Tests.Connectors.Html;

/// <summary>Pages as municipalities make them (html-patterns), as far as selectors can say what they hold.</summary>
public sealed class PatternTests
{
    private const string Site = LoopbackSite.Host;

    [Fact]
    public async Task TableWithHeaderRow_GivesOneRecordPerRow()
    {
        var harvest = await HarvestAsync("""
            <table><tr><th>名称</th><th>説明</th><th>登録日</th><th>ダウンロード</th></tr>
            <tr><td>消防団詰所</td><td>分団ごとの位置</td><td>令和3年6月1日</td><td><a href="d/tsumesho.csv">CSV</a>・<a href="d/tsumesho.xlsx">Excel</a></td></tr>
            <tr><td>公園</td><td>&nbsp;</td><td>R2.7.1</td><td>準備中</td></tr></table>
            """,
            Blocks.Of("table tr", "td:nth-child(1)", skip: "th")
                .With("description", new() { Select = "td:nth-child(2)", Optional = true })
                .With("modified", new() { Select = "td:nth-child(3)", Date = true }));

        Assert.Equal(["消防団詰所", "公園"], harvest.Titles);
        Assert.Equal([$"{Site}/d/tsumesho.csv", $"{Site}/d/tsumesho.xlsx"], harvest.Files(0));
        Assert.Equal(["CSV", "XLSX"], harvest.Distributions(0, "format"));
        Assert.Empty(harvest.Files(1));
        Assert.Equal("令和3年6月1日", (string?)harvest.Payloads[0]["modified"]);
        Assert.Null(harvest.Payloads[1]["description"]);
        Assert.True(harvest.Reading.ReachedEnd);
        Assert.Empty(harvest.Problems);
    }

    [Fact]
    public async Task LinkTextHoldsAll_TitleFormatAndSizeAreTakenApart()
    {
        var harvest = await HarvestAsync("""
            <h2>水道</h2><ul>
            <li><a href="/documents/77/k.csv">配水管延長（CSV：9KB）（別ウィンドウで開きます）</a></li>
            <li><a href="/documents/77/y.xls">有権者数（在外）（エクセル：1,105KB）</a></li>
            <li><a href="/uploaded/attachment/411.csv">気象観測記録 [その他のファイル／52KB]</a></li></ul>
            """,
            Blocks.Of("li", "a").With("title", new() { Select = "a", Auto = true }));

        Assert.Equal(["配水管延長", "有権者数（在外）", "気象観測記録"], harvest.Titles);
        Assert.Equal(["CSV", "XLS", "CSV"], Enumerable.Range(0, 3).Select(record => harvest.Distributions(record, "format")[0]));
        Assert.Equal(["9KB", "1,105KB", "52KB"], Enumerable.Range(0, 3).Select(record => harvest.Distributions(record, "byteSize")[0]));
    }

    [Fact]
    public async Task IconsOnly_FormatComesFromAltAndLabel()
    {
        var harvest = await HarvestAsync("""
            <ul><li><b>図書館利用者数</b><a href="dl.cgi?no=12"><img alt="CSVファイル" src="c.gif"></a><a href="/api/file/77"><i class="x" aria-label="エクセル"></i></a>
            <a href="/api/file/78" class="file file-pdf">開く</a></li></ul>
            """,
            Blocks.Of("li", "b"));

        Assert.Equal(["CSV", "エクセル", "PDF"], harvest.Distributions(0, "format"));
    }

    [Fact]
    public async Task Cards_GiveOneRecordPerCard()
    {
        var harvest = await HarvestAsync("""
            <div class="grid"><div class="c1"><div class="n">公用車台数</div><span class="badge">総務課</span><a class="btn" href="kosha.csv">ダウンロード</a><a href="javascript:void(0)">共有</a><a href="mailto:a@example.jp">連絡</a><a href="#top">上へ</a></div>
            <div class="c1"><div class="n">街路樹</div><span class="badge">公園課</span><a class="btn" href="gairoju.csv">ダウンロード</a></div></div>
            """,
            Blocks.Of(".c1", ".n").With("publisher.unit", new() { Select = ".badge" }));

        Assert.Equal(["公用車台数", "街路樹"], harvest.Titles);
        Assert.Equal("総務課", (string?)harvest.Payloads[0]["publisher.unit"]);
        Assert.Equal([$"{Site}/kosha.csv"], harvest.Files(0));
        Assert.Empty(harvest.Problems);
    }

    [Fact]
    public async Task DefinitionList_InDivisions_GivesOneRecordPerDivision()
    {
        var harvest = await HarvestAsync("""
            <dl><div><dt>保育所</dt><dd>所在地、定員。</dd><dd><a href="hoiku.csv">CSV形式 44KB</a></dd><dd>2021年9月</dd></div>
            <div><dt>学童</dt><dd>所在地。</dd><dd><a href="gakudo.csv">CSV形式 3キロバイト</a></dd><dd>2021-04</dd></div></dl>
            """,
            Blocks.Of("dl > div", "dt").With("modified", new() { Select = "dd:last-child", Date = true }));

        Assert.Equal(["保育所", "学童"], harvest.Titles);
        Assert.Equal(["2021年9月", "2021-04"], harvest.Payloads.Select(payload => (string?)payload["modified"]));
        Assert.Equal("3キロバイト", harvest.Distributions(1, "byteSize")[0]);
    }

    [Fact]
    public async Task BlogArticle_WithLinkAndButton_GivesOneFile()
    {
        var harvest = await HarvestAsync("""
            <article><h2><a href="/?p=81">公用車台数</a></h2><time datetime="2022-05-02">5月2日</time>
            <div class="wp-block-file"><a href="/u/kosha.csv">公用車台数</a><a href="/u/kosha.csv" download title="CSVをダウンロード">ダウンロード</a></div></article>
            <article><h2><a href="/?p=82">お知らせ</a></h2><p>メンテナンス</p></article>
            """,
            Blocks.Of("article:has(.wp-block-file)", "h2", files: ".wp-block-file a")
                .With("modified", new() { Select = "time", Date = true })
                .With("landingPage", new() { Select = "h2 a", Attr = "href" }));

        Assert.Equal(["公用車台数"], harvest.Titles);
        Assert.Equal([$"{Site}/u/kosha.csv"], harvest.Files(0));
        Assert.Equal("2022-05-02", (string?)harvest.Payloads[0]["modified"]);
        Assert.Equal($"{Site}/?p=81", (string?)harvest.Payloads[0]["landingPage"]);
    }

    [Fact]
    public async Task LayoutTableOf2000_IsReadThoughItsTagsAreNeverClosed()
    {
        var harvest = await HarvestAsync("""
            <TABLE><TR><TD>メニュー<TD><TABLE class=data><TR><TD><FONT>水道</FONT>使用量<TD><A HREF=suido.CSV>ダウンロード</A><TR><TD>人口<TD><A HREF=jinko.CSV>ダウンロード</A></TABLE></TABLE>
            """,
            Blocks.Of("table.data tr", "> td:first-child"));

        Assert.Equal(["水道使用量", "人口"], harvest.Titles);
        Assert.Equal(["CSV", "CSV"], [harvest.Distributions(0, "format")[0], harvest.Distributions(1, "format")[0]]);
    }

    [Fact]
    public async Task PdfExcelAndCsvOfTheSameData_AreOneRecordWithThreeFiles()
    {
        var harvest = await HarvestAsync("""
            <table><tr><td>人口</td><td><a href="j.csv">CSV</a></td></tr><tr><td>人口 </td><td><a href="j.xlsx">Excel</a><a href="j.csv">CSV</a></td></tr>
            <tr><td>ＡＥＤ</td><td><a href="a.csv">CSV</a></td></tr><tr><td>人口</td><td><a href="j.pdf">PDF</a></td></tr><tr><td>AED</td><td><a href="a.pdf">PDF</a></td></tr></table>
            """,
            Blocks.Of("tr", "td:first-child") with { GroupBy = "title" });

        Assert.Equal(["人口", "ＡＥＤ"], harvest.Titles);
        Assert.Equal([$"{Site}/j.csv", $"{Site}/j.xlsx", $"{Site}/j.pdf"], harvest.Files(0));
        Assert.Equal([$"{Site}/a.csv", $"{Site}/a.pdf"], harvest.Files(1));
        Assert.Equal(["人口", "AED"], harvest.Records.Select(record => record.RecordId));
    }

    [Fact]
    public async Task Addresses_AreResolvedAsABrowserDoes()
    {
        var harvest = await HarvestAsync("""
            <head><base href="//files.example.jp/a/b/"></head>
            <div class=i><h3>道路</h3><a href="../道路 台帳.csv">1</a><a href="//cdn.example.jp/x.csv?a=1&amp;b=2">2</a><a href="　/ａ.csv ">3</a><a href="https://データ.jp/x.csv">4</a>
            <a href="%E9%81%93.csv">5</a><a href="dir\x.csv">6</a></div>
            """,
            Blocks.Of(".i", "h3"));

        Assert.Equal(
            [
                "http://files.example.jp/a/%E9%81%93%E8%B7%AF%20%E5%8F%B0%E5%B8%B3.csv",
                "http://cdn.example.jp/x.csv?a=1&b=2",
                "http://files.example.jp/%EF%BD%81.csv",
                "https://xn--5ckp3n.jp/x.csv",
                "http://files.example.jp/a/b/%E9%81%93.csv",
                "http://files.example.jp/a/b/dir/x.csv",
            ],
            harvest.Files(0));
    }

    [Fact]
    public async Task HtmlInTitles_GivesItsWordsOnly()
    {
        var harvest = await HarvestAsync("""
            <div class=i><h3>道路<br>台帳<script>alert(1)</script><style>b{}</style>　<b>&lt;新&gt;</b></h3><a href="JavaScript:alert(1)">x</a></div>
            """,
            Blocks.Of(".i", "h3"));

        Assert.Equal(["道路 台帳 <新>"], harvest.Titles);
        Assert.Empty(harvest.Files(0));
    }

    private static async Task<Harvest> HarvestAsync(string html, HtmlBlock block)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", html);
        return await Harvest.HtmlAsync(site, block);
    }
}

using System.Text.RegularExpressions;
using Harvester.Connectors.Definitions;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Connectors.Html;

public sealed class DetailTests
{
    private const string Host = LoopbackSite.Host;

    private static readonly HtmlBlock Block = Blocks.Of("li", "h1") with { Detail = new HtmlLink("a", "href", false) };

    [Fact]
    public async Task DetailPages_GiveFieldsAndFiles_AndAreTheRecordsIds()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", "<li><a href='kenko/1.html#top'>一</a><li><a href='/kyoiku/2.html'>二</a>");
        site.Html("/kenko/1.html", "<h1>健診</h1><a href='files/1.csv'>CSV 1KB</a>").Html("/kyoiku/2.html", "<h1>学校</h1><a href='2.xlsx'>Excel</a>");
        var harvest = await Harvest.HtmlAsync(site, Block);
        Assert.Equal(["健診", "学校"], harvest.Titles);
        Assert.Equal([$"{Host}/kenko/files/1.csv"], harvest.Files(0));
        Assert.Equal([$"{Host}/kenko/1.html", $"{Host}/kyoiku/2.html"], harvest.Records.Select(record => record.RecordId));
        Assert.Equal(harvest.Records.Select(record => record.RecordId), harvest.Records.Select(record => record.RecordUrl));
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task DetailPageThatFails_IsUnread_AndTheListingStaysWhole()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", List(5));
        foreach (var number in new[] { 1, 2, 4, 5 })
            site.Html($"/{number}.html", $"<h1>第{number}号</h1>");
        site.Status("/3.html", 500);
        var harvest = await Harvest.HtmlAsync(site, Block);
        Assert.Equal([1L, 2, 4, 5], harvest.Records.Select(record => record.Position));
        Assert.Empty(harvest.Reading.Doubts);
        var problem = Assert.Single(harvest.Problems);
        Assert.Equal(("http-500", $"{Host}/3.html", 3L), (problem.Problem.Code, problem.RecordUrl, problem.Position));
        Assert.Equal((1L, true), (harvest.Reading.Unreadable, harvest.Reading.ReachedEnd));
    }

    [Fact]
    public async Task SeveralAtATime_KeepTheOrderOfTheListing()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", List(40));
        for (var number = 1; number <= 40; number++)
            site.Html($"/{number}.html", $"<h1>第{number}号</h1>");
        var harvest = await Harvest.HtmlAsync(site, Block, concurrency: 4);
        Assert.Equal(Enumerable.Range(1, 40).Select(number => $"第{number}号"), harvest.Titles);
        Assert.InRange(site.MostAtOnce, 1, 4);
    }

    [Fact]
    public async Task TwoItemsWithTheSamePage_FetchItOnce_AndAreBothYielded()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", "<li><a href=1.html>一</a><li><a href=2.html>二</a><li><a href='1.html#x'>一</a>").Html("/1.html", "<h1>一</h1>").Html("/2.html", "<h1>二</h1>");
        var harvest = await Harvest.HtmlAsync(site, Block);
        Assert.Equal(["/index.html", "/1.html", "/2.html"], site.Requests);
        Assert.Equal([($"{Host}/1.html", 1L), ($"{Host}/2.html", 2), ($"{Host}/1.html", 3)], harvest.Records.Select(record => (record.RecordId, record.Position)));
    }

    [Fact]
    public async Task DetailSelectorThatGivesNoLinkAtAll_IsOurFault()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", "<li><span>一</span>");
        var fault = await Assert.ThrowsAsync<SourceException>(() => Harvest.HtmlAsync(site, Block));
        Assert.Equal("selector-matched-nothing", fault.Code);
        Assert.Contains("detail.select (\"a\")", fault.Message);
    }

    [Fact]
    public async Task ItemWithoutLink_IsUnreadUnlessDetailIsOptional()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", "<li><a href=1.html>一</a><li>見出し").Html("/1.html", "<h1>一</h1>");
        var strict = await Harvest.HtmlAsync(site, Block);
        var lenient = await Harvest.HtmlAsync(site, Block with { Detail = Block.Detail! with { Optional = true } });
        Assert.Equal((1L, "no-detail-link"), (strict.Reading.Unreadable, strict.Problems[^1].Problem.Code));
        Assert.Equal(0, lenient.Reading.Unreadable);
        Assert.Equal(["一"], lenient.Titles);
    }

    [Fact]
    public async Task DetailPageThatIsAFile_IsUnread_AndTheListingStaysWhole()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", List(2)).Html("/1.html", "<h1>一</h1>").Text("/2.html", "%PDF-1.7", "application/pdf");
        var harvest = await Harvest.HtmlAsync(site, Block);
        Assert.Equal(("not-html", 2L), (Assert.Single(harvest.Problems).Problem.Code, harvest.Problems[0].Position));
        Assert.Equal(["一"], harvest.Titles);
        Assert.Equal((1L, true), (harvest.Reading.Unreadable, harvest.Reading.ReachedEnd));
        Assert.Empty(harvest.Reading.Doubts);
    }

    [Fact]
    public async Task SiteThatGoesDown_IsGivenUp()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", List(100)).Html("/1.html", "<h1>一</h1>");
        var harvest = await Harvest.HtmlAsync(site, Block);
        Assert.Equal(["一"], harvest.Titles);
        Assert.Equal(1 + 1 + 20, site.Requests.Count);
        Assert.False(harvest.Reading.ReachedEnd);
        Assert.Contains("in a row", Assert.Single(harvest.Reading.Doubts));
    }

    [Fact]
    public async Task CaptchaOnADetailPage_EndsTheRun()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", List(3)).Html("/1.html", "<h1>一</h1>").Html("/2.html", "<p class=captcha>").Html("/3.html", "<h1>三</h1>");
        var fault = await Assert.ThrowsAsync<SourceException>(() => Harvest.HtmlAsync(site, Block with { FailWhen = ".captcha" }, concurrency: 3));
        Assert.Equal("fail-when", fault.Code);
    }

    [Theory]
    [InlineData("<title>お知らせ</title><h1>ただいまメンテナンス中です</h1>", "maintenance-page")]
    [InlineData("<h1>ログイン</h1><form><input type=password></form>", "login-page")]
    public async Task MaintenanceOrLoginOnADetailPage_IsNoRecord(string html, string code)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", List(3)).Html("/1.html", "<h1>橋梁メンテナンス計画</h1>").Html("/2.html", html).Html("/3.html", "<h1>工事中の道路</h1>");
        var harvest = await Harvest.HtmlAsync(site, Block);
        Assert.Equal(["橋梁メンテナンス計画", "工事中の道路"], harvest.Titles);
        Assert.Equal((code, Whose.Source, 2L), (Assert.Single(harvest.Problems).Problem.Code, harvest.Problems[0].Problem.Whose, harvest.Problems[0].Position));
        Assert.Equal((1L, true), (harvest.Reading.Unreadable, harvest.Reading.ReachedEnd));
    }

    [Theory]
    [InlineData("http://other.example.org/1.html", "foreign-address")]
    [InlineData("1.csv", "link-to-file")]
    [InlineData("javascript:show(1)", "no-detail-link")]
    [InlineData("#detail", "no-detail-link")]
    [InlineData("mailto:a@example.jp", "no-detail-link")]
    public async Task DetailLinkToNoPageOfTheSite_IsNotFollowedAndTheItemIsUnread(string href, string code)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", $"<li><a href=2.html>二</a><li><a href='{href}'>一</a>").Html("/2.html", "<h1>二</h1>");
        var harvest = await Harvest.HtmlAsync(site, Block with { Detail = Block.Detail! with { Optional = true } });
        Assert.Equal(["/index.html", "/2.html"], site.Requests);
        Assert.Equal((code, 2L, href), (Assert.Single(harvest.Problems).Problem.Code, harvest.Problems[0].Position, harvest.Problems[0].Problem.Value));
        Assert.Equal(1, harvest.Reading.Unreadable);
    }

    [Fact]
    public async Task ItemsWhoseLinksAreOfAnotherKind_AreNoItems()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", "<a href=/index.html>トップ</a><a href=/opendata/index.html>一覧</a><a href=/opendata/00012.html>一</a><a href=/opendata/00013.html>二</a>")
            .Html("/opendata/00012.html", "<h1>一</h1>").Html("/opendata/00013.html", "<h1>二</h1>");
        var block = Blocks.Of("a", "h1") with
        {
            Detail = new HtmlLink(".", "href", false) { Address = new Regex("/opendata/[0-9]+\\.html$") },
            Count = new HtmlCount("p", null, true),
        };
        var harvest = await Harvest.HtmlAsync(site, block);
        Assert.Equal(["一", "二"], harvest.Titles);
        Assert.Equal([1L, 2], harvest.Records.Select(record => record.Position));
        Assert.Empty(harvest.Problems);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/index.html")]
    [InlineData("http://other.example.org/x.html")]
    public async Task RemovedPageThatRedirectsAway_IsUnread(string to)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", "<h1>一覧</h1>" + List(3)).Html("/1.html", "<h1>一</h1>").Redirect("/2.html", to).Html("/3.html", "<h1>三</h1>").Html("/", "<h1>例示市</h1>").Html("/x.html", "<h1>別</h1>");

        var harvest = await Harvest.HtmlAsync(site, Block);

        Assert.Equal(["一", "三"], harvest.Titles);
        Assert.Equal(("redirected-away", 2L), (Assert.Single(harvest.Problems).Problem.Code, harvest.Problems[0].Position));
        Assert.Equal((1L, true), (harvest.Reading.Unreadable, harvest.Reading.ReachedEnd));
    }

    [Fact]
    public async Task PagesThatRedirectToOne_AreAllUnread_AndOneThatMovedIsRead()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", List(5)).Html("/1.html", "<h1>一</h1>").Redirect("/2.html", "/gone.html").Redirect("/3.html", "/gone.html").Redirect("/4.html", "/gone.html")
            .Redirect("/5.html", "/new/5.html").Html("/gone.html", "<h1>ページが見つかりません</h1>").Html("/new/5.html", "<h1>五</h1>");

        var harvest = await Harvest.HtmlAsync(site, Block);

        Assert.Equal(["一", "五"], harvest.Titles);
        Assert.Equal(["2.html", "3.html", "4.html"], harvest.Problems.Select(problem => problem.RecordUrl![(Host.Length + 1)..]));
        Assert.All(harvest.Problems, problem => Assert.Equal("redirected-away", problem.Problem.Code));
        Assert.Equal(3, harvest.Reading.Unreadable);
    }

    [Fact]
    public async Task ColumnOfTheFilesRenamedOnADetailPage_IsUnreadAlsoWhereFilesAreRequired()
    {
        await using var site = await LoopbackSite.StartAsync();
        const string table = "<h1>{0}</h1><table><tr><th>{1}</th><th>更新日</th></tr><tr><td><a href=1.csv>CSV</a></td><td>4月</td></tr></table>";
        site.Html("/index.html", List(3)).Html("/1.html", Table("一", "ファイル")).Html("/2.html", Table("二", "データ")).Html("/3.html", Table("三", "ファイル"));
        var block = Block with
        {
            Files = HtmlFiles.Required,
            Distributions = new HtmlDistributions(new HtmlItems("table", null) { Layout = HtmlLayout.Table }, new Dictionary<string, HtmlValue>
            {
                ["downloadUrl"] = new() { Select = "a", Attr = "href" },
                ["title"] = new() { Column = ["ファイル"] },
            }),
        };

        var harvest = await Harvest.HtmlAsync(site, block);

        Assert.Equal(["一", "三"], harvest.Titles);
        Assert.Equal((1L, 0L), (harvest.Reading.Unreadable, harvest.Reading.Excluded));
        Assert.Equal(("files-not-read", 2L), (Assert.Single(harvest.Problems).Problem.Code, harvest.Problems[0].Position));

        static string Table(string title, string head) => table.Replace("{0}", title, StringComparison.Ordinal).Replace("{1}", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FieldFromTheItem_StandsBesideThoseOfItsPage()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", "<li><a href=kenko/1.html>一</a><b>（保健課）</b><img src=icon.png>").Html("/kenko/1.html", "<h1>健診</h1><b>別の課</b>");
        var block = Block.With("publisher.unit", new HtmlValue { Item = true, Select = "b", Regex = new Regex("（(.+)）") }).With("landingPage", new HtmlValue { Item = true, Select = "a", Attr = "href" });
        var harvest = await Harvest.HtmlAsync(site, block);
        Assert.Equal("保健課", (string?)harvest.Payloads[0]["publisher.unit"]);
        Assert.Equal($"{Host}/kenko/1.html", (string?)harvest.Payloads[0]["landingPage"]);
        Assert.Equal("健診", harvest.Titles[0]);
    }

    [Fact]
    public async Task ListAndDetailInShiftJis_GiveTheRightWords()
    {
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        var shiftJis = System.Text.Encoding.GetEncoding("shift_jis");
        await using var site = await LoopbackSite.StartAsync();
        site.Bytes("/index.html", shiftJis.GetBytes("<meta charset=Shift_JIS><li><a href='show.cgi?name=水道'>水道</a>"), "text/html");
        site.Bytes("/show.cgi?name=%90%85%93%B9", shiftJis.GetBytes("<h1>①水道～使用量</h1><a href='台帳.csv'>ＣＳＶ</a>"), "text/html; charset=Shift_JIS");
        var harvest = await Harvest.HtmlAsync(site, Block);
        Assert.Equal(["①水道～使用量"], harvest.Titles);
        Assert.Equal([$"{Host}/%E5%8F%B0%E5%B8%B3.csv"], harvest.Files(0));
    }

    private static string List(int count) => string.Concat(Enumerable.Range(1, count).Select(number => $"<li><a href='{number}.html'>{number}</a>"));
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Harvester.Connectors.Definitions;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Connectors.Html;

/// <summary>Category index → lists → details (pattern 27), and the links that stand beside them.</summary>
public sealed class IndexTests
{
    private const string Host = LoopbackSite.Host;

    private static readonly HtmlBlock Block = Blocks.Of("li", "a") with { Index = [new HtmlLink("ul.categories a", "href", false)] };

    [Fact]
    public async Task CategoryPages_AreReadInTheirOrder_AndTheLinksWordsAreAField()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Categories("/kenko/index.html|健康・福祉", "bosai/|防災", "/kenko/index.html#top|健康・福祉（再掲）"))
            .Html("/kenko/index.html", "<li><a href=1.csv>保健センター</a>").Html("/bosai/", "<li><a href=2.csv>消防団詰所</a><li><a href=3.csv>避難所</a>");

        var harvest = await Harvest.HtmlAsync(site, Block.With("groups", new HtmlValue { Link = true }));

        Assert.Equal([("保健センター", "健康・福祉"), ("消防団詰所", "防災"), ("避難所", "防災")], harvest.Payloads.Select(Named));
        Assert.Equal(["/index.html", "/kenko/index.html", "/bosai/"], site.Requests);
        Assert.Equal(["健康・福祉/保健センター", "防災/消防団詰所", "防災/避難所"], harvest.Records.Select(record => record.RecordId));
        Assert.Equal([1L, 2, 3], harvest.Records.Select(record => record.Position));
        Assert.True(harvest.Reading.ReachedEnd);
        Assert.Empty(harvest.Problems);
    }

    [Fact]
    public async Task TwoLevelsAndDetails_WithBaseAndOtherFolders_AllWordsOfTheWay()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Categories("a/index.html|暮らし"))
            .Html("/a/index.html", "<p><a class=part href=b/list.html>（水道）</a><a class=part href=c/list.html>ごみ</a>")
            .Html("/a/b/list.html", "<base href='/files/x/'><li><a href='../../kenko/1.html'>一</a>")
            .Html("/a/c/list.html", "<li><a href='../../2.html'>二</a>")
            .Html("/kenko/1.html", "<h1>配水管延長</h1><a href=files/k.csv>CSV</a>").Html("/2.html", "<h1>ごみ量</h1>");
        var block = Blocks.Of("li", "h1").With("groups", new HtmlValue { Link = true, Many = true }).With("keywords", new HtmlValue { Link = true, Regex = new Regex("（(.+)）"), Optional = true })
            with
        { Index = [.. Block.Index, new HtmlLink("a.part", "href", false)], Detail = new HtmlLink("a", "href", false) };

        var harvest = await Harvest.HtmlAsync(site, block);

        Assert.Equal(["配水管延長", "ごみ量"], harvest.Titles);
        Assert.Equal([$"{Host}/kenko/files/k.csv"], harvest.Files(0));
        Assert.Equal(["暮らし", "（水道）"], harvest.Payloads[0]["groups"]!.AsArray().Select(word => (string)word!));
        Assert.Equal(("水道", null), ((string?)harvest.Payloads[0]["keywords"], (string?)harvest.Payloads[1]["keywords"]));
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task CategoryWithoutParts_ListsItsItemsAtOnce()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Categories("a.html|暮らし", "b.html|防災")).Html("/a.html", "<a class=part href=c.html>水道</a>").Html("/b.html", "<li><a href=2.csv>二</a>").Html("/c.html", "<li><a href=1.csv>一</a>");

        var harvest = await Harvest.HtmlAsync(site, Block with { Index = [.. Block.Index, new HtmlLink("a.part", "href", false)] });

        Assert.Equal(["一", "二"], harvest.Titles);
        Assert.Equal(4, site.Requests.Count);
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task LinksThatAreNoPagesOfTheSite_AreNotFollowed()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Categories("a.html|防災", "#top|先頭へ", "mailto:a@example.jp|メール", "tel:03|電話", "riyou.pdf|利用規約", "/en/|English", "|空"))
            .Html("/a.html", "<li><a href=1.csv>一</a>");

        var harvest = await Harvest.HtmlAsync(site, Block with { SkipAddress = new Regex("/en/") });

        Assert.Equal(["/index.html", "/a.html"], site.Requests);
        Assert.True(harvest.Reading.ReachedEnd);
        Assert.Equal("link-to-file", Assert.Single(harvest.Problems).Problem.Code);
        Assert.Contains("index[0].select (\"ul.categories a\")", harvest.Problems[0].Problem.Detail);
    }

    [Theory]
    [InlineData(false, null, false)]
    [InlineData(true, null, true)]
    [InlineData(false, "catalog", true)]
    public async Task CategoryOnAnotherHost_IsADoubtUnlessTheFileAllowsForIt(bool optional, string? skipAddress, bool complete)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Categories("a.html|防災", "https://catalog.example.org/b.html|健康")).Html("/a.html", "<li><a href=1.csv>一</a>");

        var harvest = await Harvest.HtmlAsync(site, Block with
        {
            Index = [Block.Index[0] with { Optional = optional }],
            SkipAddress = skipAddress is null ? null : new Regex(skipAddress),
        });

        Assert.Equal(["/index.html", "/a.html"], site.Requests);
        Assert.Equal(complete, harvest.Reading.ReachedEnd);
        if (!complete)
            Assert.Contains("other hosts", Assert.Single(harvest.Reading.Doubts));
        Assert.Equal(skipAddress is null ? ["foreign-address"] : [], harvest.Problems.Select(problem => problem.Problem.Code));
    }

    [Theory]
    [InlineData("/index.html")]
    [InlineData("/")]
    [InlineData("http://other.example.org/c.html")]
    public async Task DeadCategoryThatRedirectsAway_IsADoubtEvenWhereTheLevelIsOptional(string to)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Categories("a.html|防災", "b.html|健康")).Html("/a.html", "<li><a href=1.csv>一</a>").Redirect("/b.html", to).Html("/", "<h1>例示市").Html("/c.html", "<li><a href=1.csv>別</a>");

        var harvest = await Harvest.HtmlAsync(site, Block with { Index = [Block.Index[0] with { Optional = true }] });

        Assert.Equal(["一"], harvest.Titles);
        Assert.Equal("redirected-away", Assert.Single(harvest.Problems).Problem.Code);
        Assert.False(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task EqualTitlesOfTwoCategories_AreNotGrouped_AndDifferingValuesAreCounted()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Categories("a.html|学校", "b.html|保育所")).Html("/a.html", "<li><a href=1.csv>所在地</a><i>4月</i>")
            .Html("/b.html", "<li><a href=2.csv>所在地</a><i>4月</i><li><a href=3.csv>所在地</a><i>5月</i><li><a href=4.csv>所在地</a><i>6月</i>");

        var harvest = await Harvest.HtmlAsync(site, Block.With("modified", new HtmlValue { Select = "i" }) with { GroupBy = "title" });

        Assert.Equal(["学校/所在地", "保育所/所在地"], harvest.Records.Select(record => record.RecordId));
        Assert.Equal([$"{Host}/2.csv", $"{Host}/3.csv", $"{Host}/4.csv"], harvest.Files(1));
        var problem = Assert.Single(harvest.Problems).Problem;
        Assert.Equal(("differing-values", "modified"), (problem.Code, problem.Field));
        Assert.StartsWith("2 values", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FurtherHost_IsFollowedWhereTheFileNamesIt()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Categories("http://data.example.jp/a.html|防災")).Html("/a.html", "<li><a href=1.csv>一</a>");
        var harvest = await Harvest.HtmlAsync(site, Block with { Hosts = ["data.example.jp"] });
        Assert.Equal("http://data.example.jp/a.html", harvest.Records[0].RecordUrl);
    }

    [Fact]
    public async Task CategoryByScriptOnly_IsADoubt()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Categories("a.html|防災", "javascript:open(2)|健康")).Html("/a.html", "<li><a href=1.csv>一</a>");
        var harvest = await Harvest.HtmlAsync(site, Block);
        Assert.Contains("\"健康\"", Assert.Single(harvest.Reading.Doubts));
        Assert.False(harvest.Reading.ReachedEnd);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TermsAmongTheCategories_AreADoubtUnlessTheLevelIsOptional(bool optional)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Categories("riyou.html|利用規約", "a.html|防災")).Html("/riyou.html", "<h1>利用規約</h1><p>…").Html("/a.html", "<li><a href=1.csv>一</a>");

        var harvest = await Harvest.HtmlAsync(site, Block with { Index = [Block.Index[0] with { Optional = optional }] });

        Assert.Equal(["一"], harvest.Titles);
        Assert.Equal(optional, harvest.Reading.ReachedEnd);
        if (optional)
            Assert.Equal(("page-without-items", Severity.Info), (Assert.Single(harvest.Problems).Problem.Code, harvest.Problems[0].Problem.Severity));
        else
            Assert.Contains("/riyou.html matches items.select (\"li\")", Assert.Single(harvest.Reading.Doubts));
    }

    [Theory]
    [InlineData("<h1>ただいまメンテナンス中です</h1>", "maintenance-page")]
    [InlineData("<form><input type=password></form>", "login-page")]
    public async Task CategoryUnderMaintenance_IsADoubtEvenWhereTheLevelIsOptional(string html, string code)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Categories("a.html|防災", "b.html|健康")).Html("/a.html", "<li><a href=1.csv>一</a>").Html("/b.html", html);

        var harvest = await Harvest.HtmlAsync(site, Block with { Index = [Block.Index[0] with { Optional = true }] });

        Assert.Equal(["一"], harvest.Titles);
        Assert.Equal((code, Whose.Source, $"{Host}/b.html"), (Assert.Single(harvest.Problems).Problem.Code, harvest.Problems[0].Problem.Whose, harvest.Problems[0].RecordUrl));
        Assert.Single(harvest.Reading.Doubts);
        Assert.False(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task DeadCategory_KeepsTheOthersAndIsADoubt()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Categories("a.html|防災", "b.html|健康", "c.html|教育")).Html("/a.html", "<li><a href=1.csv>一</a>").Status("/b.html", 500).Html("/c.html", "<li><a href=3.csv>三</a>");

        var harvest = await Harvest.HtmlAsync(site, Block);

        Assert.Equal(["一", "三"], harvest.Titles);
        Assert.Contains("/b.html could not be read", Assert.Single(harvest.Reading.Doubts));
        Assert.Equal("http-500", Assert.Single(harvest.Problems).Problem.Code);
        Assert.False(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task SiteThatGoesDownAfterTheIndex_IsGivenUpAndTheFaultIsTheRuns()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Categories([.. Enumerable.Range(1, 100).Select(number => $"{number}.html|第{number}区分")]));
        var fault = await Assert.ThrowsAsync<SourceException>(() => Harvest.HtmlAsync(site, Block));
        Assert.Equal("http-404", fault.Code);
        Assert.Equal(1 + 20, site.Requests.Count);
    }

    [Theory]
    [InlineData("<ul class=menu><a href=a.html>防災</a></ul>", "index[0].select (\"ul.categories a\")", "/index.html")]
    [InlineData("<ul class=categories><a href=a.html>防災</a></ul>", "items.select (\"li\")", "/a.html")]
    public async Task RedesignedIndexOrLists_NameSelectorAndPage(string index, string selector, string page)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", index).Html("/a.html", "<div class=new><a href=1.csv>一</a></div>");
        var fault = await Assert.ThrowsAsync<SourceException>(() => Harvest.HtmlAsync(site, Block));
        Assert.Equal(("selector-matched-nothing", Whose.Ours, Host + page), (fault.Code, fault.Whose, fault.Url));
        Assert.Contains(selector, fault.Message);
    }

    [Fact]
    public async Task RecordOfTwoCategories_IsOneRecordOfBoth()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Categories("a.html|防災", "b.html|健康")).Html("/a.html", "<li><a href=1.html>一</a><li><a href=2.html>二</a>").Html("/b.html", "<li><a href=1.html>一</a>")
            .Html("/1.html", "<h1>救護所</h1>").Html("/2.html", "<h1>避難所</h1>");
        var block = Blocks.Of("li", "h1").With("groups", new HtmlValue { Link = true, Many = true }) with { Index = Block.Index, Detail = new HtmlLink("a", "href", false) };

        var harvest = await Harvest.HtmlAsync(site, block);

        Assert.Equal(["救護所", "避難所"], harvest.Titles);
        Assert.Equal(["防災", "健康"], harvest.Payloads[0]["groups"]!.AsArray().Select(word => (string)word!));
        Assert.Equal(["/index.html", "/a.html", "/1.html", "/2.html", "/b.html"], site.Requests);
        Assert.Empty(harvest.Problems);
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task PagedCategories_EachWithItsOwnCount()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Categories("a.html|防災", "b.html|健康"))
            .Html("/a.html", "<p class=hits>全２件</p><li>一</li><a class=next href='a2.html'>次へ</a>").Html("/a2.html", "<p class=hits>全2件<li>二")
            .Html("/b.html", "<p class=hits>全3件</p><li>三<li>四");
        var block = Blocks.Of("li").Paged() with { Index = Block.Index, Count = new HtmlCount(".hits", new Regex("全([0-9,]+)件"), false) };

        var harvest = await Harvest.HtmlAsync(site, block);

        Assert.Equal(["一", "二", "三", "四"], harvest.Titles);
        Assert.Contains("/b.html announces 3 items by count.select (\".hits\"), but 2", Assert.Single(harvest.Reading.Doubts));
        Assert.Null(harvest.Reading.Announced);
    }

    [Fact]
    public async Task EnglishHalfWithTheSameFiles_IsLeftOut()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", "<li><a href=/opendata/1.html>一</a><li><a href=/en/opendata/1.html>one</a><li><a href='/opendata/1.html?print=1'>印刷</a>").Html("/opendata/1.html", "<h1>一</h1>");

        var harvest = await Harvest.HtmlAsync(site, Blocks.Of("li", "h1") with { Detail = new HtmlLink("a", "href", false), SkipAddress = new Regex("/en/|[?&]print=") });

        Assert.Equal(["一"], harvest.Titles);
        Assert.Equal(["/index.html", "/opendata/1.html"], site.Requests);
        Assert.Equal((0L, true), (harvest.Reading.Unreadable, harvest.Reading.ReachedEnd));
    }

    private static (string?, string?) Named(JsonNode payload) => ((string?)payload["title"], (string?)payload["groups"]);

    /// <param name="links">Address and words, divided by a bar.</param>
    private static string Categories(params IEnumerable<string> links) =>
        $"<a href=/somewhere/else.html>他</a><ul class=categories>{string.Concat(links.Select(link => $"<p><a href=\"{link.Split('|')[0]}\">{link.Split('|')[1]}</a>"))}</ul>";
}

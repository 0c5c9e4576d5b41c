using System.Text.RegularExpressions;
using Harvester.Connectors.Definitions;
using Xunit;

namespace Harvester.Tests.Connectors.Html;

/// <summary>Pages without a link to the next one (pattern 28): numbers, templates of addresses, announced counts.</summary>
public sealed class PagerTests
{
    private static readonly HtmlBlock Numbered = Blocks.Of("li") with { Pages = new HtmlPager { Links = new HtmlLink("p.pager a", "href", false) } };
    private static readonly HtmlCount Hits = new(".hits", new Regex("全([0-9,]+)件"), false);

    [Fact]
    public async Task NumberedPager_AllItsPagesOnce_AlsoThoseThatOnlyLaterPagesShow()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Items("一") + Pager("index.html|1", "?p=2|2", "?p=3|3", "?p=3|次へ"))
            .Html("/index.html?p=2", Items("二") + Pager("?p=1|1", "#|2", "?p=3|3"))
            .Html("/index.html?p=3", Items("三") + Pager("?p=2|2", "javascript:void(0)|3", "?p=4|4"))
            .Html("/index.html?p=1", Items("一")).Html("/index.html?p=4", Items("四") + Pager("?p=1|1"));

        var harvest = await Harvest.HtmlAsync(site, Numbered);

        Assert.Equal(["一", "二", "三", "四"], harvest.Titles);
        Assert.Equal(5, site.Requests.Count);
        Assert.True(harvest.Reading.ReachedEnd);
        Assert.Equal("repeated-page", Assert.Single(harvest.Problems).Problem.Code);
    }

    [Fact]
    public async Task SortLinksBesideTheNumbers_GiveNothingTwice_AndAreTold()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Items("一,二") + Pager("?sort=new|新着順", "?p=2|2")).Html("/index.html?sort=new", Items("二,一")).Html("/index.html?p=2", Items("三"));

        var harvest = await Harvest.HtmlAsync(site, Numbered);

        Assert.Equal(["一", "二", "三"], harvest.Titles);
        Assert.Equal(("repeated-page", "新着順"), (Assert.Single(harvest.Problems).Problem.Code, harvest.Problems[0].Problem.Value));
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task NumbersThatDoNotTurnPages_AreADoubt()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Items("一") + Pager("?p=２|２")).Html("/index.html?p=%EF%BC%92", "<p>2ページ目" + Items("一"));
        var harvest = await Harvest.HtmlAsync(site, Numbered);
        Assert.Equal(["一"], harvest.Titles);
        Assert.Contains("number 2", Assert.Single(harvest.Reading.Doubts));
    }

    [Fact]
    public async Task NumbersByScriptOnly_AreADoubt()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Items("一") + Pager("javascript:void(0)|1", "javascript:go(2)|2", "javascript:go(3)|3"));
        var harvest = await Harvest.HtmlAsync(site, Numbered);
        Assert.Contains("only a script", Assert.Single(harvest.Reading.Doubts));
        Assert.False(harvest.Reading.ReachedEnd);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NoPagerAtAll_IsADoubtUnlessOptional(bool optional)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Items("一"));
        var harvest = await Harvest.HtmlAsync(site, Numbered with { Pages = new HtmlPager { Links = new HtmlLink("p.pager a", "href", optional) } });
        Assert.Equal(optional, harvest.Reading.ReachedEnd);
        Assert.Equal(optional ? 0 : 1, harvest.Reading.Doubts.Count(doubt => doubt.Contains("p.pager a")));
    }

    [Fact]
    public async Task DeadPageInTheMiddle_TheOthersAreRead()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Items("一") + Pager("?p=2|2", "?p=3|3")).Status("/index.html?p=2", 500).Html("/index.html?p=3", Items("三"));
        var harvest = await Harvest.HtmlAsync(site, Numbered);
        Assert.Equal(["一", "三"], harvest.Titles);
        Assert.Contains("?p=2", Assert.Single(harvest.Reading.Doubts));
    }

    [Fact]
    public async Task PagerIntoACalendarWithoutEnd_StopsAtTheLimit()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Items("0") + Pager("?m=1|翌月"));
        for (var month = 1; month <= 1001; month++)
            site.Html($"/index.html?m={month}", Items($"{month}") + Pager($"?m={month + 1}|翌月"));
        var harvest = await Harvest.HtmlAsync(site, Numbered);
        Assert.Equal(1000, harvest.Records.Count);
        Assert.Contains("1000 pages", Assert.Single(harvest.Reading.Doubts));
    }

    [Theory]
    [InlineData("")] // an empty page
    [InlineData("五")] // the last page again
    [InlineData("一,二")] // the first page again
    public async Task Template_EndsAtAnEmptyOrRepeatingPage(string beyond)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/opendata/index.php?p=1_1&displayedresults=2", Items("一,二")).Html("/opendata/index.php?p=2_1&displayedresults=2", Items("三,四"))
            .Html("/opendata/index.php?p=3_1&displayedresults=2", Items("五")).Html("/opendata/index.php?p=4_1&displayedresults=2", Items(beyond))
            .Html("/opendata/index.php?p=5_1&displayedresults=2", Items(""));

        var harvest = await Harvest.HtmlAsync(site, Templated());

        Assert.Equal(["一", "二", "三", "四", "五"], harvest.Titles);
        Assert.Equal(beyond.Length == 0 ? 5 : 4, site.Requests.Count);
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task Template_PageWithoutItemsInTheMiddle_IsNotTheEndAndADoubt()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/opendata/index.php?p=1_1&displayedresults=2", Items("一,二")).Html("/opendata/index.php?p=2_1&displayedresults=2", "<h1>エラー</h1>")
            .Html("/opendata/index.php?p=3_1&displayedresults=2", Items("五")).Html("/opendata/index.php?p=4_1&displayedresults=2", Items("")).Html("/opendata/index.php?p=5_1&displayedresults=2", Items(""));

        var harvest = await Harvest.HtmlAsync(site, Templated());

        Assert.Equal(["一", "二", "五"], harvest.Titles);
        Assert.Contains("?p=2_1&displayedresults=2 of the template has no items", Assert.Single(harvest.Reading.Doubts));
        Assert.False(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task Template_StopsAtTheAnnouncedCount()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/opendata/index.php?p=1_1&displayedresults=2", "<p class=hits>全３件" + Items("一,二")).Html("/opendata/index.php?p=2_1&displayedresults=2", Items("三"));
        var harvest = await Harvest.HtmlAsync(site, Templated() with { Count = Hits });
        Assert.Equal(2, site.Requests.Count);
        Assert.Equal((3L, true), (harvest.Reading.Announced, harvest.Reading.ReachedEnd));
    }

    [Fact]
    public async Task Template_WithAStepOfItems()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Items("一,二")).Html("/list?from=20", Items("三")).Html("/list?from=40", Items("四")).Html("/list?from=60", "<p>該当するデータはありません").Html("/list?from=80", "<p>該当するデータはありません");
        var harvest = await Harvest.HtmlAsync(site, Blocks.Of("li") with { Pages = new HtmlPager { Template = "/list?from={page}", First = 20, Step = 20 } });
        Assert.Equal(["一", "二", "三", "四"], harvest.Titles);
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task Template_WhoseNumberDoesNotTurnPages_IsADoubt()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/opendata/index.php?p=1_1&displayedresults=2", Items("一,二")).Html("/opendata/index.php?p=2_1&displayedresults=2", Items("一,二"));
        var harvest = await Harvest.HtmlAsync(site, Templated());
        Assert.Equal(["一", "二"], harvest.Titles);
        Assert.Contains("does not turn pages", Assert.Single(harvest.Reading.Doubts));
    }

    [Fact]
    public async Task Template_MaintenancePageInTheMiddle_IsNotTheEnd()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/opendata/index.php?p=1_1&displayedresults=2", Items("一,二")).Html("/opendata/index.php?p=2_1&displayedresults=2", "<h1>ただいまメンテナンス中です</h1>");
        var harvest = await Harvest.HtmlAsync(site, Templated());
        Assert.Equal("maintenance-page", Assert.Single(harvest.Problems).Problem.Code);
        Assert.Single(harvest.Reading.Doubts);
        Assert.False(harvest.Reading.ReachedEnd);
    }

    [Theory]
    [InlineData("全1,234件中 1～2件", 1234)]
    [InlineData("全１，２３４件", 1234)]
    [InlineData("全 2件", null)] // the pattern allows no space
    [InlineData("該当なし", null)]
    public async Task AnnouncedCount_IsReadAndHeldAgainstTheItems(string text, int? announced)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", $"<p class=hits>{text}</p>{Items("一,二")}");
        var harvest = await Harvest.HtmlAsync(site, Blocks.Of("li") with { Count = Hits });
        Assert.Equal(announced, harvest.Reading.Announced);
        Assert.Contains("count.select (\".hits\")", Assert.Single(harvest.Reading.Doubts));
        Assert.False(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task CountThatIsGone_IsADoubtThatNamesIt_UnlessOptional()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Items("一"));
        var strict = await Harvest.HtmlAsync(site, Blocks.Of("li") with { Count = Hits });
        var lenient = await Harvest.HtmlAsync(site, Blocks.Of("li") with { Count = Hits with { Optional = true } });
        Assert.Contains(".hits", Assert.Single(strict.Reading.Doubts));
        Assert.True(lenient.Reading.ReachedEnd);
    }

    [Fact]
    public async Task CountThatIsMet_ClearsDoubtsAboutThePager()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", "<p class=hits>全2件" + Items("一") + "<a class=next href='?p=2'>次へ</a>").Html("/index.html?p=2", Items("二") + "<a class=next href='javascript:next()'>次へ</a>");
        var harvest = await Harvest.HtmlAsync(site, Blocks.Of("li").Paged() with { Count = Hits });
        Assert.Empty(harvest.Reading.Doubts);
        Assert.Equal((2L, true), (harvest.Reading.Announced, harvest.Reading.ReachedEnd));
    }

    [Fact]
    public async Task ShowMoreAsAPlainLink_IsTheNextLink()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Items("一") + "<a class=more href='?offset=1'>もっと見る</a>").Html("/index.html?offset=1", Items("二") + "<a class=more href=/en/>English</a>");
        var harvest = await Harvest.HtmlAsync(site, Blocks.Of("li") with { Next = new HtmlLink("a.more", "href", true) { Text = new Regex("もっと見る|続きを見る") } });
        Assert.Equal(["一", "二"], harvest.Titles);
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task CountBelowTheItems_IsTold()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", "<p class=hits>全1件" + Items("一,二"));
        var harvest = await Harvest.HtmlAsync(site, Blocks.Of("li") with { Count = Hits });
        Assert.Equal("count-differs", Assert.Single(harvest.Problems).Problem.Code);
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task UnsortedPagesWithRepeatsAndGaps_AreNoticedByTheCount()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", "<p class=hits>全4件" + Items("一,二") + Pager("?p=2|2")).Html("/index.html?p=2", Items("二,三"));
        var harvest = await Harvest.HtmlAsync(site, Numbered with { Count = Hits });
        Assert.Equal(["一", "二", "三"], harvest.Titles);
        Assert.Contains("announces 4 items", Assert.Single(harvest.Reading.Doubts));
    }

    [Fact]
    public async Task ItemTwiceOnOnePage_MeetsTheCount()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", "<p class=hits>全3件" + Items("一,二,一"));
        var harvest = await Harvest.HtmlAsync(site, Blocks.Of("li") with { Count = Hits });
        Assert.Equal((3L, 1L, true), (harvest.Reading.Announced, harvest.Reading.Doubles, harvest.Reading.ReachedEnd));
    }

    private static HtmlBlock Templated() => Blocks.Of("li", start: "/opendata/index.php?p=1_1&displayedresults=2") with
    {
        Pages = new HtmlPager { Template = "?p={page}_1&displayedresults=2" },
    };

    private static string Items(string items) => $"<ul>{string.Concat(items.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(item => $"<li>{item}</li>"))}</ul>";

    /// <param name="links">Address and words, divided by a bar.</param>
    private static string Pager(params IEnumerable<string> links) =>
        $"<p class=pager>{string.Concat(links.Select(link => $"<a href=\"{link.Split('|')[0]}\">{link.Split('|')[1]}</a>"))}</p>";
}

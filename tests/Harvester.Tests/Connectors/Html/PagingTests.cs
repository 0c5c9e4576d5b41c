using System.Text.RegularExpressions;
using Harvester.Connectors.Definitions;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Connectors.Html;

public sealed class PagingTests
{
    [Fact]
    public async Task NextLinks_AreFollowedToTheLastPage()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Page("一,二", next: "?page=2")).Html("/index.html?page=2", Page("三", next: "index_3.html")).Html("/index_3.html", Page("四"));
        var harvest = await Harvest.HtmlAsync(site, Blocks.Of("li").Paged("a:contains('次へ')"));
        Assert.Equal(["一", "二", "三", "四"], harvest.Titles);
        Assert.Equal([1L, 2, 3, 4], harvest.Records.Select(record => record.Position));
        Assert.Equal(3, harvest.Reading.Pages);
        Assert.True(harvest.Reading.ReachedEnd);
        Assert.Equal($"{LoopbackSite.Host}/index_3.html", harvest.Records[3].RecordUrl);
    }

    [Theory]
    [InlineData("index.html")] // the first
    [InlineData("index_2.html")]
    public async Task NextToAPageReadBefore_StopsWithDoubt(string next)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Page("一", next: "index_2.html")).Html("/index_2.html", Page("二", next: "index_3.html")).Html("/index_3.html", Page("三", next: next));
        var harvest = await Harvest.HtmlAsync(site, Blocks.Of("li").Paged());
        Assert.Equal(["一", "二", "三"], harvest.Titles);
        Assert.Equal(3, site.Requests.Count);
        Assert.Contains(next, Assert.Single(harvest.Reading.Doubts));
        Assert.False(harvest.Reading.ReachedEnd);
    }

    [Theory]
    [InlineData("index_2.html")]
    [InlineData("#")]
    [InlineData("?page=2")] // which redirects nowhere: the address that was asked for
    public async Task LastPageThatLinksToItself_IsTheEnd(string next)
    {
        await using var site = await LoopbackSite.StartAsync();
        var second = next[0] == '?' ? "/index.html?page=2" : "/index_2.html";
        site.Html("/index.html", Page("一", next: second)).Html(second, Page("二", next: next));
        var harvest = await Harvest.HtmlAsync(site, Blocks.Of("li").Paged());
        Assert.Equal(["一", "二"], harvest.Titles);
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Theory]
    [InlineData("index.html", "")]
    [InlineData("#", "")]
    [InlineData("#", "onclick='turn(2)'")]
    public async Task FirstPageThatLinksToItself_TurnsPagesByScript(string next, string attributes)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", $"<li>一<a class=next href='{next}' {attributes}>次へ</a>");
        var harvest = await Harvest.HtmlAsync(site, Blocks.Of("li").Paged());
        Assert.Contains("the page itself", Assert.Single(harvest.Reading.Doubts));
        Assert.False(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task NextToAnotherHost_IsNotFollowedAndADoubt()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Page("一", next: "http://internal.example.local/index.html?page=2"));
        var harvest = await Harvest.HtmlAsync(site, Blocks.Of("li").Paged());
        Assert.Single(site.Requests);
        Assert.Contains("internal.example.local", Assert.Single(harvest.Reading.Doubts));
    }

    [Fact]
    public async Task NextMonthAndNextArticle_AreNotTakenForTheNextPage()
    {
        await using var site = await LoopbackSite.StartAsync();
        const string Others = "<a href=/calendar?m=5>次の月</a><a href=/news/2.html>次の記事</a>";
        site.Html("/index.html", Others + "<li>一</li><a href='?page=2'><img src=n.gif alt='次の２０件'></a>")
            .Html("/index.html?page=2", Others + "<li>二</li>");
        var block = Blocks.Of("li") with { Next = new HtmlLink("a", "href", true) { Text = new Regex("^次(へ|の[0-9]+件)") } };
        var harvest = await Harvest.HtmlAsync(site, block);
        Assert.Equal(["一", "二"], harvest.Titles);
        Assert.Equal(2, site.Requests.Count);
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task NextByScriptOnly_StopsWithDoubt()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Page("一", next: "javascript:next()"));
        var harvest = await Harvest.HtmlAsync(site, Blocks.Of("li").Paged());
        Assert.Equal(["一"], harvest.Titles);
        Assert.Contains("javascript:next()", Assert.Single(harvest.Reading.Doubts));
        Assert.False(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task NewAddressesWithTheSameItems_StopAtTheFirstRepetition()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Page("一", next: "?p=2"));
        for (var page = 2; page < 10; page++)
            site.Html($"/index.html?p={page}", $"<p>{page}ページ</p>{Page("一", next: $"?p={page + 1}")}");
        var harvest = await Harvest.HtmlAsync(site, Blocks.Of("li").Paged());
        Assert.Equal(["一"], harvest.Titles);
        Assert.Equal(2, site.Requests.Count);
        Assert.Contains("?p=2", Assert.Single(harvest.Reading.Doubts));
        Assert.False(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task NextThatIsNotOptional_AbsentBelowItems_IsADoubt()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Page("一"));
        var harvest = await Harvest.HtmlAsync(site, Blocks.Of("li").Paged(optional: false));
        Assert.Contains("a.next", Assert.Single(harvest.Reading.Doubts));
        Assert.False(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task NextThatIsNotOptional_EndsAtAPageWithoutItems()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Page("一", next: "?p=2")).Html("/index.html?p=2", Page("", next: "?p=3"));
        var harvest = await Harvest.HtmlAsync(site, Blocks.Of("li").Paged(optional: false));
        Assert.Equal(["一"], harvest.Titles);
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task LaterPageThatFails_KeepsTheEarlierOnesAndIsADoubt()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Page("一", next: "?p=2")).Status("/index.html?p=2", 500);
        var harvest = await Harvest.HtmlAsync(site, Blocks.Of("li").Paged());
        Assert.Equal(["一"], harvest.Titles);
        Assert.Contains("?p=2", Assert.Single(harvest.Reading.Doubts));
        Assert.Equal("http-500", Assert.Single(harvest.Problems).Problem.Code);
        Assert.False(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task SeveralStartPages_AreAllRead_EachPageOnce()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/a.html", Page("一", next: "b.html")).Html("/b.html", Page("二")).Html("/c.html", Page("三", next: "b.html#x"));
        var block = Blocks.Of("li").Paged() with { Start = [.. new[] { "a", "b", "c" }.Select(name => new Uri($"{LoopbackSite.Host}/{name}.html"))] };
        var harvest = await Harvest.HtmlAsync(site, block);
        Assert.Equal(["一", "二", "三"], harvest.Titles);
        Assert.Equal(["/a.html", "/b.html", "/c.html"], site.Requests);
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public async Task PagerWithoutEnd_StopsAtTheLimitOfPages()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Page("第1号", next: "?p=2"));
        for (var page = 2; page <= 1001; page++)
            site.Html($"/index.html?p={page}", Page($"第{page}号", next: $"?p={page + 1}"));
        var harvest = await Harvest.HtmlAsync(site, Blocks.Of("li").Paged());
        Assert.Equal(1000, harvest.Records.Count);
        Assert.Contains("1000 pages", Assert.Single(harvest.Reading.Doubts));
    }

    [Fact]
    public async Task FirstPageThatFails_IsTheSourcesFault()
    {
        await using var site = await LoopbackSite.StartAsync();
        var fault = await Assert.ThrowsAsync<SourceException>(() => Harvest.HtmlAsync(site, Blocks.Of("li")));
        Assert.Equal("http-404", fault.Code);
    }

    /// <param name="items">Divided by commas.</param>
    private static string Page(string items, string? next = null) =>
        $"<ul>{string.Concat(items.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(item => $"<li>{item}</li>"))}</ul>{(next is null ? "" : $"<a class=next href='{next}'>次へ</a>")}";
}

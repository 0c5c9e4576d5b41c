using System.Diagnostics;
using Harvester.Connectors.Definitions;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Connectors.Html;

/// <summary>What is lost, doubted or bounded when tables, sections and lines become items.</summary>
public sealed class LayoutTests
{
    private static HtmlBlock Tables(params string[] column) =>
        Blocks.Of("table").With("title", new HtmlValue { Column = column }) with { Items = new HtmlItems("table", null) { Layout = HtmlLayout.Table } };

    [Fact]
    public async Task ColumnThatVanishedFromOneTable_IsDoubted_AndTheOthersAreRead()
    {
        var harvest = await HarvestAsync(
            "<table><tr><th>名称</th><th>ファイル</th></tr><tr><td>公園</td><td>x</td></tr></table><table><tr><th>施設</th><th>ファイル</th></tr><tr><td>橋</td><td>x</td></tr></table>",
            Tables("名称"));
        Assert.Equal(["公園"], harvest.Titles);
        Assert.Contains("column \"名称\" is not among 施設, ファイル", Assert.Single(harvest.Reading.Doubts), StringComparison.Ordinal);
        Assert.False(harvest.Reading.ReachedEnd);
    }

    [Theory]
    [InlineData("<tr><td colspan=2><a href=h.csv>橋</a></td></tr>", 1)]
    [InlineData("<tr><th><a href=h.csv>橋</a></th><th>x</th></tr>", 0)]
    public async Task TableOfFullWidthRowsOrHeadsOnly_IsADoubtWhereItHasLinks(string rows, int lost)
    {
        const string good = "<table><tr><th>名称</th><th>ファイル</th></tr><tr><td>公園</td><td>x</td></tr></table>";
        var harvest = await HarvestAsync($"{good}<table><tr><th>名称</th><th>ファイル</th></tr>{rows}</table>", Tables("名称"));
        Assert.Equal(["公園"], harvest.Titles);
        Assert.Contains("has links, but only heads", Assert.Single(harvest.Reading.Doubts), StringComparison.Ordinal);
        Assert.Equal(lost, harvest.Problems.Count(problem => problem.Problem.Code == "full-width-row"));
        Assert.Empty((await HarvestAsync($"{good}<table><tr><th>名称</th><th>ファイル</th></tr></table>", Tables("名称"))).Reading.Doubts);
    }

    [Fact]
    public async Task ColumnThatIsOptional_MayBeAbsent()
    {
        var harvest = await HarvestAsync("<table><tr><th>名称</th><th>ファイル</th></tr><tr><td>公園</td><td>x</td></tr></table>",
            Tables("名称").With("modified", new() { Column = ["更新日"], Optional = true }).With("description", new() { Column = ["説明"], Default = "なし" }));
        Assert.Empty(harvest.Reading.Doubts);
        Assert.Equal("なし", (string?)harvest.Payloads[0]["description"]);
    }

    [Fact]
    public async Task ColumnByNumberBeyondTheTable_IsOurFaultAndNamed()
    {
        var fault = await Assert.ThrowsAsync<SourceException>(() => HarvestAsync("<table><tr><td>公園</td><td>x</td></tr></table>", Tables("3")));
        Assert.Equal("selector-matched-nothing", fault.Code);
        Assert.Contains("column \"3\" is not among 2 columns without heads", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("名　称", "公園")] // equal but for spaces
    [InlineData("ﾌｧｲﾙ", "x")] // half width
    [InlineData("備", "n")] // within one head only
    [InlineData("番号", "1")]
    public async Task Column_IsFoundByEquality_ThenByTheOnlyHeadThatHasItWithin(string name, string value)
    {
        var harvest = await HarvestAsync("<table><tr><th>番号</th><th>名称</th><th>名称の番号</th><th>ファイル</th><th>備考</th></tr><tr><td>1</td><td>公園</td><td>2</td><td>x</td><td>n</td></tr></table>", Tables(name));
        Assert.Equal([value], harvest.Titles);
    }

    [Fact]
    public async Task ColumnThatTwoHeadsHaveWithin_IsNone()
    {
        var fault = await Assert.ThrowsAsync<SourceException>(() => HarvestAsync("<table><tr><th>旧名称</th><th>新名称</th></tr><tr><td>a</td><td>b</td></tr></table>", Tables("名称")));
        Assert.Contains("旧名称, 新名称", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["b"], (await HarvestAsync("<table><tr><th>旧名称</th><th>新名称</th></tr><tr><td>a</td><td>b</td></tr></table>", Tables("名称", "新名称"))).Titles);
    }

    [Fact]
    public async Task TableWithASecondHead_IsReadByItsOwnHeads()
    {
        var harvest = await HarvestAsync("<table><tr><th>名称</th><th>所管</th></tr><tr><td>公園</td><td>土木課</td></tr><tr><th>所管</th><th>名称</th></tr><tr><td>学務課</td><td>学校</td></tr></table>", Tables("名称"));
        Assert.Equal(["公園", "学校"], harvest.Titles);
    }

    [Fact]
    public async Task LinksInAFullWidthRow_AreToldAndNotTaken()
    {
        var harvest = await HarvestAsync("<table><tr><th>名称</th><th>ファイル</th></tr><tr><td colspan=2>水道 <a href=all.zip>一括</a></td></tr><tr><td>検針区</td><td><a href=k.csv>CSV</a></td></tr></table>", Tables("名称"));
        Assert.Equal(("full-width-row", "水道 一括"), (Assert.Single(harvest.Problems).Problem.Code, harvest.Problems[0].Problem.Value));
        Assert.Equal([$"{LoopbackSite.Host}/k.csv"], harvest.Files(0));
    }

    [Fact]
    public async Task EqualTitlesInTwoCategories_AreNotGrouped()
    {
        var harvest = await HarvestAsync("<h2>学校</h2><li>所在地</li><h2>保育所</h2><li>所在地</li><li>所在地</li>", Blocks.Of("li").With("groups", new() { Before = "h2" }) with { GroupBy = "title" });
        Assert.Equal(["学校/所在地", "保育所/所在地"], harvest.Records.Select(record => record.RecordId));
    }

    [Fact]
    public async Task ItemsWithoutFiles_AreLeftOutByName_OrImplausibleWhereTheyAreMost()
    {
        const string page = "<li><b>一</b><a href=1.csv>CSV</a><li><b>二</b><a href=2.csv>CSV</a><li><b>三</b><li><b>四</b><li><b>五</b>";
        var block = Blocks.Of("li", "b");
        var fault = await Assert.ThrowsAsync<SourceException>(() => HarvestAsync(page, block with { Files = HtmlFiles.Expected }));
        Assert.Equal("implausible-listing", fault.Code);
        Assert.Contains("3 of 5 items have no file by distributions.items.select (\"a[href]\")", fault.Message, StringComparison.Ordinal);

        var required = await HarvestAsync(page, block with { Files = HtmlFiles.Required });
        Assert.Equal(["一", "二"], required.Titles);
        Assert.Equal(3, required.Reading.Excluded);
        Assert.All(required.Problems, problem => Assert.Equal("no-data-file", problem.Problem.Code));
        Assert.Equal(5, (await HarvestAsync(page, block)).Records.Count);
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<div></x>")] // closes nothing
    public async Task HundredThousandOpenDivisions_AreRefusedAtOnce(string part)
    {
        var watch = Stopwatch.StartNew();
        var fault = await Assert.ThrowsAsync<SourceException>(() => HarvestAsync(string.Concat(Enumerable.Repeat(part, 100_000)) + "<li>一", Blocks.Of("li")));
        Assert.Equal(("html-too-deep", Whose.Source), (fault.Code, fault.Whose));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData("<font size=2><b>", 500)] // never closed, as pages of 2000 do
    [InlineData("<div><span></span></div>", 20_000)]
    [InlineData("<svg><path d='M0'/><use href='#a'/></svg>", 3_000)]
    [InlineData("<tr><td><p>", 5_000)]
    [InlineData("<script>'<div>'</script><!-- <div> -->", 5_000)]
    public async Task PageThatIsOnlyLong_IsRead(string part, int times) =>
        Assert.Equal(["一"], (await HarvestAsync(string.Concat(Enumerable.Repeat(part, times)) + "<ul><li>一</ul>", Blocks.Of("li"))).Titles);

    [Fact]
    public async Task TableOfHugeSpans_IsDoubtedAndNotLaidOut()
    {
        var fault = await Assert.ThrowsAsync<SourceException>(() => HarvestAsync("<table><tr>" + string.Concat(Enumerable.Repeat("<td rowspan=65534 colspan=1000>x", 3)) + "</table>", Tables("1")));
        Assert.Contains("more than 1000 columns", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LargeCellOverManyRows_IsCopiedInBoundsOnly()
    {
        var cell = string.Concat(Enumerable.Repeat("<b>x</b>", 1000));
        var harvest = await HarvestAsync($"<table><tr><td rowspan=0>{cell}</td><td>行</td>" + string.Concat(Enumerable.Range(0, 3000).Select(row => $"<tr><td>行{row}")) + "</table>", Tables("2"));
        Assert.InRange(harvest.Records.Count, 100, 1000);
        Assert.Contains("it was read up to row", Assert.Single(harvest.Reading.Doubts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TenThousandRows_AreRead()
    {
        var rows = string.Concat(Enumerable.Range(0, 10_000).Select(row => $"<tr><td>行{row}</td><td><a href={row}.csv>CSV</a></td></tr>"));
        var harvest = await HarvestAsync($"<h2>水道</h2><table><tr><th>名称</th><th>ファイル</th></tr>{rows}</table>", Tables("名称").With("groups", new() { Before = "h2" }));
        Assert.Equal(10_000, harvest.Records.Count);
        Assert.Equal("水道", (string?)harvest.Payloads[^1]["groups"]);
    }

    private static async Task<Harvest> HarvestAsync(string html, HtmlBlock block)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", html);
        return await Harvest.HtmlAsync(site, block);
    }
}

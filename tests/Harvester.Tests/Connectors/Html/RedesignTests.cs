using Harvester.Connectors.Definitions;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Connectors.Html;

/// <summary>What a key of the connector file found in the last run, and finds no more, is the sign of a site that was rebuilt around it.</summary>
public sealed class RedesignTests
{
    private static readonly HtmlBlock Dated = Blocks.Of("li", "b").With("issued", new HtmlValue { Select = "i", Optional = true });

    [Fact]
    public async Task OptionalFieldThatMostItemsHad_AndNoneHasNow_IsOurFaultAndNamesIt()
    {
        var fault = await RedesignedAsync(Dated, Items(6, "<i>2024-04-01</i>"), Items(6, "<em>2024-04-01</em>"));

        Assert.Equal(("selector-matched-nothing", Whose.Ours), (fault?.Code, fault?.Whose));
        Assert.Contains("fields.issued (selector \"i\")", fault!.Message);
        Assert.Contains("6 of 6 items", fault.Message);
        Assert.Contains("0 of 6 now", fault.Message);
    }

    [Fact]
    public async Task FilesThatMostItemsHad_AndNoneHasNow_AreNamed_ThoughTheyAreOptional()
    {
        var fault = await RedesignedAsync(Blocks.Of("li", "b"), Items(6, "<a href=a.csv>CSV</a>"), Items(6, "<button>CSV</button>"));

        Assert.Contains("distributions.items.select (\"a[href]\")", fault!.Message);
    }

    [Fact]
    public async Task FieldOfFiles_ThatNoFileHasNow_IsNamed()
    {
        var block = Blocks.Of("li", "b").WithFile("title", new HtmlValue { Attr = "title", Select = ".", Optional = true });

        var fault = await RedesignedAsync(block, Items(6, "<a href=a.csv title=一>CSV</a>"), Items(6, "<a href=a.csv>CSV</a>"));

        Assert.Contains("distributions.fields.title (selector \".\", attribute title)", fault!.Message);
        Assert.Contains("6 of 6 files", fault.Message);
    }

    [Theory]
    [InlineData(6, 0, 6, 0, false)] // never was there
    [InlineData(6, 3, 6, 0, false)] // no more than half had it: it may come and go
    [InlineData(6, 4, 6, 0, true)]
    [InlineData(4, 4, 4, 0, false)] // too few to tell
    [InlineData(6, 6, 4, 0, false)]
    [InlineData(20, 20, 20, 1, true)] // a chance hit
    [InlineData(20, 20, 20, 2, false)]
    [InlineData(20, 20, 5, 5, false)] // fewer items, and all have it
    public async Task Share_Decides(int before, int dated, int after, int datedNow, bool isRedesign)
    {
        string Mixed(int count, int with) => string.Concat(Enumerable.Range(0, count).Select(i => $"<li><b>題{i}</b>{(i < with ? "<i>2024-04-01</i>" : "")}</li>"));

        Assert.Equal(isRedesign, await RedesignedAsync(Dated, Mixed(before, dated), Mixed(after, datedNow)) is not null);
    }

    [Fact]
    public async Task DefaultThatStandsIn_IsNoValueFound()
    {
        var block = Blocks.Of("li", "b").With("issued", new HtmlValue { Select = "i", Default = "2024" });

        Assert.NotNull(await RedesignedAsync(block, Items(6, "<i>2024-04-01</i>"), Items(6, "")));
    }

    [Fact]
    public async Task CorrectedSelector_IsAnotherKey()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", Items(6, "<i>2024-04-01</i>"));
        var first = await Harvest.HtmlAsync(site, Dated);
        site.Html("/index.html", Items(6, "<em>2024-04-01</em>"));

        var second = await Harvest.HtmlAsync(site, Blocks.Of("li", "b").With("issued", new HtmlValue { Select = "em", Optional = true }), after: first);

        Assert.Equal(6, second.Records.Count);
    }

    [Theory]
    [InlineData("next")]
    [InlineData("pages")]
    public async Task OptionalWayToFurtherPages_ThatIsGone_IsNamed(string way)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", "<li>一</li><a class=next href=2.html>2</a>").Html("/2.html", "<li>二</li>");
        var block = way == "next" ? Blocks.Of("li").Paged() : Blocks.Of("li") with { Pages = new HtmlPager { Links = new HtmlLink("a.next", "href", true) } };
        var first = await Harvest.HtmlAsync(site, block);
        site.Html("/index.html", "<li>一</li><a class=forth href=2.html>2</a>");

        var second = await Harvest.HtmlAsync(site, block, after: first);

        Assert.Empty(first.Reading.Vanished);
        Assert.Equal(["一", "二"], first.Titles);
        Assert.Equal(["一"], second.Titles);
        Assert.Equal([$"{way}.select (\"a.next\")"], second.Reading.Vanished);
    }

    [Fact]
    public async Task LevelOfTheIndex_ThatIsGone_WhileItsPageListsSomethingItself_IsNamed()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", "<a class=part href=a.html>甲</a><ul class=new><li>一</li></ul>").Html("/a.html", "<li>一</li><li>二</li>");
        var block = Blocks.Of("li") with { Index = [new HtmlLink("a.part", "href", false)] };
        var first = await Harvest.HtmlAsync(site, block);
        site.Html("/index.html", "<a class=category href=a.html>甲</a><ul class=new><li>一</li></ul>");

        var second = await Harvest.HtmlAsync(site, block, after: first);

        Assert.Equal(["一", "二"], first.Titles);
        Assert.Equal(["index[0].select (\"a.part\")"], second.Reading.Vanished);
    }

    private static string Items(int count, string inner) => string.Concat(Enumerable.Range(0, count).Select(i => $"<li><b>題{i}</b>{inner}</li>"));

    private static async Task<SourceException?> RedesignedAsync(HtmlBlock block, string before, string after)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", before);
        var first = await Harvest.HtmlAsync(site, block);
        Assert.NotEmpty(first.Records);
        site.Html("/index.html", after);
        return await Record.ExceptionAsync(() => Harvest.HtmlAsync(site, block, after: first)) as SourceException;
    }
}

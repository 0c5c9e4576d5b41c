using Harvester.Connectors.Definitions;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Connectors.Html;

/// <summary>A page that changed under its selectors must not look like a listing.</summary>
public sealed class PlausibilityTests
{
    [Fact]
    public async Task ItemsSelectorThatMatchesNothing_IsOurFaultAndNamesIt()
    {
        var fault = await FaultAsync("<div class=new>一</div>", Blocks.Of("table.data tr"));
        Assert.Equal(("selector-matched-nothing", Whose.Ours), (fault.Code, fault.Whose));
        Assert.Contains("table.data tr", fault.Message);
    }

    [Theory]
    [InlineData("<li></li><li>　</li><li><b>一</b></li>", true)]
    [InlineData("<li></li><li><b>二</b></li><li><b>一</b></li>", false)]
    [InlineData("<li><b>詳細</b></li><li><b>詳細</b></li><li><b>詳細</b></li><li><b>一</b></li><li><b>二</b></li>", true)]
    [InlineData("<li><b>詳細</b></li><li><b>詳細</b></li><li><b>詳細</b></li><li><b>一</b></li>", false)] // four records may
    [InlineData("<li><b>ＡＥＤ</b></li><li><b>AED</b></li><li><b>AED</b></li><li><b>一</b></li><li><b>二</b></li>", true)]
    public async Task TitlesBlankOrAlikeForMoreThanHalf_AreImplausible(string items, bool implausible)
    {
        var block = Blocks.Of("li", "b");
        if (!implausible)
        {
            Assert.NotEmpty((await HarvestAsync(items, block)).Records);
            return;
        }

        var fault = await FaultAsync(items, block);
        Assert.Equal(("implausible-listing", Whose.Ours), (fault.Code, fault.Whose));
        Assert.Contains("\"b\"", fault.Message);
    }

    [Fact]
    public async Task ImplausibleListing_LetsNoRecordThrough()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", "<li><b>一</b><li><li>");
        var connector = new Harvester.Connectors.Html.HtmlConnector(Harvest.FileOf(RecordKind.Html) with { Html = Blocks.Of("li", "b") }, site);
        var reading = new Reading();
        await using var records = connector.ReadAsync(reading, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<SourceException>(async () => await records.MoveNextAsync());
        Assert.False(reading.ReachedEnd);
    }

    [Fact]
    public async Task ItemWithoutTitle_IsUnreadAndTheOthersAreTaken()
    {
        var harvest = await HarvestAsync("<li><b>一</b><li><b>二</b><li><i>三</i>", Blocks.Of("li", "b"));
        Assert.Equal(["一", "二"], harvest.Titles);
        Assert.Equal(1, harvest.Reading.Unreadable);
        Assert.Equal(("no-title", 3L), (harvest.Problems[^1].Problem.Code, harvest.Problems[^1].Position));
    }

    [Fact]
    public async Task LoginFormInsteadOfTheListing_FailsByFailWhen()
    {
        var fault = await FaultAsync("<form class=login><li><b>一</b></form>", Blocks.Of("li", "b") with { FailWhen = "form.login, .captcha" });
        Assert.Equal(("fail-when", Whose.Source), (fault.Code, fault.Whose));
        Assert.Contains("form.login", fault.Message);
    }

    [Theory]
    [InlineData("<h1>ただいまメンテナンス中です</h1>", "maintenance-page")]
    [InlineData("<title>システム休止のお知らせ</title><p>8時まで", "maintenance-page")]
    [InlineData("<h2>ﾒﾝﾃﾅﾝｽ</h2>", "maintenance-page")]
    [InlineData("<h1>ただいま混み合っております</h1>", "maintenance-page")]
    [InlineData("<title>503 Service Unavailable</title>", "maintenance-page")]
    [InlineData("<h1>職員用</h1><form><input name=u><input type=PASSWORD name=p></form>", "login-page")]
    public async Task MaintenanceOrLoginPage_IsTheSourcesTurnAndNamed(string html, string code)
    {
        var fault = await FaultAsync(html, Blocks.Of("li"));
        Assert.Equal((code, Whose.Source), (fault.Code, fault.Whose));
    }

    [Fact]
    public async Task ItemsAboutMaintenanceWithALoginBoxBesideThem_AreAListing()
    {
        var harvest = await HarvestAsync("<title>橋梁メンテナンス計画・工事中の道路</title><form><input type=password></form><li>工事中の道路<li>休止中の公園", Blocks.Of("li"));
        Assert.Equal(["工事中の道路", "休止中の公園"], harvest.Titles);
    }

    [Fact]
    public async Task AnswerThatIsNoPage_IsRefused()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/index.html", "%PDF", "application/pdf");
        var fault = await Assert.ThrowsAsync<SourceException>(() => Harvest.HtmlAsync(site, Blocks.Of("li")));
        Assert.Equal("not-html", fault.Code);
    }

    [Fact]
    public async Task TextThatIsNoSelector_IsOurFaultAndNamed()
    {
        var fault = await FaultAsync("<li>一", Blocks.Of("li >> ["));
        Assert.Equal(("bad-selector", Whose.Ours), (fault.Code, fault.Whose));
        Assert.Contains("li >> [", fault.Message);
    }

    private static async Task<SourceException> FaultAsync(string html, HtmlBlock block) =>
        await Assert.ThrowsAsync<SourceException>(() => HarvestAsync(html, block));

    private static async Task<Harvest> HarvestAsync(string html, HtmlBlock block)
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Html("/index.html", html);
        return await Harvest.HtmlAsync(site, block);
    }
}

using System.Diagnostics;
using Microsoft.Playwright;

namespace Harvester.AcceptanceTests.Dashboard;

/// <summary>What persons do who are signed in, in a real browser: forms are all it takes, so the second test has scripts off.</summary>
[Collection(DemoCollection.Name)]
public sealed class SignedInTests(DemoSite site)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<string> SecretAsync(params string[] whom)
    {
        var result = await site.CommandAsync(["token", "create", .. whom, "--json"]);
        Assert.Equal(0, result.ExitCode);
        return result.Json.GetProperty("secret").GetString()!;
    }

    private async Task<IPage> SignInAsync(int width, bool scripts, params string[] whom)
    {
        var page = await site.OpenAsync(width, scripts);
        await page.GotoAsync("/sign-in");
        await page.FillAsync("main input[type=password]", await SecretAsync(whom));
        await page.ClickAsync("main button[type=submit]");
        return page;
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task TheCentralTeam_ActsFromItsPages_AndEachActIsInTheLog(int width)
    {
        var page = await SignInAsync(width, true, "--central", "--label", $"東京都 {width}");
        Assert.Contains($"東京都 {width}", await page.InnerTextAsync("header"), StringComparison.Ordinal);
        await LookAsync(page, "account", width);

        await page.GotoAsync("/sources/sample-minato-dcat");
        await page.Locator("main form[action$='/run'] button").ClickAsync();
        Assert.Contains("収集を予約しました", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await LookAsync(page, "source-signed-in", width);

        await page.GotoAsync("/standard-datasets/131032/aed-locations");
        await page.SelectOptionAsync("select[name=state]", "asked");
        await page.FillAsync("textarea[name=text]", "<b>依頼済み</b>");
        await page.Locator("form[action='/notes'] button").ClickAsync();
        await page.GotoAsync("/standard-datasets/131032/aed-locations");
        Assert.Equal("<b>依頼済み</b>", await page.InputValueAsync("textarea[name=text]"));
        await LookAsync(page, "note", width);

        await page.GotoAsync("/municipalities/131032");
        await page.FillAsync("form[action='/subscriptions'] input[name=target]", $"opendata-{width}@city.example");
        await page.Locator("form[action='/subscriptions'] button").ClickAsync();
        Assert.Contains($"opendata-{width}@city.example", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await LookAsync(page, "municipality-signed-in", width);

        await page.GotoAsync("/duplicates");
        Assert.True(await page.Locator("form[action^='/verdicts'] button").CountAsync() > 0);
        await LookAsync(page, "duplicates-signed-in", width);

        await page.GotoAsync("/audit");
        var log = await page.InnerTextAsync("main");
        foreach (var act in (string[])["収集の予約", "メモ", "通知先の登録", "トークンの発行"])
            Assert.Contains(act, log, StringComparison.Ordinal);
        await LookAsync(page, "audit", width);

        await page.Locator("header form[action^='/sign-out'] button").ClickAsync();
        await page.GotoAsync("/audit");
        Assert.Contains("/sign-in", page.Url, StringComparison.Ordinal);
        await LookAsync(page, "sign-in", width);
    }

    [Fact]
    public async Task AMunicipality_ActsOnItsOwnSourceOnly()
    {
        var page = await SignInAsync(1280, false, "--municipality", "134015", "--label", "八丈町");
        await page.GotoAsync($"/sources/{DemoSite.Closed}");
        Assert.Equal(1, await page.Locator("main form[action$='/run']").CountAsync());
        await page.ClickAsync("main .actions summary");
        await page.FillAsync("main input[name=until]", $"{TimeProvider.System.GetUtcNow().AddDays(3):yyyy-MM-dd}T09:00");
        await page.FillAsync("main input[name=why]", "サイト改修");
        await page.Locator("main form[action$='/pause'] button").ClickAsync();
        Assert.Contains("休止します", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.GotoAsync("/municipalities/134015");
        Assert.Contains("休止中", await page.InnerTextAsync("main .attention li:first-child"), StringComparison.Ordinal);
        await page.GotoAsync($"/sources/{DemoSite.Closed}");
        await page.Locator("main form[action$='/resume'] button").ClickAsync();

        foreach (var address in (string[])["/sources/sample-tokyo-ckan", "/sources/sample-minato-dcat"])
        {
            await page.GotoAsync(address);
            Assert.Equal(0, await page.Locator("main form[method=post]").CountAsync());
        }
    }

    [Fact]
    public async Task ARunThatIsUnderWay_ChangesBeforeOnesEyes_AndEnds()
    {
        await using var ckan = await LoopbackCkan.StartAsync(LoopbackCkan.Numbered(30));
        var goOn = ckan.HoldBack();
        using var harvester = new HarvesterProgram();
        var connectors = harvester.Connectors("slow", ckan.Yaml("遅い"));
        using var serve = harvester.Start("serve", "--connectors", connectors, "--allow-private-networks", "--urls", "http://127.0.0.1:0");
        try
        {
            var address = await ServeTests.AddressAsync(serve);
            var page = await site.OpenAsync();
            var console = new List<string>();
            page.Console += (_, message) => console.Add(message.Text);
            var patience = Stopwatch.StartNew();
            while (!(await site.Http.GetStringAsync($"{address}/api/v1/runs", Token)).Contains("\"running\"", StringComparison.Ordinal))
            {
                Assert.True(patience.Elapsed < TimeSpan.FromMinutes(1), "no run began");
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Token);
            }

            using var runs = System.Text.Json.JsonDocument.Parse(await site.Http.GetStringAsync($"{address}/api/v1/runs", Token));
            await page.GotoAsync($"{address}/runs/{runs.RootElement.GetProperty("items")[0].GetProperty("id").GetString()}");
            Assert.Equal("0", await page.InnerTextAsync("#run-gathered"));
            Assert.Equal(1, await page.Locator("[data-events]").CountAsync());
            goOn.SetResult();

            // The script hears that the run has ended, and asks for the page anew.
            await page.Locator("[data-events]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
            Assert.Equal("30", await page.InnerTextAsync("#run-gathered"));
            Assert.Contains("成功", await page.InnerTextAsync("main"), StringComparison.Ordinal);
            Assert.Empty(console);
        }
        finally
        {
            goOn.TrySetResult();
            serve.Kill(entireProcessTree: true);
        }
    }

    private static async Task LookAsync(IPage page, string name, int width)
    {
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{name} scrolls sideways");
        if (Axe.IsHere)
            Assert.Empty(await Axe.FindAsync(page));
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Root, "artifacts", "screenshots", $"{name}-{width}.png"), FullPage = true });
    }
}

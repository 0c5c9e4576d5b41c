using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Harvester.AcceptanceTests.Dashboard;

/// <summary>Every page in a real browser, over a demo of several days. Screenshots go to <c>artifacts/</c> to be looked at.</summary>
[Collection(DemoCollection.Name)]
public sealed class PagesTests(DemoSite site)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IReadOnlyList<(string Name, string Address)> Pages =>
    [
        ("coverage", "/"),
        ("coverage-quality", "/?measure=quality&sort=-municipalities.datasets"),
        ("coverage-past", $"/?day={TimeProvider.System.GetUtcNow().AddHours(9).AddDays(-3):yyyy-MM-dd}"),
        ("municipality", "/municipalities/131032"),
        ("municipality-broken", "/municipalities/134015"),
        ("municipality-absent", "/municipalities/131016"),
        ("municipality-find", "/municipalities/131032?find=%E3%83%88%E3%82%A4%E3%83%AC"),
        ("municipality-view", "/municipalities/131032/view/freshness"),
        ("standard-datasets", "/standard-datasets"),
        ("standard-dataset", "/standard-datasets/131032/aed-locations"),
        ("formats", "/formats"),
        ("licences", "/licences"),
        ("quality", "/quality"),
        ("priority-fields", "/priority-fields"),
        ("duplicates", "/duplicates"),
        ("search", "/datasets?q=%E5%85%AC%E5%9C%92&res_format=CSV"),
        ("search-nothing", "/datasets?q=zzzzzz"),
        ("dataset", "/datasets/sample-tokyo-ckan~t131032d0000000271"),
        ("dataset-changed", $"/datasets/{Uri.EscapeDataString(site.ChangedDataset)}"),
        ("source", "/sources/sample-tokyo-ckan"),
        ("run-failed", $"/runs/{site.FailedRun}"),
        ("not-found", "/none"),
    ];

    public static TheoryData<int, string> Views => new() { { 1280, "ja" }, { 360, "ja" }, { 1280, "en" }, { 320, "en" } };

    [Theory]
    [MemberData(nameof(Views))]
    public async Task EveryPage_FitsIsAccessibleAndLogsNothing(int width, string language)
    {
        var page = await site.OpenAsync(width);
        var console = new List<string>();
        page.Console += (_, message) => console.Add($"{page.Url}: {message.Type}: {message.Text}");
        page.PageError += (_, error) => console.Add($"{page.Url}: {error}");
        page.Request += (_, request) => Assert.StartsWith(site.Address, request.Url, StringComparison.Ordinal);
        var faults = new List<string>();
        foreach (var (name, address) in Pages)
        {
            var response = await page.GotoAsync(language == "en" ? address + (address.Contains('?') ? "&" : "?") + "lang=en" : address);
            Assert.Equal(name == "not-found" ? 404 : 200, response!.Status);
            Assert.Equal(language, await page.GetAttributeAsync("html", "lang"));
            faults.AddRange((await Fit.FindAsync(page, width)).Select(fault => $"{name}: {fault}"));
            if (Axe.IsHere)
                faults.AddRange((await Axe.FindAsync(page)).Select(fault => $"{name}: {fault}"));
            await ShotAsync(page, $"{name}-{width}-{language}");
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.DoesNotContain(console, line => !line.Contains("/none", StringComparison.Ordinal));
        Assert.SkipUnless(Axe.IsHere, "SKIPPED: axe-core is not installed (npm ci --prefix tests/browser), so accessibility was not looked at; all else passed");
    }

    [Fact]
    public async Task DarkPages_AreReadableToo()
    {
        var page = await site.OpenAsync(colours: ColorScheme.Dark);
        var faults = new List<string>();
        foreach (var (name, address) in Pages.Where(one => one.Name is "coverage" or "coverage-quality" or "municipality-broken" or "standard-datasets" or "search" or "dataset-changed"))
        {
            await page.GotoAsync(address);
            if (Axe.IsHere)
                faults.AddRange((await Axe.FindAsync(page)).Select(fault => $"{name}: {fault}"));
            await ShotAsync(page, $"{name}-dark");
        }

        Assert.Empty(faults);
    }

    [Fact]
    public async Task WithoutScripts_EveryPageSaysTheSame()
    {
        var with = await site.OpenAsync();
        var without = await site.OpenAsync(scripts: false);
        foreach (var (name, address) in Pages)
        {
            await with.GotoAsync(address);
            await without.GotoAsync(address);
            Assert.Equal(await with.Locator("h1").InnerTextAsync(), await without.Locator("h1").InnerTextAsync());
            Assert.True(
                await with.Locator("main a").CountAsync() == await without.Locator("main a").CountAsync(), $"{name} has other links with scripts than without");
        }
    }

    [Fact]
    public async Task TheMap_IsReachedByKeyboardAndLeadsToEachMunicipality()
    {
        var page = await site.OpenAsync();
        await page.GotoAsync("/");
        var tiles = page.Locator(".tiles a");
        Assert.Equal(62, await tiles.CountAsync());

        await tiles.First.FocusAsync();
        for (var step = 0; step < 5; step++)
            await page.Keyboard.PressAsync("Tab");
        Assert.Equal(await tiles.Nth(5).GetAttributeAsync("href"), await page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"));
        Assert.NotEqual("none", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
        await page.Keyboard.PressAsync("Enter");
        // Not WaitForURLAsync: it looks at the address, then listens, and a navigation in between is missed.
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/municipalities/[^/]+$"), new PageAssertionsToHaveURLOptions { Timeout = 30_000 });
    }

    [Fact]
    public async Task ATable_SortsByAClick_WithoutScripts()
    {
        var page = await site.OpenAsync(scripts: false);
        await page.GotoAsync("/");
        await page.Locator("#municipalities thead a", new PageLocatorOptions { HasText = "データセット" }).First.ClickAsync();

        var first = await page.Locator("#municipalities tbody tr").First.Locator("td").Nth(2).InnerTextAsync();
        var most = (await site.TableAsync("municipalities")).Max(row => row.GetProperty("datasets").GetInt64());
        Assert.Equal(most.ToString(System.Globalization.CultureInfo.InvariantCulture), first);
        Assert.Equal("descending", await page.Locator("#municipalities th[aria-sort=descending]").GetAttributeAsync("aria-sort"));
    }

    [Fact]
    public async Task Facets_NarrowDownAndAreTakenBack_WithoutScripts()
    {
        var page = await site.OpenAsync(scripts: false);
        await page.GotoAsync("/datasets");
        await page.FillAsync("#q", "公園");
        await page.ClickAsync("form.search button");
        var all = await page.Locator("ol.datasets > li").CountAsync();
        await page.Locator(".facets a", new PageLocatorOptions { HasText = "清瀬市" }).First.ClickAsync();

        Assert.Equal(1, await page.Locator("ol.datasets > li").CountAsync());
        Assert.Equal("公園", await page.InputValueAsync("#q"));
        await page.Locator(".filters a").First.ClickAsync();
        Assert.Equal(all, await page.Locator("ol.datasets > li").CountAsync());
    }

    /// <summary>An officer gets "sync failed" and wants to know: is it our fault, and what do we do?</summary>
    [Fact]
    public async Task AnOfficer_FindsOutWhoseTurnItIs_WithinThreeClicks()
    {
        var page = await site.OpenAsync(360);
        await page.GotoAsync("/");
        // One: the municipality on the map, where the mail's own link would have led at once.
        await page.Locator(".tiles a", new PageLocatorOptions { HasText = "八丈" }).ClickAsync();
        var item = page.Locator("main .attention li").First;
        var text = await item.InnerTextAsync();
        Assert.Contains("同期できていません", text, StringComparison.Ordinal);
        Assert.Contains("サイトの管理者", text, StringComparison.Ordinal);
        Assert.Contains("メンテナンス", text, StringComparison.Ordinal);
        Assert.Contains("失われていません", text, StringComparison.Ordinal);
        // Two: the run, with the sentence to show to those who run the site.
        await item.Locator("a[href*='/runs/']").ClickAsync();
        Assert.Contains("メンテナンス中", await page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    private static Task ShotAsync(IPage page, string name) => page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(Repository.Root, "artifacts", "screenshots", $"{name}.png"),
        FullPage = true,
    });
}

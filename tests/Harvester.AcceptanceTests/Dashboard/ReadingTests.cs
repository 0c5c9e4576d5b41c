using Microsoft.Playwright;

namespace Harvester.AcceptanceTests.Dashboard;

/// <summary>The main pages as people read them who do not sit before a plain screen: on paper, enlarged, by keyboard only, in colours of their own. Pictures go to <c>artifacts/reading</c>.</summary>
[Collection(DemoCollection.Name)]
public sealed class ReadingTests(DemoSite site)
{
    /// <summary>CSS pixels of the printable width of A4.</summary>
    private const int Paper = 703;

    private static readonly (string Name, string Address)[] Pages =
    [
        ("coverage", "/"), ("municipality", "/municipalities/131032"), ("municipality-broken", "/municipalities/134015"), ("standard-datasets", "/standard-datasets"), ("formats", "/formats"),
        ("quality", "/quality"), ("priority-fields", "/priority-fields"), ("duplicates", "/duplicates"), ("search", "/datasets?q=%E5%85%AC%E5%9C%92"), ("dataset", "/datasets/sample-tokyo-ckan~t131032d0000000271"),
        ("source", "/sources/sample-tokyo-ckan"), ("sign-in", "/sign-in"),
    ];

    [Fact]
    public async Task OnPaper_NoControlsAreLeft_AndNoTableIsCutOff()
    {
        var page = await site.OpenAsync(Paper);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        var faults = new List<string>();
        foreach (var (name, address) in Pages)
        {
            await page.GotoAsync(address);
            faults.AddRange(await page.EvaluateAsync<string[]>("""
                () => [
                    ...[...document.querySelectorAll('form, button, input, nav ul, .tools, footer, .downloads')].filter(one => one.getClientRects().length).map(one => 'shown: ' + one.outerHTML.slice(0, 80)),
                    ...[...document.querySelectorAll('.scroll')].filter(one => one.scrollWidth > one.clientWidth + 1).map(one => 'cut off: ' + one.getAttribute('aria-labelledby')),
                    ...[...document.querySelectorAll('.stack thead')].filter(one => getComputedStyle(one).display !== 'table-header-group').map(() => 'a table is stacked'),
                ]
                """) is { } found ? found.Select(fault => $"{name}: {fault}") : []);
            await page.PdfAsync(new PagePdfOptions { Path = Picture($"{name}.pdf"), Format = "A4", PreferCSSPageSize = true });
        }

        Assert.Empty(faults);
        await page.GotoAsync("/");
        Assert.True(await page.Locator(".legend").IsVisibleAsync());
        foreach (var coloured in (string[])[".tile", ".key"])
            Assert.Equal("exact", await page.Locator(coloured).First.EvaluateAsync<string>("one => getComputedStyle(one).printColorAdjust"));
    }

    [Theory]
    [InlineData(640, 2, "")]
    [InlineData(1280, 1, "200%")]
    public async Task AtTwoHundredPercent_NothingScrollsSideways(int width, int scale, string text)
    {
        var faults = new List<string>();
        foreach (var language in (string[])["ja", "en"])
        {
            var page = await site.OpenAsync(width, scale: scale);
            foreach (var (name, address) in Pages)
            {
                await page.GotoAsync(language == "en" ? $"{address}{(address.Contains('?') ? '&' : '?')}lang=en" : address);
                await page.EvaluateAsync("size => document.documentElement.style.fontSize = size", text);
                if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") > width)
                    faults.Add($"{name} ({language})");
                if (language == "ja")
                    await page.ScreenshotAsync(new PageScreenshotOptions { Path = Picture($"{name}-{(scale == 2 ? "zoom" : "text")}.png"), FullPage = true });
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public async Task ByKeyboardOnly_TheContentIsSkippedTo_ATableIsScrolledAndSorted()
    {
        var page = await site.OpenAsync(500);
        await page.GotoAsync("/quality");
        await page.Keyboard.PressAsync("Tab");
        Assert.True(await page.Locator(".skip").IsVisibleAsync());
        Assert.True((await page.Locator(".skip").BoundingBoxAsync())!.X >= 0);
        await page.Keyboard.PressAsync("Enter");
        Assert.EndsWith("#main", page.Url, StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Tab");
        Assert.True(await page.EvaluateAsync<bool>("document.querySelector('main').contains(document.activeElement)"));

        var wide = await site.OpenAsync();
        await wide.GotoAsync("/standard-datasets");
        var region = wide.Locator(".matrix");
        await region.FocusAsync();
        Assert.NotEqual("none", await region.EvaluateAsync<string>("one => getComputedStyle(one).outlineStyle"));
        await wide.Keyboard.PressAsync("End");
        await Assertions.Expect(wide.Locator(".matrix tbody tr").Last).ToBeInViewportAsync();

        await wide.GotoAsync("/");
        await wide.Locator("#municipalities thead a").Nth(2).FocusAsync();
        await wide.Keyboard.PressAsync("Enter");
        await Assertions.Expect(wide.Locator("#municipalities th[aria-sort]")).ToHaveCountAsync(1);
        await wide.Locator(".tiles a").Nth(8).FocusAsync();
        await wide.ScreenshotAsync(new PageScreenshotOptions { Path = Picture("focus.png") });
    }

    [Fact]
    public async Task InForcedColours_StatesAreStillTold_AndFocusIsSeen()
    {
        var page = await site.OpenAsync();
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ForcedColors = ForcedColors.Active, ColorScheme = ColorScheme.Dark, ReducedMotion = ReducedMotion.Reduce });
        foreach (var (name, address) in Pages)
        {
            await page.GotoAsync(address);
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Picture($"{name}-forced.png"), FullPage = true });
            Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('*')].filter(one => ['transition-duration', 'animation-duration'].some(name => parseFloat(getComputedStyle(one).getPropertyValue(name)) > 0)).length"));
        }

        await page.GotoAsync("/");
        var tile = page.Locator(".tiles a").First;
        Assert.NotEqual("0px", await tile.EvaluateAsync<string>("one => getComputedStyle(one).borderTopWidth"));
        await tile.FocusAsync();
        Assert.NotEqual("none", await tile.EvaluateAsync<string>("one => getComputedStyle(one).outlineStyle"));
        Assert.NotEqual("0px", await page.Locator(".status").First.EvaluateAsync<string>("one => getComputedStyle(one).borderTopWidth"));
    }

    private static string Picture(string name) => Path.Combine(Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "reading")).FullName, name);
}

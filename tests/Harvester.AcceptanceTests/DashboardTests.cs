using Microsoft.Playwright;

namespace Harvester.AcceptanceTests;

/// <summary>The first pages in a real browser, over the demo's catalogue. Screenshots go to <c>artifacts/</c> to be looked at.</summary>
public sealed class DashboardTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dashboard_OverTheDemo_ReadsWellInAbrowser()
    {
        var chromium = (string[])["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
        var path = chromium.FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, "SKIPPED: no Chromium here, so no page was looked at in a browser");
        using var harvester = new HarvesterProgram();
        using var process = harvester.Start("demo", "--urls", "http://127.0.0.1:0");
        try
        {
            var address = await ServeTests.AddressAsync(process);
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = path,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            });
            var console = new List<string>();
            foreach (var (name, width) in new[] { ("desktop", 1280), ("phone", 360) })
            {
                var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 } });
                page.Console += (_, message) => console.Add($"{message.Type}: {message.Text}");
                page.PageError += (_, error) => console.Add(error);
                await page.GotoAsync(address);
                Assert.Contains("435", await page.InnerTextAsync("main"));
                Assert.Contains("港区", await page.InnerTextAsync("main"));
                Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, "the page scrolls sideways");
                await ShotAsync(page, $"dashboard-{name}");

                await page.GotoAsync($"{address}/datasets?q=公衆トイレ");
                await ShotAsync(page, $"datasets-{name}");
                await page.GotoAsync($"{address}/datasets/sample-tokyo-ckan~t131032d0000000271");
                await ShotAsync(page, $"dataset-{name}");
                await page.GotoAsync($"{address}/sources/sample-tokyo-ckan?lang=en");
                Assert.Equal("en", await page.GetAttributeAsync("html", "lang"));
                await ShotAsync(page, $"source-{name}");
            }

            Assert.Empty(console);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(Token);
        }
    }

    private static Task ShotAsync(IPage page, string name) => page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(Repository.Root, "artifacts", "screenshots", $"{name}.png"),
        FullPage = true,
    });
}

using Microsoft.Playwright;

namespace Harvester.AcceptanceTests.Dashboard;

/// <summary>The machine's Chromium, without a window; where there is none, the tests that ask for a page are skipped and say so.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private readonly IPlaywright? playwright;
    private readonly IBrowser? browser;

    private Chromium(IPlaywright? playwright, IBrowser? browser) => (this.playwright, this.browser) = (playwright, browser);

    public static async Task<Chromium> StartAsync()
    {
        if (((string[])["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]).FirstOrDefault(File.Exists) is not { } path)
            return new Chromium(null, null);
        var playwright = await Playwright.CreateAsync();
        return new Chromium(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        }));
    }

    /// <summary>A page in a browser session of its own, with no cookies but those that are given.</summary>
    /// <param name="address">What paths are relative to.</param>
    /// <param name="width">In CSS pixels.</param>
    /// <param name="session">Cookies of another session, as Playwright writes them; null: none.</param>
    /// <param name="scale">Pixels of the screen for each CSS pixel: 2 on half the width is a page zoomed to 200 %.</param>
    public async Task<IPage> OpenAsync(string address, int width = 1280, bool scripts = true, ColorScheme colours = ColorScheme.Light, string? session = null, float scale = 1)
    {
        Assert.SkipWhen(browser is null, "SKIPPED: no Chromium here, so no page was looked at in a browser");
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            DeviceScaleFactor = scale,
            JavaScriptEnabled = scripts,
            ColorScheme = colours,
            BaseURL = address,
            StorageState = session,
        });
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}

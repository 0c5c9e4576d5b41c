using Microsoft.Playwright;

namespace Harvester.AcceptanceTests.Dashboard;

/// <summary>Pages of the machine's Chromium, without a window; where there is none, the tests that ask for a page are skipped and say so.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private readonly List<IBrowserContext> sessions = [];
    private readonly IBrowser? browser;

    private Chromium(IBrowser? browser) => this.browser = browser;

    public static async Task<Chromium> StartAsync() => new(await OneChromium.Browser.Value);

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
        sessions.Add(context);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in sessions)
            await session.CloseAsync();
    }
}

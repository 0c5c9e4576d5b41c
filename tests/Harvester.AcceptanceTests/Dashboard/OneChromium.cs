using Harvester.AcceptanceTests.Dashboard;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(OneChromium))]

namespace Harvester.AcceptanceTests.Dashboard;

/// <summary>One browser for all tests, started when the first asks for it: starting costs two seconds, and sessions know nothing of one another.</summary>
public sealed class OneChromium : IAsyncDisposable
{
    private static IPlaywright? driver;

    /// <summary>Null where there is no Chromium.</summary>
    internal static Lazy<Task<IBrowser?>> Browser { get; } = new(StartAsync);

    public async ValueTask DisposeAsync()
    {
        if (Browser.IsValueCreated && await Browser.Value is { } browser)
            await browser.DisposeAsync();
        driver?.Dispose();
    }

    private static async Task<IBrowser?> StartAsync()
    {
        if (((string[])["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]).FirstOrDefault(File.Exists) is not { } path)
            return null;
        driver = await Playwright.CreateAsync();
        return await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }
}

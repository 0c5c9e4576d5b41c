using System.Diagnostics;
using Microsoft.Playwright;

namespace Harvester.AcceptanceTests.Dashboard;

/// <summary>A run's page while the run goes.</summary>
[Collection(DemoCollection.Name)]
public sealed class LiveRunTests(DemoSite site)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

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
}

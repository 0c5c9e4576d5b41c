using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;

namespace Harvester.AcceptanceTests.Dashboard;

/// <summary>The demo with eight past days as a process of its own, and a browser to look at it. Started once for all tests of the dashboard.</summary>
public sealed class DemoSite : IAsyncLifetime
{
    /// <summary>The sample site that is closed on some days, today among them.</summary>
    public const string Closed = "sample-hachijo-html";

    private readonly HarvesterProgram harvester = new();
    private Process? process;
    private Chromium? chromium;

    public string Address { get; private set; } = "";
    public HttpClient Http { get; } = new();

    /// <summary>Id of a run that failed.</summary>
    public string FailedRun { get; private set; } = "";

    /// <summary>Id of a dataset that was changed after it came.</summary>
    public string ChangedDataset { get; private set; } = "";

    private static CancellationToken Token => CancellationToken.None;

    public async ValueTask InitializeAsync()
    {
        process = harvester.Start("demo", "--days", "8", "--urls", "http://127.0.0.1:0", "--requests-per-minute", "0");
        _ = process.StandardError.ReadToEndAsync(Token); // or the process waits once the pipe is full
        Address = await ServeTests.AddressAsync(process);
        _ = process.StandardOutput.ReadToEndAsync(Token);
        Http.BaseAddress = new Uri(Address);
        FailedRun = (await ApiAsync($"/api/v1/runs?source={Closed}")).GetProperty("items").EnumerateArray().First(run => run.GetProperty("status").GetString() == "failed").GetProperty("id").GetString()!;
        ChangedDataset = (await ApiAsync("/api/v1/datasets?source=sample-minato-dcat")).GetProperty("items").EnumerateArray().First(dataset => dataset.GetProperty("version").GetInt32() > 1).GetProperty("id").GetString()!;
        chromium = await Chromium.StartAsync();
    }

    public async Task<JsonElement> ApiAsync(string address)
    {
        using var document = JsonDocument.Parse(await Http.GetStringAsync(new Uri(address, UriKind.Relative), Token));
        return document.RootElement.Clone();
    }

    /// <summary>A table of the pages, as rows of column → value.</summary>
    public async Task<IReadOnlyList<JsonElement>> TableAsync(string name, string query = "") =>
        [.. (await ApiAsync($"/tables/{name}.json{query}")).GetProperty("rows").EnumerateArray()];

    internal Task<HarvesterProgram.Result> CommandAsync(params string[] arguments) => harvester.RunAsync(arguments);

    /// <inheritdoc cref="Chromium.OpenAsync"/>
    public Task<IPage> OpenAsync(int width = 1280, bool scripts = true, ColorScheme colours = ColorScheme.Light, float scale = 1) => chromium!.OpenAsync(Address, width, scripts, colours, scale: scale);

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
            await chromium.DisposeAsync();
        if (process is not null)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(Token);
            process.Dispose();
        }

        Http.Dispose();
        harvester.Dispose();
    }
}

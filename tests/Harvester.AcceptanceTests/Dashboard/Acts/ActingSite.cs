using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Harvester.AcceptanceTests.Dashboard.Acts;

/// <summary>A catalogue of one test's own, served and harvested by a real process: the portal of Minato, and a shared one that lists three of the same datasets.</summary>
internal sealed class ActingSite : IAsyncDisposable
{
    /// <summary>Minato's own source.</summary>
    public const string Own = "minato-own";

    /// <summary>The source that nobody but the central team acts on.</summary>
    public const string Shared = "tokyo-shared";

    /// <summary>Minato's six-digit code.</summary>
    public const string Code = "131032";

    private readonly HarvesterProgram harvester = new();
    private readonly HttpClient http = new();
    private readonly LoopbackCkan own;
    private readonly LoopbackCkan shared;
    private readonly Chromium chromium;
    private readonly Process process;
    private readonly Task<string> complaints;

    private ActingSite(LoopbackCkan own, LoopbackCkan shared, Chromium chromium)
    {
        (this.own, this.shared, this.chromium) = (own, shared, chromium);
        harvester.Environment["HARVESTER_LEASE_TERM"] = "6"; // a tick each half second
        harvester.Connectors(Own, own.Yaml("港区の目録").Replace("130001", Code, StringComparison.Ordinal));
        var connectors = harvester.Connectors(Shared, shared.Yaml("共有の目録", "shared: true"));
        process = harvester.Start("serve", "--connectors", connectors, "--allow-private-networks", "--urls", "http://127.0.0.1:0", "--requests-per-minute", "0");
        complaints = process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    public string Address { get; private set; } = "";

    /// <summary>What Minato's portal lists from now on.</summary>
    public IReadOnlyList<JsonObject> Listed
    {
        get => own.Packages;
        set => own.Packages = value;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A site that has harvested both portals, and has found what they have in common.</summary>
    public static async Task<ActingSite> StartAsync()
    {
        var site = new ActingSite(await LoopbackCkan.StartAsync(LoopbackCkan.Numbered(30)), await LoopbackCkan.StartAsync(LoopbackCkan.Numbered(3)), await Chromium.StartAsync());
        site.Address = await ServeTests.AddressAsync(site.process);
        _ = site.process.StandardOutput.ReadToEndAsync(Token);
        site.http.BaseAddress = new Uri(site.Address);
        await site.UntilAsync("/api/v1/duplicates", static found => found.GetProperty("items").GetArrayLength() == 3);
        return site;
    }

    /// <summary>Another token, as the command line makes it.</summary>
    public async Task<string> SecretAsync(params string[] whom)
    {
        var result = await harvester.RunAsync(["token", "create", .. whom, "--json"]);
        Assert.Equal(0, result.ExitCode);
        return result.Json.GetProperty("secret").GetString()!;
    }

    public async Task<Visit> VisitAsync(int width, string language, bool scripts) => new(chromium, Address, await chromium.OpenAsync(Address, width, scripts), width, language, scripts);

    public async Task<JsonElement> ApiAsync(string address)
    {
        using var document = JsonDocument.Parse(await http.GetStringAsync(new Uri(address, UriKind.Relative), Token));
        return document.RootElement.Clone();
    }

    public async Task<int> StatusAsync(string address)
    {
        using var response = await http.GetAsync(new Uri(address, UriKind.Relative), Token);
        return (int)response.StatusCode;
    }

    /// <summary>Id of Minato's run that comes after so many, once it has ended.</summary>
    public async Task<string> RunAfterAsync(int before)
    {
        var runs = await UntilAsync($"/api/v1/runs?source={Own}", found => found.GetProperty("items").EnumerateArray().Count(static run => run.GetProperty("status").GetString() != "running") > before);
        return runs.GetProperty("items")[0].GetProperty("id").GetString()!;
    }

    /// <summary>Minato's portal answers nothing from now on, until the source that it gives is set.</summary>
    public TaskCompletionSource HoldBack() => own.HoldBack();

    /// <summary>Id of Minato's run that is under way, as soon as there is one.</summary>
    public async Task<string> UnderWayAsync()
    {
        var runs = await UntilAsync($"/api/v1/runs?source={Own}", static found => found.GetProperty("items")[0].GetProperty("status").GetString() == "running");
        return runs.GetProperty("items")[0].GetProperty("id").GetString()!;
    }

    public async Task<int> RunsAsync() => (await ApiAsync($"/api/v1/runs?source={Own}")).GetProperty("items").GetArrayLength();

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        await chromium.DisposeAsync();
        await own.DisposeAsync();
        await shared.DisposeAsync();
        http.Dispose();
        harvester.Dispose();
    }

    private async Task<JsonElement> UntilAsync(string address, Func<JsonElement, bool> isSo)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            if (process.HasExited)
                Assert.Fail($"the site has gone: {await complaints}");
            if (await ApiAsync(address) is var answer && isSo(answer))
                return answer;
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(2), $"{address} stays {answer}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Token);
        }
    }
}

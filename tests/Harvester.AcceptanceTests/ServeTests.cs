using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Harvester.AcceptanceTests;

public sealed class ServeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serve_HarvestsWhatIsDue_ServesIt_AndStopsCleanlyOnSigterm()
    {
        await using var ckan = await LoopbackCkan.StartAsync([.. Enumerable.Range(1, 30).Select(Package)]);
        using var harvester = new HarvesterProgram();
        var connectors = harvester.Connectors("served", ckan.Yaml("運用"));
        using var process = harvester.Start("serve", "--connectors", connectors, "--allow-private-networks", "--urls", "http://127.0.0.1:0");
        try
        {
            var address = await AddressAsync(process);
            using var http = new HttpClient { BaseAddress = new Uri(address) };
            await UntilAsync(async () => (await DatasetsAsync(http)).GetProperty("total").GetInt64() == 30);

            Assert.Contains("運用", await http.GetStringAsync("/", Token));
            Assert.Equal("succeeded", JsonDocument.Parse(await http.GetStringAsync("/api/v1/runs", Token)).RootElement.GetProperty("items")[0].GetProperty("status").GetString());
            Assert.Equal(0, Kill(process.Id, Sigterm));
            await process.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromSeconds(40), Token);
            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            process.Kill();
        }

        var status = await harvester.RunAsync("status", "--json", "--connectors", connectors);
        var source = status.Json.GetProperty("sources")[0];
        Assert.True(source.GetProperty("nextDue").GetDateTimeOffset() > TimeProvider.System.GetUtcNow());
        Assert.False(source.TryGetProperty("harvestedBy", out _));
    }

    [Fact]
    public async Task SigtermInMidRun_StoresAcancelledReport_AndTheSourceStaysDue()
    {
        await using var ckan = await LoopbackCkan.StartAsync([]);
        var reached = new TaskCompletionSource();
        ckan.Instead = async context =>
        {
            reached.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            return true;
        };
        using var harvester = new HarvesterProgram();
        var connectors = harvester.Connectors("slow", ckan.Yaml("遅い"));
        using (var process = harvester.Start("worker", "--connectors", connectors, "--allow-private-networks"))
        {
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(60), Token);
            Assert.Equal(0, Kill(process.Id, Sigterm));
            await process.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromSeconds(40), Token);
            Assert.Equal(0, process.ExitCode);
        }

        var runs = await harvester.RunAsync("runs", "--json");
        Assert.Equal("cancelled", runs.Json.GetProperty("runs")[0].GetProperty("status").GetString());
        var status = await harvester.RunAsync("status", "--json", "--connectors", connectors);
        Assert.True(status.Json.GetProperty("sources")[0].GetProperty("nextDue").GetDateTimeOffset() <= TimeProvider.System.GetUtcNow());
        Assert.False(status.Json.GetProperty("sources")[0].TryGetProperty("harvestedBy", out _));
    }

    [Fact]
    public async Task Web_WithoutACatalogue_SaysSo_AndMakesNone()
    {
        using var harvester = new HarvesterProgram();
        var mistyped = Path.Combine(harvester.Folder, "catalog.db");
        var result = await harvester.RunAsync("web", "--store", $"sqlite:{mistyped}", "--urls", "http://127.0.0.1:0");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(mistyped, result.Errors);
        Assert.False(File.Exists(mistyped));
    }

    [Fact]
    public async Task TwoWebs_OverOneStore_AndOneKilledAtAnyMoment_AllSearchEverything()
    {
        const int Records = 2000;
        await using var ckan = await LoopbackCkan.StartAsync([.. Enumerable.Range(1, Records).Select(Package)]);
        using var harvester = new HarvesterProgram();
        Assert.Equal(0, (await harvester.RunAsync("run", "served", "--connectors", harvester.Connectors("served", ckan.Yaml("運用")), "--allow-private-networks")).ExitCode);
        Process Web() => harvester.Start("web", "--urls", "http://127.0.0.1:0");

        using (var killed = Web())
        {
            await AddressAsync(killed, "web:");
            killed.Kill(); // SIGKILL, while it makes the index
            await killed.WaitForExitAsync(Token);
        }

        using var first = Web();
        using var second = Web();
        try
        {
            await FindsAllAsync(await AddressAsync(first, "web:"));
            await FindsAllAsync(await AddressAsync(second, "web:"));
            // The folder is one process's; which of the two came first is their matter.
            first.Kill();
            second.Kill();
            var told = await first.StandardError.ReadToEndAsync(Token) + await second.StandardError.ReadToEndAsync(Token);
            Assert.Single(told.Split('\n'), line => line.Contains("This process keeps its index in memory", StringComparison.Ordinal));
        }
        finally
        {
            first.Kill();
            second.Kill();
        }

        using var third = Web();
        try
        {
            await FindsAllAsync(await AddressAsync(third, "web:"));
        }
        finally
        {
            third.Kill();
        }

        static async Task FindsAllAsync(string address)
        {
            using var http = new HttpClient { BaseAddress = new Uri(address) };
            await UntilAsync(async () =>
            {
                using var answer = await http.GetAsync(new Uri("/api/3/action/package_search?q=%E3%83%88%E3%82%A4%E3%83%AC&rows=0", UriKind.Relative), Token);
                return answer.IsSuccessStatusCode && JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("result").GetProperty("count").GetInt32() == Records;
            });
        }
    }

    [Fact]
    public async Task Serve_OnAtakenPort_SaysSo()
    {
        await using var ckan = await LoopbackCkan.StartAsync([]);
        using var harvester = new HarvesterProgram();
        var taken = new Uri(ckan.Api).GetLeftPart(UriPartial.Authority);
        var result = await harvester.RunAsync("serve", "--urls", taken);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(taken, result.Errors);
    }

    internal static async Task<string> AddressAsync(Process process, string announced = "serve:")
    {
        while (await process.StandardOutput.ReadLineAsync(Token) is { } line)
        {
            if (line.StartsWith(announced, StringComparison.Ordinal) || line.StartsWith("dashboard:", StringComparison.Ordinal))
                return line.Split(' ', ',').First(w => w.StartsWith("http://", StringComparison.Ordinal));
        }

        throw new InvalidOperationException("it ended without an address: " + await process.StandardError.ReadToEndAsync(Token));
    }

    private static async Task<JsonElement> DatasetsAsync(HttpClient http) =>
        JsonDocument.Parse(await http.GetStringAsync("/api/v1/datasets", Token)).RootElement;

    private static async Task UntilAsync(Func<Task<bool>> met)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var tries = 0; tries < 600; tries++)
        {
            if (await met())
                return;
            await timer.WaitForNextTickAsync(Token);
        }

        Assert.Fail("it did not come about within a minute");
    }

    private static JsonObject Package(int n) => new()
    {
        ["id"] = $"id-{n}",
        ["name"] = $"name-{n}",
        ["title"] = $"公衆トイレ {n}",
        ["resources"] = new JsonArray(),
    };

    private const int Sigterm = 15;

#pragma warning disable SYSLIB1054, CA5392 // one call in a test
    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
#pragma warning restore SYSLIB1054, CA5392
}

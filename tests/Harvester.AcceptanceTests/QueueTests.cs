namespace Harvester.AcceptanceTests;

/// <summary><c>run --queue</c>: left to a worker, which is a process of its own.</summary>
public sealed class QueueTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task QueuedSource_IsShown_HarvestedByTheWorker_AndThenNoMore()
    {
        await using var ckan = await LoopbackCkan.StartAsync(LoopbackCkan.Numbered(5));
        using var harvester = new HarvesterProgram();
        harvester.Environment["HARVESTER_LEASE_TERM"] = "6"; // a tick each half second
        var connectors = harvester.Connectors("records", ckan.Yaml("記録"));
        string[] more = ["--connectors", connectors, "--allow-private-networks"];
        Assert.Equal(0, (await harvester.RunAsync(["run", .. more])).ExitCode);

        var queued = await harvester.RunAsync(["run", "--queue", "records", .. more]);
        var full = await harvester.RunAsync(["run", "--queue", "records", "--full", "--json", .. more]);
        var status = await harvester.RunAsync(["status", .. more]);
        var json = await harvester.RunAsync(["status", "--json", .. more]);

        Assert.Equal((0, 0), (queued.ExitCode, full.ExitCode));
        Assert.Contains("Queued: records. Nothing was harvested yet", queued.Output, StringComparison.Ordinal);
        Assert.True(full.Json.GetProperty("queued")[0].GetProperty("full").GetBoolean());
        Assert.Contains("records waits for the next free worker (whole listing)", status.Output, StringComparison.Ordinal);
        Assert.Equal(full.Json.GetProperty("queued")[0].GetProperty("id").GetString(), json.Json.GetProperty("sources")[0].GetProperty("request").GetProperty("id").GetString());

        using var worker = harvester.Start(["worker", .. more]);
        try
        {
            _ = worker.StandardError.ReadToEndAsync(Token);
            _ = worker.StandardOutput.ReadToEndAsync(Token);
            while ((await harvester.RunAsync(["status", "--json", .. more])).Json.GetProperty("sources")[0].TryGetProperty("request", out _))
                Assert.False(worker.HasExited);
        }
        finally
        {
            worker.Kill();
            await worker.WaitForExitAsync(Token);
        }

        var runs = (await harvester.RunAsync("runs", "--json")).Json.GetProperty("runs").EnumerateArray().ToList();
        Assert.Equal(["succeeded", "succeeded"], runs.Select(run => run.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task WhatNoWorkerWouldDo_IsWrongUse()
    {
        await using var ckan = await LoopbackCkan.StartAsync(LoopbackCkan.Numbered(1));
        using var harvester = new HarvesterProgram();
        harvester.Connectors("off", ckan.Yaml("止", "enabled: false"));
        var connectors = harvester.Connectors("records", ckan.Yaml("記録"));
        string[] more = ["--connectors", connectors, "--allow-private-networks"];
        Assert.Contains("there is no catalogue", (await harvester.RunAsync(["run", "--queue", "records", .. more])).Errors, StringComparison.Ordinal);
        await harvester.RunAsync(["run", .. more]);
        foreach (var (arguments, named) in new[]
        {
            ("--queue", "needs the sources by name"),
            ("--queue off", "off is disabled"),
            ("--queue nonsense", "nonsense"),
            ("--queue records --dry-run", "--dry-run"),
            ($"--queue records --record {harvester.Folder}/r", "--record"),
            ($"--queue records --replay {harvester.Folder}/r", "--replay"),
        })
        {
            var result = await harvester.RunAsync(["run", .. arguments.Split(' '), .. more]);
            Assert.True(result.ExitCode == 2, $"{arguments}: {result.ExitCode} {result.Output}");
            Assert.Contains(named, result.Errors, StringComparison.Ordinal);
        }

        Assert.DoesNotContain((await harvester.RunAsync(["status", "--json", .. more])).Json.GetProperty("sources").EnumerateArray(), source => source.TryGetProperty("request", out _));
    }
}

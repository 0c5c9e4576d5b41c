namespace Harvester.AcceptanceTests;

/// <summary><c>cancel</c>: the word of one process, for a run of another.</summary>
public sealed class CancelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunOfAWorker_IsEndedFromOutside_AndARequestIsTakenBack()
    {
        await using var ckan = await LoopbackCkan.StartAsync(LoopbackCkan.Numbered(5));
        using var harvester = new HarvesterProgram();
        var connectors = harvester.Connectors("records", ckan.Yaml("記録"));
        string[] more = ["--connectors", connectors, "--allow-private-networks"];
        Assert.Equal(0, (await harvester.RunAsync(["run", .. more])).ExitCode);
        Assert.Equal(0, (await harvester.RunAsync(["run", "--queue", "records", .. more])).ExitCode);
        var taken = await harvester.RunAsync(["cancel", "--queued", "records", "--json", .. more]);
        Assert.Equal((0, "records"), (taken.ExitCode, taken.Json.GetProperty("takenBack").GetProperty("source").GetString()));
        Assert.Equal(2, (await harvester.RunAsync(["cancel", "--queued", "records", .. more])).ExitCode);
        Assert.Equal(2, (await harvester.RunAsync(["cancel", .. more])).ExitCode);

        var goOn = ckan.HoldBack();
        using var run = harvester.Start(["run", "--json", .. more]);
        var output = run.StandardOutput.ReadToEndAsync(Token);
        _ = run.StandardError.ReadToEndAsync(Token);
        string? id = null;
        while (id is null)
        {
            Assert.False(run.HasExited);
            var newest = (await harvester.RunAsync("runs", "--json")).Json.GetProperty("runs").EnumerateArray().First();
            id = newest.GetProperty("status").GetString() == "running" ? newest.GetProperty("id").GetString() : null;
        }

        var asked = await harvester.RunAsync(["cancel", id, .. more]);
        Assert.True(asked.ExitCode == 0, asked.Errors);
        await run.WaitForExitAsync(Token);
        goOn.SetResult();

        var ended = System.Text.Json.JsonDocument.Parse(await output).RootElement.GetProperty("runs")[0];
        Assert.Equal(("cancelled", 0), (ended.GetProperty("status").GetString(), ended.GetProperty("withdrawn").GetInt32()));
        Assert.Equal(2, (await harvester.RunAsync(["cancel", id, .. more])).ExitCode);
    }
}

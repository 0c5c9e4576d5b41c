using Harvester.Core.Ports;
using Harvester.Storage;

namespace Harvester.AcceptanceTests;

/// <summary><c>source remove</c>, as a process of its own.</summary>
public sealed class SourceRemoveTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RemovedSource_IsLeftAloneByEveryCommand_UntilTheRunIsUndone()
    {
        await using var ckan = await LoopbackCkan.StartAsync(LoopbackCkan.Numbered(5));
        using var harvester = new HarvesterProgram();
        var connectors = harvester.Connectors("records", ckan.Yaml("記録"));
        string[] more = ["--connectors", connectors, "--allow-private-networks"];
        Assert.Equal(0, (await harvester.RunAsync(["run", .. more])).ExitCode);

        var asked = await harvester.RunAsync("source", "remove", "records");
        var askedJson = await harvester.RunAsync("source", "remove", "records", "--json");
        Assert.Equal((2, 2), (asked.ExitCode, askedJson.ExitCode));
        Assert.Contains("withdraws 5 datasets", asked.Errors, StringComparison.Ordinal);
        Assert.Contains("add --yes", asked.Errors, StringComparison.Ordinal);
        var unknown = await harvester.RunAsync("source", "remove", "nonsense", "--yes");
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("nothing is stored of a source \"nonsense\"", unknown.Errors, StringComparison.Ordinal);

        var removed = await harvester.RunAsync("source", "remove", "records", "--yes", "--json");
        Assert.True(removed.ExitCode == 0, removed.Errors);
        var run = removed.Json.GetProperty("runs")[0];
        var id = run.GetProperty("id").GetString()!;
        Assert.Equal(("succeeded", 5), (run.GetProperty("status").GetString(), run.GetProperty("withdrawn").GetInt32()));
        var standing = $"records: the source was removed and is left alone: delete its connector file if it is still there, or `undo {id}` to have the source back";
        foreach (var command in new[] { "status", "sources", "run" })
        {
            var told = await harvester.RunAsync([command, .. more]);
            Assert.Equal(0, told.ExitCode);
            Assert.Contains(standing, told.Output, StringComparison.Ordinal);
        }

        Assert.Equal(id, (await harvester.RunAsync(["sources", "--json", .. more])).Json.GetProperty("sources")[0].GetProperty("removedBy").GetString());
        var status = (await harvester.RunAsync(["status", "--json", .. more])).Json.GetProperty("sources")[0];
        Assert.Equal((id, 0), (status.GetProperty("removedBy").GetString(), status.GetProperty("datasets").GetInt32()));
        var queued = await harvester.RunAsync(["run", "--queue", "records", .. more]);
        Assert.Equal(2, queued.ExitCode);
        Assert.Contains(standing, queued.Errors, StringComparison.Ordinal);
        Assert.Contains("source-removed", (await harvester.RunAsync("runs", "--json")).Output, StringComparison.Ordinal);

        var undone = await harvester.RunAsync("undo", id);
        Assert.True(undone.ExitCode == 0, undone.Errors);
        status = (await harvester.RunAsync(["status", "--json", .. more])).Json.GetProperty("sources")[0];
        Assert.Equal((false, 5), (status.TryGetProperty("removedBy", out _), status.GetProperty("datasets").GetInt32()));
        Assert.Equal(5, (await harvester.RunAsync(["run", "--json", .. more])).Json.GetProperty("runs")[0].GetProperty("unchanged").GetInt32());
    }

    [Fact]
    public async Task SourceThatAWorkerHas_IsNotRemoved_AndTheExitCodeSaysSo()
    {
        await using var ckan = await LoopbackCkan.StartAsync(LoopbackCkan.Numbered(5));
        using var harvester = new HarvesterProgram();
        await harvester.RunAsync("run", "--connectors", harvester.Connectors("records", ckan.Yaml("記録")), "--allow-private-networks");
        await using var store = await Stores.OpenAsync(harvester.Store, TimeProvider.System, Token);
        Assert.NotNull(await store.Sources.AcquireAsync("records", "somebody", TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(1), Token));

        var refused = await harvester.RunAsync("source", "remove", "records", "--yes");

        Assert.Equal(3, refused.ExitCode);
        Assert.Contains("worker somebody has this source", refused.Output, StringComparison.Ordinal);
        Assert.Equal(5, await store.Datasets.CountAsync(new DatasetFilter { State = Core.Model.DatasetState.Active }, Token));
    }
}

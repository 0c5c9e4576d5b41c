using System.Text.Json;
using Harvester.Core.Ports;
using Harvester.Storage;

namespace Harvester.AcceptanceTests;

/// <summary><c>token</c>, and what commands leave in the audit log, as processes of their own.</summary>
public sealed class TokenTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Token_IsMadeReplacedListedAndRevoked_ItsSecretPrintedOnce()
    {
        await using var ckan = await LoopbackCkan.StartAsync(LoopbackCkan.Numbered(2));
        using var harvester = new HarvesterProgram();
        var connectors = harvester.Connectors("records", ckan.Yaml("記録"));
        Assert.Contains("there is no catalogue", (await harvester.RunAsync("token", "create", "--central")).Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await harvester.RunAsync("run", "--connectors", connectors, "--allow-private-networks")).ExitCode);

        var made = await harvester.RunAsync("token", "create", "--municipality", "131032", "--label", "情報政策課", "--json");
        var central = await harvester.RunAsync("token", "create", "--central");
        var token = made.Json.GetProperty("token");
        var (id, secret) = (token.GetProperty("id").GetString()!, made.Json.GetProperty("secret").GetString()!);
        var renewed = await harvester.RunAsync("token", "re-issue", id, "--json");
        var list = await harvester.RunAsync("token", "list");
        var revoked = await harvester.RunAsync("token", "revoke", id);
        var json = await harvester.RunAsync("token", "list", "--json");

        Assert.Equal((0, 0, 0, 0, 0), (made.ExitCode, central.ExitCode, renewed.ExitCode, list.ExitCode, revoked.ExitCode));
        Assert.Equal(("municipality", "131032", "情報政策課"), (token.GetProperty("role").GetString(), token.GetProperty("municipality").GetString(), token.GetProperty("label").GetString()));
        Assert.Matches("^hv_[A-Za-z0-9_-]{43}$", secret);
        Assert.Contains(central.Output.Split('\n'), line => System.Text.RegularExpressions.Regex.IsMatch(line.Trim(), "^hv_[A-Za-z0-9_-]{43}$"));
        Assert.NotEqual(secret, renewed.Json.GetProperty("secret").GetString());
        Assert.Contains("情報政策課", list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hv_", list.Output + json.Output + revoked.Output + made.Errors + central.Errors + renewed.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hash", json.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal([true, false], json.Json.GetProperty("tokens").EnumerateArray().Select(one => one.TryGetProperty("revokedAt", out _)));
        Assert.Equal(2, (await harvester.RunAsync("token", "revoke", id)).ExitCode);
        Assert.Equal(
            ["revokeToken t-", "revokeToken t-", "reissueToken t-", "createToken t-", "createToken t-"],
            (await ActsAsync(harvester)).Select(entry => $"{JsonSerializer.SerializeToElement(entry.Action).GetString()} {entry.Detail[..2]}"));
    }

    [Theory]
    [InlineData("create", "for whom?")]
    [InlineData("create --central --municipality 131032", "for whom?")]
    [InlineData("create --municipality 999999", "no body has the code")]
    [InlineData("revoke t-0", "no token t-0")]
    [InlineData("re-issue t-0", "no token t-0")]
    public async Task WrongUse_IsToldAndLeavesNothing(string arguments, string why)
    {
        using var harvester = new HarvesterProgram();
        await (await Stores.OpenAsync(harvester.Store, TimeProvider.System, Token)).DisposeAsync();

        var result = await harvester.RunAsync(["token", .. arguments.Split(' ')]);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(why, result.Errors, StringComparison.Ordinal);
        // A line that is no act leaves nothing; one that cannot be carried out is in the log as refused.
        Assert.All(await ActsAsync(harvester), act => Assert.Equal(AuditOutcome.Refused, act.Outcome));
    }

    [Fact]
    public async Task WhatPersonsDecideByCommands_StandsInTheAuditLog_AndPausesAreShown()
    {
        await using var ckan = await LoopbackCkan.StartAsync(LoopbackCkan.Numbered(5));
        using var harvester = new HarvesterProgram();
        var connectors = harvester.Connectors("records", ckan.Yaml("記録"));
        string[] more = ["--connectors", connectors, "--allow-private-networks"];
        Assert.Equal(0, (await harvester.RunAsync(["run", .. more])).ExitCode);
        await using (var store = await Stores.OpenAsync(harvester.Store, TimeProvider.System, Token))
            await store.Sources.PauseAsync("records", new SourcePause(TimeProvider.System.GetUtcNow().AddDays(1), "港区", "更新"), Token);

        foreach (var command in new[] { "sources", "status" })
        {
            Assert.Contains("records is paused until", (await harvester.RunAsync([command, .. more])).Output, StringComparison.Ordinal);
            Assert.Equal("更新", (await harvester.RunAsync([command, "--json", .. more])).Json.GetProperty("sources")[0].GetProperty("pause").GetProperty("why").GetString());
        }

        Assert.Equal(0, (await harvester.RunAsync(["run", .. more])).ExitCode);
        Assert.Equal(0, (await harvester.RunAsync(["run", "--queue", "records", .. more])).ExitCode);
        Assert.Equal(0, (await harvester.RunAsync(["verdict", "apart", (await IdsAsync(harvester))[0], (await IdsAsync(harvester))[1], "--by", "担当", .. more])).ExitCode);
        Assert.Equal(0, (await harvester.RunAsync(["erase", (await IdsAsync(harvester))[0], "--reason", "氏名", "--yes", .. more])).ExitCode);
        var removed = await harvester.RunAsync(["source", "remove", "records", "--yes", "--json", .. more]);
        var run = removed.Json.GetProperty("runs")[0].GetProperty("id").GetString()!;
        Assert.Equal(0, (await harvester.RunAsync(["undo", run, .. more])).ExitCode);

        var acts = await ActsAsync(harvester);
        Assert.Equal([AuditAction.Undo, AuditAction.RemoveSource, AuditAction.Erase, AuditAction.SayApart, AuditAction.RunNow], acts.Select(act => act.Action));
        Assert.All(acts, act => Assert.Equal((null, "command line", "records"), (act.Token, act.Who, act.Source)));
        Assert.Equal(("restored: 4", run), (acts[0].Detail, acts[0].Run));
        Assert.Equal("氏名", acts[2].Detail);
        Assert.EndsWith("(担当)", acts[3].Detail, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<AuditEntry>> ActsAsync(HarvesterProgram harvester)
    {
        await using var store = await Stores.OpenAsync(harvester.Store, TimeProvider.System, Token);
        return await store.Audit.ListAsync(new AuditFilter(), null, 100, Token);
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(HarvesterProgram harvester)
    {
        await using var store = await Stores.OpenAsync(harvester.Store, TimeProvider.System, Token);
        return await store.Datasets.AllAsync(new DatasetFilter(), Token).Select(dataset => dataset.Id).ToListAsync(Token);
    }
}

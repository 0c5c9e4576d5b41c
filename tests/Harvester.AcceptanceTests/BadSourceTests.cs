using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Harvester.AcceptanceTests;

/// <summary>Bad input, end to end: which source, record, field, value, whose fault, and what was done; and nothing else is lost.</summary>
public sealed class BadSourceTests
{
    private static JsonObject Package(int n, string? title = "公衆トイレ") => new()
    {
        ["id"] = $"id-{n}",
        ["name"] = $"name-{n}",
        ["title"] = title is null ? null : $"{title} {n}",
        ["license_id"] = "CC-BY-4.0",
        ["resources"] = new JsonArray(),
    };

    public static TheoryData<string, string, string> Faults => new()
    {
        { "status 500", "http-500", "source" },
        { "truncated body", "truncated", "source" },
        { "invalid JSON", "not-json", "source" },
        { "HTML instead of JSON", "html-instead-of-json", "source" },
        { "maintenance page", "maintenance-page", "source" },
        { "challenge", "bot-challenge", "source" },
        { "unreachable host", "unreachable", "source" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task BadSource_FailsAloneWithAclearMessage(string fault, string code, string whose)
    {
        await using var good = await LoopbackCkan.StartAsync([Package(1), Package(2)]);
        await using var bad = await LoopbackCkan.StartAsync([]);
        bad.Instead = Answer(fault);
        using var cut = new CutServer();
        using var harvester = new HarvesterProgram();
        var yaml = bad.Yaml("悪い");
        if (fault == "truncated body")
            yaml = yaml.Replace(bad.Api, cut.Api);
        if (fault == "unreachable host")
            yaml = yaml.Replace(bad.Api, "http://127.0.0.1:1/api/3/action");
        var connectors = harvester.Connectors("bad", yaml);
        harvester.Connectors("good", good.Yaml("良い"));
        var result = await harvester.RunAsync("run", "--json", "--connectors", connectors, "--allow-private-networks");

        Assert.True(result.ExitCode == 3, result.Output + result.Errors); // some, not all
        var runs = result.Json.GetProperty("runs").EnumerateArray().ToDictionary(r => r.GetProperty("source").GetString()!);
        Assert.Equal("succeeded", runs["good"].GetProperty("status").GetString());
        Assert.Equal("failed", runs["bad"].GetProperty("status").GetString());
        var problem = Assert.Single(runs["bad"].GetProperty("problems").EnumerateArray());
        Assert.Equal((code, whose), (problem.GetProperty("code").GetString(), problem.GetProperty("whose").GetString()));
        Assert.Contains("127.0.0.1", runs["bad"].GetProperty("error").GetString());
    }

    [Fact]
    public async Task EverySourceBad_ExitsWithFour()
    {
        await using var bad = await LoopbackCkan.StartAsync([]);
        bad.Instead = Answer("invalid JSON");
        using var harvester = new HarvesterProgram();
        var result = await harvester.RunAsync("run", "--connectors", harvester.Connectors("bad", bad.Yaml("悪い")), "--allow-private-networks");
        Assert.Equal(4, result.ExitCode);
    }

    [Fact]
    public async Task BadRecords_AreNamedAndLoseNoOther()
    {
        var undated = Package(3);
        undated["extras"] = new JsonArray(new JsonObject { ["key"] = "dcat_modified", ["value"] = "令和6年2月30日" });
        await using var ckan = await LoopbackCkan.StartAsync([Package(1), Package(2, title: null), undated, Package(1), Package(4)]);
        using var harvester = new HarvesterProgram();
        var connectors = harvester.Connectors("records", ckan.Yaml("記録"));
        var result = await harvester.RunAsync("run", "--json", "--connectors", connectors, "--allow-private-networks");
        var run = result.Json.GetProperty("runs")[0];
        Assert.Equal("succeeded", run.GetProperty("status").GetString()); // five announced, five came, one of them twice
        Assert.Equal(3, run.GetProperty("added").GetInt64());
        Assert.Equal(1, run.GetProperty("rejected").GetInt64());
        var problems = run.GetProperty("problems").EnumerateArray().ToDictionary(p => p.GetProperty("code").GetString()!, p => p.GetProperty("examples")[0].GetString()!);
        Assert.Contains("record id-2", problems["missing-title"]);
        Assert.Contains("field title", problems["missing-title"]);
        Assert.Contains("positions 1 and 4", problems["duplicate-identifier"]);
        var date = Assert.Single(problems.Values, e => e.Contains("令和6年2月30日"));
        Assert.Contains("record id-3, field modified", date);

        // and the refused one can be found
        var found = await harvester.RunAsync("find", "id-2", "--json");
        Assert.Equal("missing-title", found.Json.GetProperty("refused")[0].GetProperty("problem").GetProperty("problem").GetProperty("code").GetString());
    }

    [Fact]
    public async Task EmptyListingAfterFiveHundred_WithdrawsNothing_AndApproveDoes()
    {
        await using var ckan = await LoopbackCkan.StartAsync([.. Enumerable.Range(1, 500).Select(n => Package(n))]);
        using var harvester = new HarvesterProgram();
        var connectors = harvester.Connectors("empty", ckan.Yaml("空"));
        Task<HarvesterProgram.Result> Run() => harvester.RunAsync("run", "--json", "--connectors", connectors, "--allow-private-networks");
        Assert.Equal(0, (await Run()).ExitCode);
        ckan.Packages = [];
        await Run();
        var third = await Run();
        Assert.Equal(3, third.ExitCode);
        var run = third.Json.GetProperty("runs")[0];
        Assert.Equal(("suspicious", 0L), (run.GetProperty("status").GetString(), run.GetProperty("withdrawn").GetInt64()));
        Assert.Equal(500, await ActiveAsync(harvester));

        var approved = await harvester.RunAsync("approve", run.GetProperty("id").GetString()!, "--json");
        Assert.Equal(500, approved.Json.GetProperty("runs")[0].GetProperty("withdrawn").GetInt64());
        Assert.Equal(0, await ActiveAsync(harvester));
    }

    [Fact]
    public async Task AddressThatIsNotPublic_IsRefusedByDefault()
    {
        await using var ckan = await LoopbackCkan.StartAsync([Package(1)]);
        using var harvester = new HarvesterProgram();
        var result = await harvester.RunAsync("run", "--json", "--connectors", harvester.Connectors("inside", ckan.Yaml("内")));
        Assert.Equal(4, result.ExitCode);
        Assert.Contains("address-not-public", result.Output);
    }

    [Fact]
    public async Task KilledInMidRun_LeavesAreadableCatalogue_AndAlease_ThatRunsOutByItself()
    {
        await using var ckan = await LoopbackCkan.StartAsync([.. Enumerable.Range(1, 200).Select(n => Package(n))]);
        var reached = new TaskCompletionSource();
        ckan.Instead = async context =>
        {
            if (context.Request.Query["start"] == "0")
                return false;
            reached.TrySetResult(); // the first page came; this one never does
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            return true;
        };
        using var harvester = new HarvesterProgram();
        var connectors = harvester.Connectors("killed", ckan.Yaml("殺"));
        using (var process = harvester.Start("run", "--connectors", connectors, "--allow-private-networks"))
        {
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        ckan.Instead = null;
        Assert.InRange(await ActiveAsync(harvester), 0, 40); // what was written is whole; the first page may be there

        // While the dead worker's lease runs the source is skipped, and it is said until when.
        var skipped = await harvester.RunAsync("run", "--json", "--connectors", connectors, "--allow-private-networks");
        Assert.Equal(0, skipped.ExitCode);
        var run = skipped.Json.GetProperty("runs")[0];
        Assert.Equal("skipped", run.GetProperty("status").GetString());
        Assert.Matches("until [0-9:]{8}Z", run.GetProperty("error").GetString());
    }

    private static async Task<int> ActiveAsync(HarvesterProgram harvester)
    {
        var export = await harvester.RunAsync("export", "--format", "ndjson");
        return export.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Count(l => JsonDocument.Parse(l).RootElement.GetProperty("state").GetString() == "active");
    }

    private static Func<HttpContext, Task<bool>> Answer(string fault) => async context =>
    {
        switch (fault)
        {
            case "status 500":
                context.Response.StatusCode = 500;
                break;
            case "HTML instead of JSON":
                context.Response.ContentType = "text/html; charset=utf-8";
                await context.Response.WriteAsync("<!DOCTYPE html><html><title>ページが見つかりません</title></html>", Encoding.UTF8);
                break;
            case "maintenance page":
                context.Response.ContentType = "text/html; charset=utf-8";
                await context.Response.WriteAsync("<!DOCTYPE html><html><title>メンテナンス中</title></html>", Encoding.UTF8);
                break;
            case "challenge":
                context.Response.StatusCode = 202;
                context.Response.Headers["x-amzn-waf-action"] = "challenge";
                break;
            default:
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync("""{"success":true,"result":{"count":2,"results":[{"id":"a","name":}]}}""");
                break;
        }

        return true;
    };
}

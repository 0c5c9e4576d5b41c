using System.Net;
using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Tests.Publishing;
using Harvester.Tests.Storage;
using Xunit;

namespace Harvester.Tests.Web;

public sealed class ApiTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AFollowerOfTheChanges_MissesNothing_AndSeesTombstones()
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync(Samples.Dataset("minato", "1", "一"), Samples.Dataset("minato", "2", "二"), Samples.Dataset("minato", "3", "三"));
        await site.WriteAsync(new CatalogueWrite.Withdraw("minato~2"));

        var first = await site.JsonAsync("/api/v1/changes?since=0&limit=2");
        var next = first.GetProperty("next").GetInt64();
        var second = await site.JsonAsync($"/api/v1/changes?since={next}&limit=2&epoch={first.GetProperty("epoch").GetString()}");

        Assert.True(first.GetProperty("more").GetBoolean());
        Assert.False(second.GetProperty("more").GetBoolean());
        var changes = first.GetProperty("changes").EnumerateArray().Concat(second.GetProperty("changes").EnumerateArray()).ToList();
        Assert.Equal(["minato~1", "minato~2", "minato~3", "minato~2"], changes.Select(change => change.GetProperty("id").GetString()));
        Assert.Equal("withdrawn", changes[3].GetProperty("kind").GetString());
        Assert.Equal("withdrawn", changes[3].GetProperty("dataset").GetProperty("state").GetString());
        Assert.Equal(["sequence", "kind", "id", "at", "dataset"], changes[0].EnumerateObject().Select(member => member.Name));

        var end = second.GetProperty("next").GetInt64();
        var idle = await site.JsonAsync($"/api/v1/changes?since={end}");
        Assert.Equal(end, idle.GetProperty("next").GetInt64());
        Assert.Equal(0, idle.GetProperty("changes").GetArrayLength());
    }

    [Theory]
    [InlineData("since=99")]
    [InlineData("since=0&epoch=before-the-restore")]
    public async Task APositionOfAnotherHistory_IsGone_WithTheWayToStartAnew(string query)
    {
        await using var site = await TestSite.StartAsync();

        var problem = await site.JsonAsync("/api/v1/changes?" + query, HttpStatusCode.Gone);

        Assert.Contains("To start anew", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/changes?since=-1")]
    [InlineData("/api/v1/changes?since=x")]
    [InlineData("/api/v1/runs?cursor=unknown")]
    [InlineData("/api/v1/problems")]
    [InlineData("/api/v1/problems?run=r1&cursor=x")]
    [InlineData("/api/v1/sources?source=x")]
    public async Task ABadParameter_Is400(string address)
    {
        await using var site = await TestSite.StartAsync();

        Assert.NotEmpty((await site.JsonAsync(address, HttpStatusCode.BadRequest)).GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task Sources_ComeWithStateAndNewestRun_ButWithoutPathsAndLeases()
    {
        await using var site = await TestSite.StartAsync();
        await StoreSamples.RememberAsync(site.Store, new SourceState { Source = "minato", NextDue = TestSite.Now.AddHours(3), Failures = 2 });
        await site.RunAsync(TestSite.Report("r1", RunStatus.Failed));

        var source = (await site.JsonAsync("/api/v1/sources")).GetProperty("items")[0];

        Assert.Equal("ckan", source.GetProperty("kind").GetString());
        Assert.Equal("131032", source.GetProperty("publisher").GetString());
        Assert.Equal("2026-09-24T04:00:00Z", source.GetProperty("nextDue").GetString());
        Assert.Equal("failed", source.GetProperty("latestRun").GetProperty("status").GetString());
        Assert.DoesNotContain("/etc/", source.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("lease", source.GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Runs_AreListedNewestFirst_EachOnce_AndFilteredBySource()
    {
        await using var site = await TestSite.StartAsync();
        for (var i = 1; i <= 5; i++)
            await site.RunAsync(TestSite.Report($"r{i}", minutesAgo: 100 - i));
        await site.RunAsync(TestSite.Report("other", source: "tokyo", minutesAgo: 200));

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await site.JsonAsync("/api/v1/runs?source=minato&limit=2" + (cursor is null ? "" : "&cursor=" + cursor));
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);

        Assert.Equal(["r5", "r4", "r3", "r2", "r1"], seen);
        Assert.Equal("succeeded", (await site.JsonAsync("/api/v1/runs/r3")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Problems_OfARun_ArePaged()
    {
        await using var site = await TestSite.StartAsync();
        await site.RunAsync(TestSite.Report("r1") with { Problems = [new ProblemCount("unknown-licence", Severity.Warning, Whose.Record, 3, [])] });
        await site.Store.Runs.AddProblemsAsync("r1", "minato", [.. Enumerable.Range(1, 3).Select(Problem)], Cancel);

        var first = await site.JsonAsync("/api/v1/problems?run=r1&limit=2");
        var second = await site.JsonAsync("/api/v1/problems?run=r1&limit=2&cursor=" + first.GetProperty("next").GetString());

        Assert.Equal(3, first.GetProperty("total").GetInt64());
        Assert.Equal(
            ["rec1", "rec2", "rec3"],
            first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(item => item.GetProperty("recordId").GetString()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);

        static RunProblem Problem(int i) => new($"rec{i}", null, i, new Problem("unknown-licence", Severity.Warning, Whose.Record, "licence", "独自", "kept as it was"));
    }

    [Fact]
    public async Task ScriptsOfAnyOrigin_MayRead()
    {
        await using var site = await TestSite.StartAsync();

        using var read = await site.GetAsync("/api/v1/datasets");
        using var preflight = await site.Client.SendAsync(new HttpRequestMessage(HttpMethod.Options, "/api/v1/datasets/x"), Cancel);
        using var write = await site.Client.PostAsync(new Uri("/api/v1/datasets", UriKind.Relative), null, Cancel);

        Assert.Equal("*", read.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        Assert.Equal("*", preflight.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("If-None-Match", preflight.Headers.GetValues("Access-Control-Allow-Headers").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, write.StatusCode);
    }

    [Fact]
    public async Task AStoreThatIsAway_Is503_WithoutItsInnerWords_AndNotReady()
    {
        await using var whole = await TestSite.StartAsync();
        await using var site = await TestSite.StartWithoutStoreAsync();

        using var ready = await whole.GetAsync("/readyz");
        using var away = await site.GetAsync("/readyz");
        using var alive = await site.GetAsync("/healthz");
        var problem = await site.JsonAsync("/api/v1/datasets", HttpStatusCode.ServiceUnavailable);
        var page = await site.PageAsync("/", HttpStatusCode.ServiceUnavailable);

        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.DoesNotContain("secret", problem.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page, StringComparison.Ordinal);
    }
}

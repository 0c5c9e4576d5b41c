using System.Net;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Tests.Publishing;
using Xunit;

namespace Harvester.Tests.Web;

/// <summary>Why something is here, refused, taken down or absent.</summary>
public sealed class FindApiTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_TellsHereFromRefusedFromTakenDownFromAbsent()
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync(Samples.Dataset("minato", "1", "公園一覧"), Samples.Dataset("minato", "2", "名簿"), Samples.Dataset("minato", "3", "保育園"));
        await site.WriteAsync(new CatalogueWrite.Miss("minato~3", TestSite.Now));
        await site.RunAsync(TestSite.Report("r1"));
        await site.Store.Runs.AddProblemsAsync("r1", "minato", [new RunProblem("bad-9", "https://example.org/9", 9, new Problem("no-title", Severity.Error, Whose.Record, "title", null, "it has no title"))], Cancel);
        var lease = (await site.Store.Sources.AcquireAsync("minato", "person", TestSite.Now, TimeSpan.FromMinutes(1), Cancel))!;
        await site.Store.Takedowns.EraseAsync(lease, "minato~2", "secret reason", TestSite.Now, Cancel);

        var here = await site.JsonAsync("/api/v1/find?q=" + Uri.EscapeDataString("公園"));
        var missing = await site.JsonAsync("/api/v1/find?q=minato~3");
        var refused = await site.JsonAsync("/api/v1/find?q=" + Uri.EscapeDataString("https://example.org/9"));
        var gone = await site.JsonAsync("/api/v1/find?q=minato~2");
        var absent = await site.JsonAsync("/api/v1/find?q=" + Uri.EscapeDataString("どこにもない"));

        Assert.Equal(("here", "listed"), (here.GetProperty("verdict").GetString(), here.GetProperty("datasets")[0].GetProperty("standing").GetString()));
        Assert.StartsWith("listed by minato since 2026-09-24 03:30 JST", here.GetProperty("datasets")[0].GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Equal("missing", missing.GetProperty("datasets")[0].GetProperty("standing").GetString());
        Assert.Equal("refused", refused.GetProperty("verdict").GetString());
        Assert.Equal(("no-title", "r1"), (refused.GetProperty("refused")[0].GetProperty("problem").GetProperty("problem").GetProperty("code").GetString(), refused.GetProperty("refused")[0].GetProperty("run").GetString()));
        Assert.Equal(("takenDown", "minato~2"), (gone.GetProperty("verdict").GetString(), gone.GetProperty("takenDown").GetProperty("id").GetString()));
        Assert.DoesNotContain("secret", gone.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("absent", absent.GetProperty("verdict").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?q=")]
    [InlineData("?q=%20")]
    [InlineData("?q=x&limit=101")]
    public async Task Find_WithoutAnythingToFind_Is400(string query)
    {
        await using var site = await TestSite.StartAsync();

        await site.JsonAsync("/api/v1/find" + query, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Fields_LeaveTheOthersOut_AndAnUnknownOneIsRefused()
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync(Samples.Dataset("minato", "1", "公園"), Samples.Dataset("minato", "2", "施設"));

        var list = await site.JsonAsync("/api/v1/datasets?fields=title,id,frequency&limit=1");
        var one = await site.JsonAsync("/api/v1/datasets/minato~1?fields=provenance");
        var whole = await site.JsonAsync("/api/v1/datasets/minato~1");
        var unknown = await site.JsonAsync("/api/v1/datasets?fields=id,titel", HttpStatusCode.BadRequest);

        Assert.Equal(["id", "title"], list.GetProperty("items")[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal(2, list.GetProperty("total").GetInt32());
        Assert.NotNull(list.GetProperty("next").GetString());
        Assert.Equal(whole.GetProperty("provenance").GetRawText(), Assert.Single(one.EnumerateObject()).Value.GetRawText());
        Assert.Contains("\"titel\"", unknown.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Since_GivesWhatChangedAfterAPosition()
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync(Samples.Dataset("minato", "1", "公園"), Samples.Dataset("minato", "2", "施設"));

        Assert.Equal("minato~2", (await site.JsonAsync("/api/v1/datasets?since=1")).GetProperty("items")[0].GetProperty("id").GetString());
        Assert.Equal(0, (await site.JsonAsync("/api/v1/datasets?since=2")).GetProperty("total").GetInt32());
    }
}

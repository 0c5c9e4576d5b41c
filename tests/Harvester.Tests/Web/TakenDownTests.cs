using System.Net;
using Harvester.Core.Ports;
using Harvester.Tests.Publishing;
using Xunit;

namespace Harvester.Tests.Web;

/// <summary>What was taken down answers 410, under every id that led to it, and says no more than that.</summary>
public sealed class TakenDownTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TakenDown_IsGoneUnderAllItsIds_InTheApiAndOnThePage()
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync(Samples.Dataset("minato", "1", "一覧"), Samples.Dataset("minato", "2", "一覧"));
        await site.WriteAsync(new CatalogueWrite.Move("minato~1", "minato~2"));
        var lease = (await site.Store.Sources.AcquireAsync("minato", "person", TestSite.Now, TimeSpan.FromMinutes(1), Cancel))!;
        await site.Store.Takedowns.EraseAsync(lease, "minato~1", "secret reason", TestSite.Now, Cancel);

        foreach (var id in new[] { "minato~1", "minato~2" })
        {
            foreach (var tail in new[] { "", "/history", "/quality" })
            {
                var problem = await site.JsonAsync($"/api/v1/datasets/{id}{tail}", HttpStatusCode.Gone);
                Assert.Contains("taken down on 2026-09-24", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
                Assert.DoesNotContain("secret", problem.GetRawText(), StringComparison.Ordinal);
            }

            var page = await site.PageAsync($"/datasets/{id}?lang=en", HttpStatusCode.Gone);
            Assert.Contains("taken down", page, StringComparison.Ordinal);
            Assert.DoesNotContain("一覧", page, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", page, StringComparison.Ordinal);
        }

        await site.JsonAsync("/api/v1/datasets/minato~3", HttpStatusCode.NotFound);
        var changes = await site.JsonAsync("/api/v1/changes");
        var last = changes.GetProperty("changes").EnumerateArray().Last();
        Assert.Equal(("erased", "minato~1"), (last.GetProperty("kind").GetString(), last.GetProperty("id").GetString()));
        Assert.All(changes.GetProperty("changes").EnumerateArray(), change => Assert.Equal(System.Text.Json.JsonValueKind.Null, change.GetProperty("dataset").ValueKind));
    }

    [Fact]
    public async Task Changes_SayUpToWhereSomeMayLack_OnlyOnceTheyDo()
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync(Samples.Dataset("minato", "1", "一"));
        await site.PutAsync(Samples.Dataset("minato", "1", "二") with { Version = 2, Provenance = Samples.Dataset("minato", "1", "二").Provenance with { ContentHash = "2" } });
        Assert.False((await site.JsonAsync("/api/v1/changes")).TryGetProperty("compactedTo", out _));

        await site.Store.Changes.PruneAsync(TestSite.Now.AddDays(1), null, 10, Cancel);

        var changes = await site.JsonAsync("/api/v1/changes?since=0");
        Assert.Equal((1, 2), (changes.GetProperty("compactedTo").GetInt64(), changes.GetProperty("next").GetInt64()));
        Assert.Equal(2, changes.GetProperty("changes").EnumerateArray().Single().GetProperty("sequence").GetInt64());
    }
}

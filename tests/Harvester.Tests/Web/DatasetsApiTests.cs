using System.Net;
using System.Text;
using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Tests.Publishing;
using Xunit;

namespace Harvester.Tests.Web;

public sealed class DatasetsApiTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PagesByCursor_GiveEachDatasetExactlyOnce_AlsoWhenOthersAreWrittenMeanwhile()
    {
        await using var site = await TestSite.StartAsync();
        var all = Enumerable.Range(0, 25).Select(i => Samples.Dataset("minato", $"r{i:00}", $"題{i}")).ToArray();
        await site.PutAsync(all);

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await site.JsonAsync($"/api/v1/datasets?limit=10{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            cursor = page.GetProperty("next").GetString();
            await site.PutAsync(Samples.Dataset("minato", $"a{seen.Count}", "前に割り込む"));
        }
        while (cursor is not null);

        Assert.Equal(all.Select(dataset => dataset.Id), seen);
    }

    [Fact]
    public async Task TheLastPage_HasNoNext_AlsoWhenItIsFull()
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync(Samples.Dataset("minato", "1", "一"), Samples.Dataset("minato", "2", "二"));

        var page = await site.JsonAsync("/api/v1/datasets?limit=2");

        Assert.Equal(2, page.GetProperty("items").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, page.GetProperty("next").ValueKind);
        Assert.Equal(2, page.GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task Filters_NarrowItemsAndTotalAlike()
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync(
            Samples.Dataset("minato", "1", "公園"),
            Samples.Dataset("minato", "2", "保育園"),
            Samples.Dataset("tokyo", "3", "公園", "130001"));
        await site.WriteAsync(new CatalogueWrite.Withdraw("minato~2"));

        Assert.Equal(["minato~1", "minato~2"], await IdsAsync(site, "source=minato"));
        Assert.Equal(["tokyo~3"], await IdsAsync(site, "publisher=130001"));
        Assert.Equal(["minato~2"], await IdsAsync(site, "state=withdrawn"));
        Assert.Equal(["minato~1", "tokyo~3"], await IdsAsync(site, "q=" + Uri.EscapeDataString("公園")));
        Assert.Empty(await IdsAsync(site, "source=nowhere"));
    }

    [Theory]
    [InlineData("limit=0", "\"limit\" is \"0\"")]
    [InlineData("limit=1001", "1 to 1000")]
    [InlineData("limit=ten", "\"ten\"")]
    [InlineData("state=gone", "active or withdrawn")]
    [InlineData("publisher=minato", "six-digit")]
    [InlineData("sorce=minato", "\"sorce\" is not a parameter")]
    [InlineData("source=a&source=b", "2 times")]
    [InlineData("limit=0&state=gone", "\"state\" is \"gone\", expected active or withdrawn; \"limit\" is \"0\"")]
    public async Task ABadParameter_IsRefusedWithItsReason(string query, string reason)
    {
        await using var site = await TestSite.StartAsync();

        var problem = await site.JsonAsync($"/api/v1/datasets?{query}", HttpStatusCode.BadRequest);

        Assert.Equal(400, problem.GetProperty("status").GetInt32());
        Assert.Contains(reason, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADataset_IsServedAsItIsStored_WithAnEtagThatAnswers304()
    {
        await using var site = await TestSite.StartAsync();
        var dataset = Samples.Dataset("minato", "施設 一覧", "公共施設一覧 <script>\"'");
        await site.PutAsync(dataset);
        var address = "/api/v1/datasets/" + Uri.EscapeDataString(dataset.Id);

        using var first = await site.GetAsync(address);
        var stored = await site.Store.Datasets.GetAsync(dataset.Id, Cancel);
        Assert.Equal(Encoding.UTF8.GetString(DatasetJson.Serialize(stored!)), await first.Content.ReadAsStringAsync(Cancel));
        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await site.Client.SendAsync(again, Cancel);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);

        await site.PutAsync(Samples.Dataset("minato", "施設 一覧", "公共施設一覧 改") with { Version = 2 });
        using var later = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        later.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var third = await site.Client.SendAsync(later, Cancel);
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
    }

    [Fact]
    public async Task AnIdThatMoved_RedirectsForGood_ApiAndPageAndHistory()
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync(Samples.Dataset("minato", "old", "題"), Samples.Dataset("minato", "new", "題"));
        await site.WriteAsync(new CatalogueWrite.Move("minato~old", "minato~new"));

        foreach (var (asked, expected) in new[]
        {
            ("/api/v1/datasets/minato~new", "/api/v1/datasets/minato~old"),
            ("/api/v1/datasets/minato~new/history", "/api/v1/datasets/minato~old/history"),
            ("/datasets/minato~new?lang=en", "/datasets/minato~old?lang=en"),
        })
        {
            using var response = await site.GetAsync(asked);
            Assert.Equal(HttpStatusCode.PermanentRedirect, response.StatusCode);
            Assert.Equal(expected, response.Headers.Location?.ToString());
        }
    }

    [Fact]
    public async Task AnUnknownId_Is404_WithAReason()
    {
        await using var site = await TestSite.StartAsync();

        foreach (var address in new[] { "/api/v1/datasets/no~such", "/api/v1/datasets/no~such/history", "/api/v1/runs/none", "/api/v1/problems?run=none", "/api/v1/nothing" })
            Assert.NotEmpty((await site.JsonAsync(address, HttpStatusCode.NotFound)).GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task History_HasEveryVersion_OldestFirst()
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync(Samples.Dataset("minato", "1", "一"));
        await site.PutAsync(Samples.Dataset("minato", "1", "二") with { Version = 2 });
        await site.WriteAsync(new CatalogueWrite.Withdraw("minato~1"));

        var items = (await site.JsonAsync("/api/v1/datasets/minato~1/history")).GetProperty("items").EnumerateArray().ToList();

        Assert.Equal([1, 2, 3], items.Select(item => item.GetProperty("version").GetInt32()));
        Assert.Equal(["added", "updated", "withdrawn"], items.Select(item => item.GetProperty("kind").GetString()));
        Assert.Equal("一", items[0].GetProperty("dataset").GetProperty("title").GetProperty("ja").GetString());
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(TestSite site, string query)
    {
        var page = await site.JsonAsync("/api/v1/datasets?" + query);
        var ids = page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!).ToList();
        Assert.Equal(ids.Count, page.GetProperty("total").GetInt64());
        return ids;
    }
}

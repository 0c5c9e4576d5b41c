using Harvester.Tests.Publishing;
using Xunit;

namespace Harvester.Tests.Web;

public sealed class KeptAnswersTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnswerIsKept_ForTheSameQuestionOnly()
    {
        await using var site = await TestSite.StartWithAsync(options => options with { KeepAnswers = TimeSpan.FromHours(1) });
        await site.PutAsync(Samples.Dataset("minato", "1", "一"), Samples.Dataset("minato", "2", "二"));
        await site.IndexAsync();

        Assert.Contains("一", await TextAsync(site, "/api/v1/datasets/minato~1"), StringComparison.Ordinal);
        Assert.Contains("二", await TextAsync(site, "/api/v1/datasets/minato~2"), StringComparison.Ordinal);
        Assert.DoesNotContain("distributions", await TextAsync(site, "/api/v1/datasets/minato~1?fields=title"), StringComparison.Ordinal);

        using var again = await site.GetAsync("/api/v1/datasets/minato~1");
        Assert.NotNull(again.Headers.Age);
    }

    [Fact]
    public async Task AfterAChange_TheAnswerIsTheNewOne()
    {
        await using var site = await TestSite.StartWithAsync(options => options with { KeepAnswers = TimeSpan.FromHours(1) });
        await site.PutAsync(Samples.Dataset("minato", "1", "一"));
        await site.IndexAsync();
        Assert.Contains("一", await TextAsync(site, "/api/v1/datasets/minato~1"), StringComparison.Ordinal);

        await site.PutAsync(Samples.Dataset("minato", "1", "改訂") with { Version = 2 });
        await site.IndexAsync();

        Assert.Contains("改訂", await TextAsync(site, "/api/v1/datasets/minato~1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeptAnswer_StillHasItsValidator_AndWhatIsNotThereIsNotKept()
    {
        await using var site = await TestSite.StartWithAsync(options => options with { KeepAnswers = TimeSpan.FromHours(1) });
        using (var missing = await site.GetAsync("/api/v1/datasets/minato~1"))
            Assert.Equal(System.Net.HttpStatusCode.NotFound, missing.StatusCode);
        await site.PutAsync(Samples.Dataset("minato", "1", "一"));

        using var first = await site.GetAsync("/api/v1/datasets/minato~1");
        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/datasets/minato~1", UriKind.Relative));
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await site.Client.SendAsync(again, Cancel);

        Assert.Equal(System.Net.HttpStatusCode.NotModified, second.StatusCode);
    }

    private static async Task<string> TextAsync(TestSite site, string address)
    {
        using var response = await site.GetAsync(address);
        return await response.Content.ReadAsStringAsync(Cancel);
    }
}

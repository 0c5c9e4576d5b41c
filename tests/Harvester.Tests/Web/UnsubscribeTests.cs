using System.Net;
using Harvester.Core.Access;
using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Web;

/// <summary>A notice's own address ends its subscription, by a button and not by being opened.</summary>
public sealed class UnsubscribeTests
{
    private const string Secret = "a-secret_of-a-message";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Opening_ShowsAButton_AndPressingItEndsIt()
    {
        await using var site = await SubscribedAsync();

        var page = await site.PageAsync($"/unsubscribe/{Secret}");
        Assert.Contains("取り込めなかった記録の通知 (港区)", page, StringComparison.Ordinal);
        Assert.Contains($"<form method=\"post\" action=\"/unsubscribe/{Secret}\">", page, StringComparison.Ordinal);
        using var head = await site.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, new Uri($"/unsubscribe/{Secret}", UriKind.Relative)), Cancel);
        Assert.Single(await site.Store.Subscriptions.ListAsync(Cancel));

        using var pressed = await PostAsync(site, Secret);
        Assert.Equal(HttpStatusCode.OK, pressed.StatusCode);
        Assert.Contains("配信を停止しました", await pressed.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Empty(await site.Store.Subscriptions.ListAsync(Cancel));
        using var again = await PostAsync(site, Secret);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task Address_IsToldToNobody()
    {
        await using var site = await SubscribedAsync();
        using var response = await site.GetAsync($"/unsubscribe/{Secret}?lang=en");
        Assert.Contains("Stop them", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Contains("form-action 'self'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("%3Cscript%3E")]
    public async Task UnknownSecret_EndsNothing(string secret)
    {
        await using var site = await SubscribedAsync();
        Assert.DoesNotContain("<form method=\"post\"", await site.PageAsync($"/unsubscribe/{secret}", HttpStatusCode.NotFound), StringComparison.Ordinal);
        using var pressed = await PostAsync(site, secret);
        Assert.Equal(HttpStatusCode.NotFound, pressed.StatusCode);
        Assert.Single(await site.Store.Subscriptions.ListAsync(Cancel));
    }

    // As a mail program does it (RFC 8058).
    private static Task<HttpResponseMessage> PostAsync(TestSite site, string secret) => site.Client.PostAsync(
        new Uri($"/unsubscribe/{secret}", UriKind.Relative), new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]), Cancel);

    private static async Task<TestSite> SubscribedAsync()
    {
        var site = await TestSite.StartAsync();
        await site.Store.Subscriptions.AddAsync(
            new Subscription
            {
                Id = "s1",
                Kind = DeliveryKind.Mail,
                Target = "a@example.jp",
                Audience = NoticeAudience.Municipality,
                MunicipalityCode = "131032",
                CreatedAt = TestSite.Now,
                SecretHashes = [RandomSecret.Hash(Secret)],
            },
            Cancel);
        return site;
    }
}

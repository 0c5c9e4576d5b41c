using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Harvester.Connectors.Fetching;
using Harvester.Connectors.Webhooks;
using Harvester.Core.Notifications;
using Harvester.Core.Ports;
using Harvester.Tests.Connectors;
using Xunit;

namespace Harvester.Tests.Notifications;

/// <summary>Notices to a real server on loopback.</summary>
public sealed class WebhookChannelTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Network Network(bool allowPrivate = true) => new(new FetchingOptions { Contact = "https://example.org/", AllowPrivateNetworks = allowPrivate }, static _ => null);

    [Fact]
    public async Task Document_ArrivesSigned_WithAllThatIsToldOfARun()
    {
        var got = new ConcurrentQueue<(string Method, string? Type, string? Signature, string? Id, byte[] Body)>();
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            got.Enqueue((context.Request.Method, context.Request.ContentType, context.Request.Headers[WebhookChannel.SignatureHeader], context.Request.Headers[WebhookChannel.DeliveryHeader], body.ToArray()));
            context.Response.StatusCode = 204;
        });
        await using var bench = await NoticeBench.OpenAsync();
        bench.Options = bench.Options with { Central = [Recipient.Parse(server.Url.AbsoluteUri + "hook?a=1")] };
        await bench.RanAsync("failed:s");
        using var network = Network();

        var result = await bench.Notifier("one", new WebhookChannel(network, "geheim")).RunAsync(Cancel);

        Assert.Single(result.Sent);
        var (method, type, signature, id, body) = Assert.Single(got);
        Assert.Equal(("POST", "application/json; charset=utf-8", result.Sent[0].Id), (method, type, id));
        Assert.Equal("sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("geheim"), body)), signature);
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        Assert.Equal(
            ("broke", "minato", "broken", "central", "港区オープンデータカタログ", "2026-11-23T01:00:00Z"),
            (Text("event"), Text("source"), Text("state"), Text("whose"), Text("title"), Text("since")));
        Assert.Contains("誰の番か", Text("text"), StringComparison.Ordinal);
        Assert.Equal("https://catalogue.example.jp/runs/minato.0001", root.GetProperty("links").GetProperty("run").GetString());
        Assert.Equal("failed", root.GetProperty("run").GetProperty("status").GetString());

        string? Text(string name) => root.GetProperty(name).GetString();
    }

    [Theory]
    [InlineData(500)]
    [InlineData(404)]
    [InlineData(302)] // not followed: what was subscribed is where it goes
    public async Task AnyOtherAnswer_IsAFault_OfThisOneOnly(int status)
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        });
        using var network = Network();
        var fault = await Assert.ThrowsAsync<DeliveryException>(() => new WebhookChannel(network, null).SendAsync(To(server.Url), Cancel));
        Assert.Contains($"{status}", fault.Message, StringComparison.Ordinal);
        Assert.False(fault.ClosesChannel);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task ServerThatIsSilent_IsLeftAfterItsTime()
    {
        await using var server = await LoopbackServer.StartAsync(context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        using var network = Network();
        var fault = await Assert.ThrowsAsync<DeliveryException>(() => new WebhookChannel(network, null, TimeSpan.FromMilliseconds(200)).SendAsync(To(server.Url), Cancel));
        Assert.Contains("in time", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddressThatIsNotPublic_IsNotAsked()
    {
        await using var server = await LoopbackServer.StartAsync(static _ => Task.CompletedTask);
        using var network = Network(allowPrivate: false);
        var fault = await Assert.ThrowsAsync<DeliveryException>(() => new WebhookChannel(network, null).SendAsync(To(server.Url), Cancel));
        Assert.Contains("not public", fault.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
        Assert.Contains("not public", await network.RefusalAsync(server.Url, Cancel), StringComparison.Ordinal);
        Assert.Null(await network.RefusalAsync(new Uri("https://8.8.8.8/hook"), Cancel));
        using var open = Network();
        Assert.Null(await open.RefusalAsync(server.Url, Cancel));
        Assert.NotNull(await open.RefusalAsync(new Uri("http://169.254.169.254/"), Cancel));
    }

    private static Delivery To(Uri url) => new()
    {
        Id = "t.0",
        Thread = "t",
        Source = "s",
        Event = NoticeEvent.Broke,
        Kind = DeliveryKind.Webhook,
        Target = url.AbsoluteUri,
        Subject = "s",
        Body = "{}",
        CreatedAt = DateTimeOffset.UnixEpoch,
        NextTry = DateTimeOffset.UnixEpoch,
    };
}

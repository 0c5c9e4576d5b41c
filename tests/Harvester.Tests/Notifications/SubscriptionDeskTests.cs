using Harvester.Core.Notifications;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Xunit;

namespace Harvester.Tests.Notifications;

/// <summary>Who may be entered, and who is not.</summary>
public sealed class SubscriptionDeskTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a@example.jp", true)]
    [InlineData("opendata+harvester.x_1@city.minato.tokyo.jp", true)]
    [InlineData("a@xn--eckwd4c7c.xn--zckzah", true)]
    [InlineData("a@localhost", false)]
    [InlineData("a@", false)]
    [InlineData("@example.jp", false)]
    [InlineData("a@b@example.jp", false)]
    [InlineData("a..b@example.jp", false)]
    [InlineData(".a@example.jp", false)]
    [InlineData("\"a b\"@example.jp", false)]
    [InlineData("a@example.jp\r\nBcc: b@example.jp", false)]
    [InlineData("a@example.jp,b@example.jp", false)]
    [InlineData("A <a@example.jp>", false)]
    [InlineData("あ@example.jp", false)]
    [InlineData("a@-example.jp", false)]
    [InlineData("a@例え.jp", false)]
    public void MailAddress_IsOneOrNone(string address, bool isOne) => Assert.Equal(isOne, Targets.Fault(DeliveryKind.Mail, address) is null);

    [Fact]
    public void MailAddress_HasTheLengthThatMailServersTake()
    {
        Assert.NotNull(Targets.Fault(DeliveryKind.Mail, new string('a', 65) + "@example.jp"));
        Assert.NotNull(Targets.Fault(DeliveryKind.Mail, "a@" + string.Join('.', Enumerable.Repeat(new string('b', 60), 5)) + ".jp"));
    }

    [Theory]
    [InlineData("https://example.jp/hook?token=1", true)]
    [InlineData("http://example.jp:8080", true)]
    [InlineData("ftp://example.jp/", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("https://user:secret@example.jp/", false)]
    [InlineData("https://example.jp/#x", false)]
    [InlineData("https:///x", false)]
    [InlineData("example.jp", false)]
    [InlineData("https://example.jp/a b", false)]
    [InlineData("https://example.jp/\r\nX: 1", false)]
    public void Webhook_IsOneOrNone(string address, bool isOne) => Assert.Equal(isOne, Targets.Fault(DeliveryKind.Webhook, address) is null);

    [Fact]
    public async Task Subscription_IsEnteredOnce_AndForWhatThereIs()
    {
        await using var bench = await NoticeBench.OpenAsync();
        var desk = bench.Desk();
        var added = await desk.AddAsync(NoticeAudience.Municipality, "131032", DeliveryKind.Mail, "a@example.jp", "en", "港区\n課", Cancel);
        Assert.Equal(("131032", "en", "港区 課"), (added.MunicipalityCode, added.Language, added.CreatedBy));
        await desk.AddAsync(NoticeAudience.Central, null, DeliveryKind.Mail, "a@example.jp", "ja", null, Cancel);

        await Assert.ThrowsAsync<DecisionException>(() => desk.AddAsync(NoticeAudience.Municipality, "131032", DeliveryKind.Mail, "A@Example.jp", "ja", null, Cancel));
        await Assert.ThrowsAsync<DecisionException>(() => desk.AddAsync(NoticeAudience.Municipality, "999999", DeliveryKind.Mail, "a@example.jp", "ja", null, Cancel));
        await Assert.ThrowsAsync<DecisionException>(() => desk.AddAsync(NoticeAudience.Municipality, null, DeliveryKind.Mail, "a@example.jp", "ja", null, Cancel));
        await Assert.ThrowsAsync<DecisionException>(() => desk.AddAsync(NoticeAudience.Central, "131032", DeliveryKind.Mail, "a@example.jp", "ja", null, Cancel));
        await Assert.ThrowsAsync<DecisionException>(() => desk.AddAsync(NoticeAudience.Central, null, DeliveryKind.Mail, "nobody", "ja", null, Cancel));
        await Assert.ThrowsAsync<DecisionException>(() => desk.AddAsync(NoticeAudience.Central, null, DeliveryKind.Mail, "b@example.jp", "fr", null, Cancel));
        Assert.Equal(2, (await desk.ListAsync(Cancel)).Count);

        Assert.Equal(added.Id, (await desk.RemoveAsync(added.Id, Cancel)).Id);
        await Assert.ThrowsAsync<DecisionException>(() => desk.RemoveAsync(added.Id, Cancel));
        Assert.Single(await desk.ListAsync(Cancel));
    }

    [Fact]
    public async Task WebhookThatTheGuardRefuses_IsNotEntered()
    {
        await using var bench = await NoticeBench.OpenAsync();
        var desk = new SubscriptionDesk(bench.Store, [], bench.Clock, static (url, _) => Task.FromResult<string?>(url.Host == "10.0.0.1" ? "10.0.0.1 is not public" : null));
        Assert.Contains("not public", (await Assert.ThrowsAsync<DecisionException>(() => desk.AddAsync(NoticeAudience.Central, null, DeliveryKind.Webhook, "http://10.0.0.1/", "ja", null, Cancel))).Message, StringComparison.Ordinal);
        await desk.AddAsync(NoticeAudience.Central, null, DeliveryKind.Webhook, "https://example.jp/", "ja", null, Cancel);
    }
}

using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Storage;

/// <summary>Who wants to be told, what was told, and what is on its way.</summary>
public abstract partial class StoreContract
{
    private static Subscription Subscribed(string id, int minute = 0, params string[] hashes) => new()
    {
        Id = id,
        Kind = DeliveryKind.Mail,
        Target = $"{id}@example.jp",
        Audience = NoticeAudience.Municipality,
        MunicipalityCode = "131032",
        CreatedAt = Noon.AddMinutes(minute),
        SecretHashes = hashes,
    };

    private static NoticeState Told(string source, NoticeAudience audience = NoticeAudience.Central, int told = 0) => new()
    {
        Source = source,
        Audience = audience,
        IsBroken = true,
        Since = Noon,
        Run = "r1",
        ToldAt = told > 0 ? Noon.AddDays(told) : null,
        Told = told,
    };

    private static Delivery OnItsWay(string id, int minute = 0, string source = "tokyo", string target = "a@example.jp", DeliveryKind kind = DeliveryKind.Mail) => new()
    {
        Id = id,
        Thread = id.Split('.')[0],
        Source = source,
        Event = NoticeEvent.StillBroken,
        Kind = kind,
        Target = target,
        Subject = "未解決 / Still broken",
        Body = "一行目\nline 2",
        CreatedAt = Noon.AddMinutes(minute),
        NextTry = Noon.AddMinutes(minute),
    };

    private async Task<string> OnTheirWayAsync(int limit = 100) => string.Join(' ', (await Store.Notices.PendingAsync(limit, None)).Select(delivery => delivery.Id));

    [Fact]
    public async Task Subscription_ComesBackAsEntered_Once_AndGoes()
    {
        var full = Subscribed("b", 1, "h1", "h2") with { Kind = DeliveryKind.Webhook, Target = "https://example.jp/hook", Audience = NoticeAudience.Central, MunicipalityCode = null, Language = "en", CreatedBy = "港区" };
        Assert.True(await Store.Subscriptions.AddAsync(full, None));
        Assert.True(await Store.Subscriptions.AddAsync(Subscribed("c", 0), None));
        Assert.False(await Store.Subscriptions.AddAsync(Subscribed("b", 5), None));

        var all = await Store.Subscriptions.ListAsync(None);
        Assert.Equal(["c", "b"], all.Select(one => one.Id));
        Assert.Equal(full.SecretHashes, all[1].SecretHashes);
        Assert.Equal(full, all[1] with { SecretHashes = full.SecretHashes });
        Assert.Equal(Subscribed("c") with { SecretHashes = all[0].SecretHashes }, all[0]);
        Assert.True(await Store.Subscriptions.RemoveAsync("b", None));
        Assert.False(await Store.Subscriptions.RemoveAsync("b", None));
        Assert.Equal("c", Assert.Single(await Store.Subscriptions.ListAsync(None)).Id);
    }

    [Fact]
    public async Task Secrets_FindTheirSubscription_AndTheOldestGo()
    {
        await Store.Subscriptions.AddAsync(Subscribed("a"), None);
        await Store.Subscriptions.AddAsync(Subscribed("b", 1, "hb"), None);
        for (var i = 0; i <= ISubscriptionStore.MostSecrets; i++)
            await Store.Subscriptions.AddSecretAsync("a", $"h{i}", None);
        await Store.Subscriptions.AddSecretAsync("a", "h7", None);
        await Store.Subscriptions.AddSecretAsync("gone", "hx", None);

        Assert.Null(await Store.Subscriptions.FindAsync("h0", None));
        Assert.Null(await Store.Subscriptions.FindAsync("hx", None));
        Assert.Equal("b", (await Store.Subscriptions.FindAsync("hb", None))?.Id);
        var found = (await Store.Subscriptions.FindAsync("h7", None))!;
        Assert.Equal(("a", ISubscriptionStore.MostSecrets, "h7"), (found.Id, found.SecretHashes.Count, found.SecretHashes[^1]));
        Assert.Equal(found.SecretHashes.Count, found.SecretHashes.Distinct().Count());
    }

    [Fact]
    public async Task NoticeState_IsOneForEachSourceAudienceAndBody_AndIsReplaced()
    {
        var ofABody = Told("tokyo", NoticeAudience.Municipality) with { Body = "131032" };
        await Store.Notices.SaveAsync(Told("tokyo", NoticeAudience.Municipality), [], None);
        await Store.Notices.SaveAsync(ofABody, [], None);
        await Store.Notices.SaveAsync(Told("tokyo"), [], None);
        await Store.Notices.SaveAsync(Told("tokyo", NoticeAudience.Maintainers), [], None);
        await Store.Notices.SaveAsync(Told("minato"), [], None);
        var later = Told("tokyo", told: 2) with { IsBroken = false, Run = "r9" };
        await Store.Notices.SaveAsync(later, [], None);

        var states = await Store.Notices.StatesAsync(None);
        Assert.Equal(5, states.Count);
        Assert.Contains(ofABody, states);
        Assert.Contains(later, states);
        Assert.Contains(Told("tokyo", NoticeAudience.Maintainers), states);
        Assert.Contains(Told("minato"), states);
    }

    [Fact]
    public async Task Deliveries_AreOnTheirWayOnce_OldestFirst_UntilTheyArrive()
    {
        var full = OnItsWay("b.1", 1) with { Before = "b.0", Unsubscribe = "https://example.jp/unsubscribe/x", Attempts = 2, Fault = "away", NextTry = Noon.AddHours(1) };
        await Store.Notices.SaveAsync(Told("tokyo", told: 1), [OnItsWay("c.0", 2), full], None);
        await Store.Notices.SaveAsync(Told("tokyo", told: 1), [OnItsWay("c.0", 9) with { Subject = "another" }, OnItsWay("a.0", 2)], None);

        Assert.Equal("b.1 a.0 c.0", await OnTheirWayAsync());
        Assert.Equal("b.1 a.0", await OnTheirWayAsync(2));
        var pending = await Store.Notices.PendingAsync(10, None);
        Assert.Equal(full, pending[0]);
        Assert.Equal(OnItsWay("c.0", 2), pending[2]);

        var tried = pending[2] with { Attempts = 1, Fault = "遅い", NextTry = Noon.AddDays(1) };
        await Store.Notices.PutOffAsync(tried, None);
        await Store.Notices.RemoveAsync("a.0", None);
        await Store.Notices.PutOffAsync(OnItsWay("a.0", 2) with { Attempts = 1 }, None);
        Assert.Equal([full, tried], await Store.Notices.PendingAsync(10, None));
    }

    [Fact]
    public async Task DeliveriesTakenBack_AreThoseOfTheSource_OrToTheRecipient()
    {
        await Store.Notices.SaveAsync(
            Told("tokyo", told: 1), [OnItsWay("a.0"), OnItsWay("b.0", source: "minato"), OnItsWay("c.0", source: "ota", target: "https://e/", kind: DeliveryKind.Webhook), OnItsWay("d.0", source: "ota", target: "d@e.jp")], None);

        await Store.Notices.TakeBackAsync("tokyo", None);
        Assert.Equal("b.0 c.0 d.0", await OnTheirWayAsync());
        await Store.Notices.TakeBackAsync(DeliveryKind.Mail, "https://e/", None);
        await Store.Notices.TakeBackAsync(DeliveryKind.Mail, "d@e.jp", None);
        Assert.Equal("b.0 c.0", await OnTheirWayAsync());
        await Store.Notices.TakeBackAsync(DeliveryKind.Webhook, "https://e/", None);
        Assert.Equal("b.0", await OnTheirWayAsync());
        Assert.Single(await Store.Notices.StatesAsync(None));
    }
}

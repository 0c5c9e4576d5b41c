using CsCheck;
using Harvester.Core.Model;
using Harvester.Core.Notifications;
using Harvester.Core.Ports;
using Harvester.Tests.Web;
using Xunit;

namespace Harvester.Tests.Notifications;

/// <summary>From the runs in a store to messages: to whom, how often, and what a crash, a second worker or a failing server cost.</summary>
public sealed class NotifierTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Change_IsToldOnce_ToTheOneWhoseTurnItIs()
    {
        await using var bench = await NoticeBench.OpenAsync();
        var box = new Postbox();
        var notifier = bench.Notifier("one", box);
        await bench.Desk().AddAsync(NoticeAudience.Municipality, "131032", DeliveryKind.Mail, "minato@example.jp", "ja", null, Cancel);
        await bench.Desk().AddAsync(NoticeAudience.Municipality, "130001", DeliveryKind.Mail, "tokyo@example.jp", "ja", null, Cancel);

        async Task<string> ThenAsync(string run, double days = 0.04)
        {
            await bench.RanAsync(run, after: TimeSpan.FromDays(days));
            await notifier.RunAsync(Cancel);
            await notifier.RunAsync(Cancel);
            return box.Empty();
        }

        Assert.Equal("", await ThenAsync("ok"));
        Assert.Equal("Broke>central", await ThenAsync("failed:s"));
        Assert.Equal("", await ThenAsync("failed:s"));
        Assert.Equal("Broke>maintainers Mended>central", Sorted(await ThenAsync("failed:o")));
        Assert.Equal("StillBroken>maintainers", await ThenAsync("failed:o", 7));
        Assert.Equal("Mended>maintainers", await ThenAsync("ok"));
        Assert.Equal("Broke>minato", await ThenAsync("ok:r"));
        Assert.Equal("Broke>central", await ThenAsync("suspicious"));
        Assert.Equal("Mended>central Mended>minato", Sorted(await ThenAsync("ok")));
        Assert.Equal("", await ThenAsync("ok", 30));
        Assert.Empty(await bench.Store.Notices.PendingAsync(10, Cancel));
    }

    [Fact]
    public async Task RefusedRecordsOfASharedCatalogue_AreToldToTheBodiesWhoseTheyAre_ToEachItsOwn()
    {
        await using var bench = await NoticeBench.OpenAsync();
        bench.Sources = new FixedSources(TestSite.Minato with { Id = "tokyo", PublisherCode = "130001", Shared = true });
        var box = new Postbox();
        foreach (var (code, name) in new[] { ("131032", "minato"), ("130001", "tokyo") })
            await bench.Desk().AddAsync(NoticeAudience.Municipality, code, DeliveryKind.Mail, $"{name}@example.jp", "ja", null, Cancel);

        async Task<string> ThenAsync(params string?[] bodies)
        {
            var run = await bench.RanAsync(bodies.Length > 0 ? "ok:r" : "ok", "tokyo");
            await bench.Store.Runs.SaveAsync(run with { Refused = [.. bodies.Select(body => new RefusedRecords(body, [new ProblemCount("missing-title", Severity.Error, Whose.Record, 2, [$"record of {body ?? "nobody"}"])]))] }, Cancel);
            await bench.Notifier("one", box).RunAsync(Cancel);
            await bench.Notifier("two", box).RunAsync(Cancel);
            return Sorted(string.Join(' ', box.Taken.Select(one => $"{one.Event}>{one.Target.Split('@')[0]}")));
        }

        Assert.Equal("Broke>minato", await ThenAsync("131032", "133612")); // nobody of the other has subscribed
        var mail = Assert.Single(box.Taken).Body;
        Assert.Contains("record of 131032", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("record of 133612", mail, StringComparison.Ordinal);
        Assert.Contains("municipalities/131032", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("municipalities/130001", mail, StringComparison.Ordinal);
        Assert.Contains("（2件）", mail.Replace("\n  ", "", StringComparison.Ordinal), StringComparison.Ordinal); // lines are folded
        box.Empty();
        Assert.Equal("", await ThenAsync("131032"));
        Assert.Equal("Broke>tokyo", await ThenAsync(null, "131032"));
        box.Empty();
        Assert.Equal("Mended>minato", await ThenAsync([null]));
        box.Empty();
        Assert.Equal("Mended>tokyo", await ThenAsync());
        box.Empty();
        Assert.Equal("", await ThenAsync());
    }

    [Fact]
    public async Task Thread_HoldsTogether()
    {
        await using var bench = await NoticeBench.OpenAsync();
        var box = new Postbox();
        foreach (var (run, days) in new[] { ("failed:s", 0), ("failed:s", 7), ("failed:s", 7), ("ok", 1), ("failed:s", 1) })
        {
            await bench.RanAsync(run, after: TimeSpan.FromDays(days));
            await bench.Notifier("one", box).RunAsync(Cancel);
        }

        var thread = box.Taken[0].Thread;
        Assert.Equal([(0, null), (1, 0), (2, 1), (3, 2)], box.Taken.Take(4).Select(one => (Number(one.Id)!.Value, one.Before is null ? null : Number(one.Before))));
        Assert.All(box.Taken.Take(4), one => Assert.Equal(thread, one.Thread));
        Assert.NotEqual(thread, box.Taken[4].Thread);
        Assert.Null(box.Taken[4].Before);

        static int? Number(string id) => int.Parse(id.Split('.')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task SourceThatIsLeftAlone_TellsNothing_AndGoesOnWhereItWas()
    {
        await using var bench = await NoticeBench.OpenAsync();
        var box = new Postbox();
        await bench.RanAsync("failed:s");
        bench.Sources = new FixedSources(TestSite.Minato with { Enabled = false });
        await bench.Notifier("one", box).RunAsync(Cancel);
        Assert.Equal("", box.Empty());

        bench.Sources = new FixedSources(TestSite.Minato);
        await bench.Notifier("one", box).RunAsync(Cancel);
        Assert.Equal("Broke>central", box.Empty());

        await bench.Store.Sources.PlanAsync("minato", "daily", null, null, Cancel);
        var lease = (await bench.Store.Sources.AcquireAsync("minato", "w", bench.Clock.GetUtcNow(), TimeSpan.FromMinutes(1), Cancel))!;
        await bench.Store.Sources.RememberAsync(lease, new SourceState { Source = "minato", RemovedBy = "r" }, null, Cancel);
        await bench.RanAsync("failed:s", after: TimeSpan.FromDays(30));
        await bench.Notifier("one", box).RunAsync(Cancel);
        Assert.Equal("", box.Empty());
    }

    [Fact]
    public async Task RunThatWasCancelled_HidesNothing()
    {
        await using var bench = await NoticeBench.OpenAsync();
        var box = new Postbox();
        await bench.RanAsync("failed:s");
        var cut = await bench.RanAsync("ok");
        await bench.Store.Runs.SaveAsync(cut with { Status = RunStatus.Cancelled }, Cancel);
        await bench.Notifier("one", box).RunAsync(Cancel);
        Assert.Equal("Broke>central", box.Empty());
    }

    [Fact]
    public async Task ThirdPartialRunInARow_IsTold()
    {
        await using var bench = await NoticeBench.OpenAsync();
        var box = new Postbox();
        foreach (var expected in new[] { "", "", "Broke>central", "" })
        {
            await bench.RanAsync("partial:s");
            await bench.Notifier("one", box).RunAsync(Cancel);
            Assert.Equal(expected, box.Empty());
        }
    }

    [Fact]
    public async Task WhoeverSubscribesWhileItIsBroken_AndNobodyHasHeard_HearsOfIt()
    {
        await using var bench = await NoticeBench.OpenAsync();
        var box = new Postbox();
        await bench.RanAsync("ok:r");
        await bench.Notifier("one", box).RunAsync(Cancel);
        Assert.Equal("", box.Empty());
        await bench.Desk().AddAsync(NoticeAudience.Municipality, "131032", DeliveryKind.Mail, "minato@example.jp", "ja", null, Cancel);
        Assert.Equal("minato@example.jp", Assert.Single(Assert.Single(await bench.Notifier("one", box).PreviewAsync(Cancel)).Recipients).Target);
        await bench.Notifier("one", box).RunAsync(Cancel);
        Assert.Equal("Broke>minato", box.Empty());
        Assert.Empty(await bench.Notifier("one", box).PreviewAsync(Cancel));
    }

    [Fact]
    public async Task Preview_StoresAndSendsNothing()
    {
        await using var bench = await NoticeBench.OpenAsync();
        var box = new Postbox();
        await bench.RanAsync("failed:s");
        Assert.Equal(NoticeEvent.Broke, Assert.Single(await bench.Notifier("one", box).PreviewAsync(Cancel)).Notice.Event);
        Assert.Equal(0, box.Asked);
        Assert.Empty(await bench.Store.Notices.StatesAsync(Cancel));
    }

    [Fact]
    public async Task AddressInSettingsAndSubscribed_IsToldOnce()
    {
        await using var bench = await NoticeBench.OpenAsync();
        var box = new Postbox();
        await bench.Desk().AddAsync(NoticeAudience.Central, null, DeliveryKind.Mail, "Central@example.jp", "ja", null, Cancel);
        await bench.RanAsync("failed:s");
        await bench.Notifier("one", box).RunAsync(Cancel);
        Assert.Equal("central@example.jp", Assert.Single(box.Taken).Target);
    }

    [Fact]
    public async Task CrashBetweenSendingAndRemembering_SendsThatOneAgain_UnderItsId_AndNoOther()
    {
        await using var bench = await NoticeBench.OpenAsync();
        var sources = new[] { "a", "b", "c" }.Select(id => TestSite.Minato with { Id = id }).ToArray();
        bench.Sources = new FixedSources(sources);
        foreach (var source in sources)
            await bench.RanAsync("failed:s", source.Id);
        var box = new Postbox();
        box.After = _ =>
        {
            if (box.Taken.Count == 2)
                throw new IOException("killed");
        };

        await Assert.ThrowsAsync<IOException>(() => bench.Notifier("killed", box).RunAsync(Cancel));
        box.After = static _ => { };
        bench.Clock.Advance(TimeSpan.FromMinutes(10));
        await bench.Notifier("next", box).RunAsync(Cancel);
        await bench.Notifier("next", box).RunAsync(Cancel);

        Assert.Equal(4, box.Taken.Count);
        Assert.Equal(3, box.Taken.Select(one => one.Id).Distinct().Count());
        Assert.Equal(box.Taken[1], box.Taken[2] with { }); // word by word
    }

    [Fact]
    public async Task TwoWorkersAtOnce_SendEachMessageOnce()
    {
        await using var bench = await NoticeBench.OpenAsync();
        var sources = Enumerable.Range(0, 8).Select(i => TestSite.Minato with { Id = $"s{i}" }).ToArray();
        bench.Sources = new FixedSources(sources);
        foreach (var source in sources)
            await bench.RanAsync("failed:o", source.Id);
        var box = new Postbox();

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => bench.Notifier($"w{i}", box).RunAsync(Cancel))));

        Assert.Contains(results, result => !result.Busy);
        Assert.Equal(8, box.Taken.Count);
        Assert.Equal(8, box.Taken.Select(one => one.Source).Distinct().Count());
    }

    [Fact]
    public async Task FailingServer_CostsARetryLater_InOrder_AndIsGivenUpAfterThreeDays()
    {
        await using var bench = await NoticeBench.OpenAsync();
        var box = new Postbox { Before = static _ => throw new DeliveryException("the server is away", closesChannel: true) };
        bench.Sources = new FixedSources(TestSite.Minato, TestSite.Minato with { Id = "other" });
        var notifier = bench.Notifier("one", box);
        await bench.RanAsync("failed:s");
        await bench.RanAsync("failed:s", "other");

        var first = await notifier.RunAsync(Cancel);
        Assert.Equal((1, 1), (first.PutOff.Count, box.Asked)); // the second would have failed, too
        Assert.Equal("the server is away", first.PutOff[0].Fault);
        await bench.RanAsync("ok");
        box.Before = one =>
        {
            if (one.Event is NoticeEvent.Broke)
                throw new DeliveryException("not this one", closesChannel: false);
        };
        await notifier.RunAsync(Cancel);
        Assert.Equal("", box.Empty()); // what is mended does not overtake what broke

        box.Before = static _ => { };
        bench.Clock.Advance(TimeSpan.FromHours(6));
        await notifier.RunAsync(Cancel);
        Assert.Equal(["Broke", "Broke", "Mended"], box.Taken.Select(one => $"{one.Event}").Order());
        Assert.True(box.Taken.ToList().FindIndex(one => one is { Event: NoticeEvent.Broke, Source: "minato" }) < box.Taken.ToList().FindIndex(one => one.Event is NoticeEvent.Mended));
        box.Empty();

        box.Before = static _ => throw new DeliveryException("gone for good", closesChannel: true);
        await bench.RanAsync("failed:s");
        var asked = box.Asked;
        var givenUp = new List<Delivery>();
        for (var hours = 0; hours < 100; hours++)
        {
            givenUp.AddRange((await notifier.RunAsync(Cancel)).GivenUp);
            bench.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(("gone for good", NoticeEvent.Broke), (Assert.Single(givenUp).Fault, givenUp[0].Event));
        Assert.InRange(box.Asked - asked, 10, 30);
        Assert.Empty(await bench.Store.Notices.PendingAsync(10, Cancel));
    }

    [Fact]
    public async Task SecretOfAMessage_EndsItsSubscription_AndWhatIsOnItsWay()
    {
        await using var bench = await NoticeBench.OpenAsync();
        var box = new Postbox { Before = static _ => throw new DeliveryException("away", closesChannel: true) };
        bench.Options = bench.Options with { Central = [] };
        await bench.Desk().AddAsync(NoticeAudience.Central, null, DeliveryKind.Mail, "c@example.jp", "ja", null, Cancel);
        await bench.RanAsync("failed:s");
        await bench.Notifier("one", box).RunAsync(Cancel);
        var pending = Assert.Single(await bench.Store.Notices.PendingAsync(10, Cancel));
        var secret = pending.Unsubscribe!.Split('/')[^1];
        Assert.Contains(pending.Unsubscribe, pending.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, Assert.Single((await bench.Store.Subscriptions.ListAsync(Cancel))[0].SecretHashes), StringComparison.Ordinal);

        Assert.False(await SubscriptionDesk.EndAsync(bench.Store, secret + "x", Cancel));
        Assert.True(await SubscriptionDesk.EndAsync(bench.Store, secret, Cancel));
        Assert.False(await SubscriptionDesk.EndAsync(bench.Store, secret, Cancel));
        Assert.Empty(await bench.Store.Subscriptions.ListAsync(Cancel));
        Assert.Empty(await bench.Store.Notices.PendingAsync(10, Cancel));
    }

    /// <summary>Random histories of two sources, looks, killed workers and failing servers: each change arrives, in order, and twice at most where a worker was killed; but for what was given up after three days without a server.</summary>
    [Fact]
    public async Task RandomHistories_ArriveOnce()
    {
        var step = Gen.OneOf("ok", "ok", "failed:s", "failed:o", "suspicious", "look", "look", "killed", "away").Select(Gen.Bool, Gen.Int[1, 60]);
        await step.List[5, 40].SampleAsync(async history =>
        {
            await using var bench = await NoticeBench.OpenAsync();
            bench.Sources = new FixedSources(TestSite.Minato, TestSite.Minato with { Id = "other" });
            var box = new Postbox();
            var crashes = 0;
            var givenUp = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (word, other, hours) in history.Append(("look", false, 60)).Append(("look", false, 60)))
            {
                if (word is not ("look" or "killed" or "away"))
                {
                    await bench.RanAsync(word, other ? "other" : "minato", TimeSpan.FromHours(hours));
                    continue;
                }

                bench.Clock.Advance(TimeSpan.FromMinutes(6));
                box.Before = word == "away" ? static _ => throw new DeliveryException("away", closesChannel: true) : static _ => { };
                box.After = word == "killed" ? static _ => throw new IOException("killed") : static _ => { };
                try
                {
                    var result = await bench.Notifier($"worker {bench.Clock.GetUtcNow():O}", box).RunAsync(Cancel);
                    givenUp.UnionWith(result.GivenUp.Select(one => one.Thread));
                }
                catch (IOException)
                {
                    crashes++;
                }
            }

            bench.Clock.Advance(TimeSpan.FromHours(7));
            box.After = box.Before = static _ => { };
            await bench.Notifier("last", box).RunAsync(Cancel);
            Assert.Empty(await bench.Store.Notices.PendingAsync(100, Cancel));
            Assert.True(box.Taken.Count - box.Taken.DistinctBy(one => one.Id).Count() <= crashes);
            foreach (var thread in box.Taken.DistinctBy(one => one.Id).GroupBy(one => one.Thread).Where(thread => !givenUp.Contains(thread.Key)))
            {
                var events = thread.Select(one => one.Event).ToList();
                Assert.Equal(NoticeEvent.Broke, events[0]);
                Assert.All(events.Skip(1).SkipLast(1), one => Assert.Equal(NoticeEvent.StillBroken, one));
                Assert.Equal(thread.Select(one => one.Before).Skip(1), thread.Select(one => (string?)one.Id).SkipLast(1));
            }
        }, iter: 25, threads: 1);
    }

    private static string Sorted(string words) => string.Join(' ', words.Split(' ').Order(StringComparer.Ordinal));
}

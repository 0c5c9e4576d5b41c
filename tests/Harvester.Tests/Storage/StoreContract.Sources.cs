using Harvester.Core.Model;
using Harvester.Core.Ports;
using Xunit;
using static Harvester.Tests.Storage.StoreSamples;

namespace Harvester.Tests.Storage;

/// <summary>What is remembered of sources: by whoever has the lease, by whoever plans, by whoever wishes for a harvest; none writes over another.</summary>
public abstract partial class StoreContract
{
    private static readonly SourceState Minato = new()
    {
        Source = "minato",
        NextDue = Noon.AddDays(1),
        Schedule = "0 30 3 * * ?",
        LastRun = "r1",
        LastFinished = Noon,
        LastSuccess = Noon.AddDays(-1),
        Failures = 3,
        BackOff = 2,
        LastFull = Noon.AddDays(-3),
        NewestChange = Noon.AddDays(-2),
        TryAgain = ["b", "駅"],
        Part = "https://ckan.example/api/3/action Id",
        Unmapped = [new UnmappedCount("resources[].hash", 28, "「abc」"), new UnmappedCount("…", 1, "")],
        Found = new Dictionary<string, long> { ["next.select (\"a.次\")"] = 4, ["fields.issued"] = 0 },
        RemovedBy = "minato.1",
    };

    private Task<bool> PlanAsync(string schedule, DateTimeOffset? due, string? was) => Store.Sources.PlanAsync("minato", schedule, due, was, None);

    private Task RequestAsync(string id, bool full = false, int minute = 0) => Store.Sources.RequestAsync("minato", new HarvestRequest(id, Noon.AddMinutes(minute), full), None);

    private async Task<SourceState> MinatoAsync() => (await Store.Sources.GetAsync("minato", None))!;

    [Fact]
    public async Task State_ComesBackWhole_InTheOrderOfSources()
    {
        await PlanAsync(Minato.Schedule!, null, null);
        await RequestAsync("q1", full: true);
        await RememberAsync(Store, Minato);

        var back = await MinatoAsync();
        Assert.Equal(Minato.TryAgain, back.TryAgain);
        Assert.Equal(Minato.Found, back.Found);
        Assert.Equal(Minato with { Request = new HarvestRequest("q1", Noon, true) }, back with { TryAgain = Minato.TryAgain, Found = Minato.Found, Unmapped = Minato.Unmapped });
        Assert.Equal(Minato.Unmapped, back.Unmapped);
        Assert.Equal(["minato", "tokyo"], (await Store.Sources.ListAsync(None)).Select(s => s.Source));
        Assert.Null(await Store.Sources.GetAsync("unknown", None));

        await RememberAsync(Store, new SourceState { Source = "minato", Schedule = Minato.Schedule });
        var empty = await MinatoAsync();
        Assert.Equal((0, 0, 0), (empty.TryAgain.Count, empty.Found.Count, empty.Unmapped.Count));
        Assert.Equal(
            Minato with { NextDue = null, LastRun = null, LastFinished = null, LastSuccess = null, Failures = 0, BackOff = 0, LastFull = null, NewestChange = null, Part = null, RemovedBy = null, Request = back.Request },
            empty with { TryAgain = Minato.TryAgain, Found = Minato.Found, Unmapped = Minato.Unmapped });
    }

    [Fact]
    public async Task Memory_LandsUnderTheNewestLeaseOnly()
    {
        await RequestAsync("q1");
        var lost = (await AcquireAsync("slow", Noon))!;
        var won = (await AcquireAsync("quick", Noon + Term))!;

        Assert.True(await Store.Sources.RememberAsync(won, Minato with { LastRun = "winner" }, null, None));
        Assert.False(await Store.Sources.RememberAsync(lost, Minato with { LastRun = "loser", RemovedBy = null }, "q1", None));

        var state = await MinatoAsync();
        Assert.Equal(("winner", "minato.1", "q1"), (state.LastRun, state.RemovedBy, state.Request?.Id));
        Assert.False(await Store.Sources.RememberAsync(new Lease("unknown", "nobody", 1), new SourceState { Source = "unknown" }, null, None));
        Assert.Null(await Store.Sources.GetAsync("unknown", None));
    }

    [Fact]
    public async Task Memory_LeavesLeaseScheduleAndRequestAlone()
    {
        await PlanAsync("daily", Noon, null);
        await RequestAsync("q1");
        var lease = (await AcquireAsync("one", Noon))!;

        await Store.Sources.RememberAsync(
            lease, new SourceState { Source = "minato", Schedule = "weekly", Failures = 1, LeaseOwner = "other", LeaseUntil = Noon.AddYears(1), Request = new HarvestRequest("other", Noon, true) }, null, None);

        var state = await MinatoAsync();
        Assert.Equal((1, "one", Noon + Term, "daily", "q1"), (state.Failures, state.LeaseOwner, state.LeaseUntil, state.Schedule, state.Request?.Id));
        await ApplyAsync(lease, Added("a", source: "minato"));
    }

    [Fact] // its run began before somebody planned by another schedule
    public async Task DueTimeByAnOlderSchedule_IsNotRemembered()
    {
        await PlanAsync("daily", Noon, null);
        var lease = (await AcquireAsync("one", Noon))!;
        var read = await MinatoAsync();
        await PlanAsync("weekly", Noon.AddDays(7), "daily");

        Assert.True(await Store.Sources.RememberAsync(lease, read with { NextDue = Noon.AddDays(1), LastRun = "r1" }, null, None));

        var state = await MinatoAsync();
        Assert.Equal(("weekly", Noon.AddDays(7), "r1"), (state.Schedule, state.NextDue, state.LastRun));
        Assert.True(await Store.Sources.RememberAsync(lease, state with { NextDue = Noon.AddDays(14) }, null, None));
        Assert.Equal(Noon.AddDays(14), (await MinatoAsync()).NextDue);
    }

    [Fact]
    public async Task Plan_WritesItsTwoFields_OverTheScheduleThatWasRead_AndNoOther()
    {
        await RememberAsync(Store, Minato with { Schedule = null });
        Assert.True(await PlanAsync("daily", Noon, null));

        Assert.False(await PlanAsync("weekly", null, null));
        Assert.False(await PlanAsync("weekly", null, "hourly"));
        Assert.Equal(("daily", Noon), ((await MinatoAsync()).Schedule, (await MinatoAsync()).NextDue));
        Assert.True(await PlanAsync("weekly", null, "daily"));

        var state = await MinatoAsync();
        Assert.Equal(("weekly", null, "r1", 3, "minato.1"), (state.Schedule, state.NextDue, state.LastRun, state.Failures, state.RemovedBy));
    }

    [Fact]
    public async Task PlanOfASourceThatIsNotKnown_MakesItKnown_ByNoOtherScheduleThanNone()
    {
        Assert.False(await PlanAsync("daily", Noon, "weekly"));
        Assert.Null(await Store.Sources.GetAsync("minato", None));

        Assert.True(await PlanAsync("daily", Noon, null));
        Assert.Equal(("daily", Noon, null), ((await MinatoAsync()).Schedule, (await MinatoAsync()).NextDue, (await MinatoAsync()).LeaseOwner));
        Assert.NotNull(await AcquireAsync("one", Noon));
    }

    [Fact]
    public async Task Request_IsTakenByTheRunThatServedIt_AndByNoOther()
    {
        await RequestAsync("q1", full: true);
        var lease = (await AcquireAsync("one", Noon))!;
        Assert.Equal(new HarvestRequest("q1", Noon, true), (await MinatoAsync()).Request);

        await Store.Sources.RememberAsync(lease, new SourceState { Source = "minato" }, "another", None);
        Assert.Equal("q1", (await MinatoAsync()).Request?.Id);
        await Store.Sources.RememberAsync(lease, new SourceState { Source = "minato" }, "q1", None);
        Assert.Null((await MinatoAsync()).Request);

        await RequestAsync("q2");
        Assert.Equal(new HarvestRequest("q2", Noon, false), (await MinatoAsync()).Request);
    }

    [Fact] // the run has begun with q1, and cannot have seen what happened after
    public async Task RequestThatComesDuringARun_Stands()
    {
        await RequestAsync("q1");
        var lease = (await AcquireAsync("one", Noon))!;
        await RequestAsync("q2", minute: 5);

        Assert.True(await Store.Sources.RememberAsync(lease, new SourceState { Source = "minato", LastRun = "r1" }, "q1", None));

        Assert.Equal(("r1", new HarvestRequest("q2", Noon.AddMinutes(5), false)), ((await MinatoAsync()).LastRun, (await MinatoAsync()).Request));
    }

    [Fact]
    public async Task TwoRequests_AreOne_FullIfOneIs()
    {
        await RequestAsync("q1");
        await RequestAsync("q2", full: true);
        await RequestAsync("q3", minute: 3);

        Assert.Equal(new HarvestRequest("q3", Noon.AddMinutes(3), true), (await MinatoAsync()).Request);
    }

    [Fact]
    public async Task RequestsOfManyAtOnce_ForASourceThatIsNotKnown_AreOne()
    {
        await using var other = await OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(
            () => (i % 2 == 0 ? Store : other).Sources.RequestAsync("minato", new HarvestRequest($"q{i}", Noon, i == 7), None))));

        var state = await MinatoAsync();
        Assert.StartsWith("q", state.Request!.Id, StringComparison.Ordinal);
        Assert.True(state.Request.Full);
        Assert.Null(state.LeaseOwner);
    }
}

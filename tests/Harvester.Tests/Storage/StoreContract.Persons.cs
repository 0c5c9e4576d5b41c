using Harvester.Core.Ports;
using Xunit;
using static Harvester.Tests.Storage.StoreSamples;

namespace Harvester.Tests.Storage;

/// <summary>What is kept of persons: who may sign in, what they did, what they noted, which source they paused.</summary>
public abstract partial class StoreContract
{
    private static readonly AccessToken Officer = new()
    {
        Id = "t-2",
        Label = "港区 情報政策課",
        Role = AccessRole.Municipality,
        Municipality = "131032",
        Hash = new string('a', 64),
        CreatedAt = Noon,
        CreatedBy = "command line",
        IssuedAt = Noon,
    };

    private static readonly AccessToken Team = new()
    {
        Id = "t-1",
        Label = "central",
        Role = AccessRole.Central,
        Hash = new string('b', 64),
        Issue = 3,
        CreatedAt = Noon.AddDays(1),
        CreatedBy = "中央",
        IssuedAt = Noon.AddDays(2),
        RevokedAt = Noon.AddDays(3),
        LastUsed = new DateOnly(2026, 4, 2),
    };

    private static AuditEntry Act(string id, string? source = null, string? municipality = null) => new()
    {
        Id = id,
        At = Noon,
        Token = "t-1",
        Who = "<b>担当",
        Action = AuditAction.ApproveAsMoved,
        Source = source,
        Municipality = municipality,
        Run = "r1",
        Dataset = "minato~a",
        StandardDataset = "public-facilities",
        Detail = "moved: 3\n「改行」",
    };

    private async Task<IEnumerable<string>> ActsAsync(AuditFilter filter, string? before = null, int limit = 100) =>
        (await Store.Audit.ListAsync(filter, before, limit, None)).Select(entry => entry.Id);

    [Fact]
    public async Task Tokens_ComeBackWhole_InTheOrderInWhichTheyWereMade()
    {
        await Store.Access.AddAsync(Team, None);
        await Store.Access.AddAsync(Officer, None);

        Assert.Equal([Officer, Team], await Store.Access.ListAsync(None));
        Assert.Equal(Team, await Store.Access.GetAsync("t-1", None));
        Assert.Null(await Store.Access.GetAsync("t-3", None));
    }

    [Fact]
    public async Task TokenWhoseIdIsTaken_IsRefused()
    {
        await Store.Access.AddAsync(Officer, None);

        await Assert.ThrowsAsync<StoreException>(() => Store.Access.AddAsync(Team with { Id = Officer.Id }, None));

        Assert.Equal([Officer], await Store.Access.ListAsync(None));
    }

    [Fact]
    public async Task ReissuedToken_HasTheNewHash_AndIsTheSameOtherwise()
    {
        await Store.Access.AddAsync(Officer, None);
        var hash = new string('c', 64);

        var once = await Store.Access.ReissueAsync("t-2", hash, Noon.AddDays(5), None);
        var twice = await Store.Access.ReissueAsync("t-2", Officer.Hash, Noon.AddDays(6), None);

        Assert.Equal(Officer with { Hash = hash, Issue = 2, IssuedAt = Noon.AddDays(5) }, once);
        Assert.Equal(Officer with { Issue = 3, IssuedAt = Noon.AddDays(6) }, twice);
        Assert.Equal(twice, await Store.Access.GetAsync("t-2", None));
        Assert.Null(await Store.Access.ReissueAsync("t-3", hash, Noon, None));
    }

    [Fact]
    public async Task RevokedToken_IsRevokedOnce_AndIssuedNoMore()
    {
        await Store.Access.AddAsync(Officer, None);

        Assert.True(await Store.Access.RevokeAsync("t-2", Noon.AddDays(1), None));
        Assert.False(await Store.Access.RevokeAsync("t-2", Noon.AddDays(2), None));
        Assert.False(await Store.Access.RevokeAsync("t-3", Noon, None));
        Assert.Null(await Store.Access.ReissueAsync("t-2", new string('c', 64), Noon, None));

        Assert.Equal([Officer with { RevokedAt = Noon.AddDays(1) }], await Store.Access.ListAsync(None));
    }

    [Fact]
    public async Task LastUse_IsTheLatestDay()
    {
        await Store.Access.AddAsync(Officer, None);
        foreach (var day in new[] { 9, 10, 2 })
            await Store.Access.UseAsync("t-2", new DateOnly(2026, 4, day), None);
        await Store.Access.UseAsync("t-3", new DateOnly(2026, 4, 1), None);

        Assert.Equal([Officer with { LastUsed = new DateOnly(2026, 4, 10) }], await Store.Access.ListAsync(None));
    }

    [Fact]
    public async Task AuditEntries_ComeBackWhole()
    {
        var bare = new AuditEntry { Id = "2", At = Noon, Who = "command line", Action = AuditAction.CreateToken };
        await Store.Audit.AddAsync(Act("1", "minato", "131032"), None);
        await Store.Audit.AddAsync(bare, None);

        Assert.Equal([bare, Act("1", "minato", "131032")], await Store.Audit.ListAsync(new AuditFilter(), null, 10, None));
    }

    [Fact]
    public async Task AuditEntryThatBegan_IsCompletedOnce_AndNoOtherEntryIs()
    {
        var (begun, done) = (Act("1", "minato") with { Outcome = AuditOutcome.Begun }, Act("2", "minato"));
        await Store.Audit.AddAsync(begun, None);
        await Store.Audit.AddAsync(done, None);

        var refused = begun with { Outcome = AuditOutcome.Refused, Detail = "no", Municipality = "131032" };
        await Store.Audit.CompleteAsync(refused, None);
        await Store.Audit.CompleteAsync(begun with { Outcome = AuditOutcome.Done }, None);
        await Store.Audit.CompleteAsync(done with { Detail = "other" }, None);
        await Store.Audit.CompleteAsync(Act("3"), None);

        Assert.Equal([done, refused], await Store.Audit.ListAsync(new AuditFilter(), null, 10, None));
        Assert.Equal(["1"], await ActsAsync(new AuditFilter(Municipality: "131032")));
    }

    [Fact]
    public async Task AuditLog_IsReadNewestFirst_PageByPage_AndByWhatItConcerns()
    {
        for (var at = 10; at < 20; at++)
            await Store.Audit.AddAsync(Act($"{at}", at % 2 == 0 ? "minato" : "tokyo", at % 3 == 0 ? "131032" : null), None);

        Assert.Equal(["19", "18", "17"], await ActsAsync(new AuditFilter(), null, 3));
        Assert.Equal(["16", "15", "14", "13"], await ActsAsync(new AuditFilter(), "17", 4));
        Assert.Equal(["18", "16", "14", "12", "10"], await ActsAsync(new AuditFilter(Source: "minato")));
        Assert.Equal(["14", "12"], await ActsAsync(new AuditFilter(Source: "minato"), "16", 2));
        Assert.Equal(["18", "15", "12"], await ActsAsync(new AuditFilter(Municipality: "131032")));
        Assert.Equal(["12"], await ActsAsync(new AuditFilter("minato", "131032"), "18"));
        Assert.Empty(await ActsAsync(new AuditFilter(), "10"));
    }

    [Fact]
    public void AuditIds_AreInTheOrderInWhichTheyWereMade()
    {
        string[] ids = [.. Enumerable.Range(0, 300).Select(i => AuditEntry.NewId(Noon.AddMilliseconds(i / 100)))];

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(300, ids.Distinct().Count());
    }

    [Fact]
    public async Task Notes_AreOneForEachCell_TheLastOne()
    {
        var note = new CellNote
        {
            Municipality = "131032",
            StandardDataset = "public-facilities",
            State = NoteState.Promised,
            By = new DateOnly(2027, 3, 31),
            Contact = "情報政策課 <a@example.org>",
            Text = "電話で\n約束",
            Who = "central",
            At = Noon,
        };
        var other = new CellNote { Municipality = "131032", StandardDataset = "aed", State = NoteState.NotApplicable, Who = "central", At = Noon.AddDays(1) };
        await Store.Notes.PutAsync(note with { State = NoteState.Asked, Text = "" }, None);
        await Store.Notes.PutAsync(note, None);
        await Store.Notes.PutAsync(other, None);
        await Store.Notes.PutAsync(other with { Municipality = "130001", State = NoteState.None }, None);

        Assert.Equal([other with { Municipality = "130001", State = NoteState.None }, other, note], await Store.Notes.ListAsync(None));
        Assert.Equal(note, await Store.Notes.GetAsync("131032", "public-facilities", None));
        Assert.Null(await Store.Notes.GetAsync("130001", "public-facilities", None));
    }

    [Fact]
    public async Task Pause_IsAloneInItsFields()
    {
        var pause = new SourcePause(Noon.AddDays(2), "港区", "サーバー更新");
        await PlanAsync(Minato.Schedule!, null, null);
        await RequestAsync("q1");
        await RememberAsync(Store, Minato);
        var before = await MinatoAsync();

        await Store.Sources.PauseAsync("minato", pause, None);
        var paused = await MinatoAsync();
        await RememberAsync(Store, paused with { Pause = null, LastRun = "r2" });
        var remembered = await MinatoAsync();
        await Store.Sources.PauseAsync("minato", null, None);
        var ended = await MinatoAsync();

        Assert.Equal((pause, before.NextDue, "q1", "r1"), (paused.Pause, paused.NextDue, paused.Request?.Id, paused.LastRun));
        Assert.Equal((pause, "r2"), (remembered.Pause, remembered.LastRun));
        Assert.Equal((null, before.NextDue, "q1", "r2"), (ended.Pause, ended.NextDue, ended.Request?.Id, ended.LastRun));
        Assert.Equal(pause, paused.PausedAt(Noon.AddDays(2).AddTicks(-1)));
        Assert.Null(paused.PausedAt(Noon.AddDays(2)));
    }

    [Fact]
    public async Task PauseOfASourceThatIsNotKnown_MakesItKnown()
    {
        await Store.Sources.PauseAsync("minato", new SourcePause(Noon, "central", ""), None);

        Assert.Equal((Noon, null, null), ((await MinatoAsync()).Pause?.Until, (await MinatoAsync()).NextDue, (await MinatoAsync()).LeaseOwner));
        Assert.NotNull(await AcquireAsync("one", Noon));
    }

    [Fact]
    public async Task Cancellation_IsAloneInItsFields_AndTheLastOneStands()
    {
        await RequestAsync("q1");
        await RememberAsync(Store, Minato with { Schedule = null });
        var before = await MinatoAsync();

        await Store.Sources.CancelAsync("minato", new CancelRequest("r1", Noon), None);
        await Store.Sources.CancelAsync("minato", new CancelRequest("r2", Noon.AddMinutes(1)), None);
        await RememberAsync(Store, (await MinatoAsync()) with { Cancel = null, LastRun = "r2" });

        var after = await MinatoAsync();
        Assert.Equal((new CancelRequest("r2", Noon.AddMinutes(1)), "q1", "r2", before.NextDue), (after.Cancel, after.Request?.Id, after.LastRun, after.NextDue));
        await Store.Sources.CancelAsync("unknown", new CancelRequest("r1", Noon), None);
        Assert.Null(await Store.Sources.GetAsync("unknown", None));
    }

    [Fact]
    public async Task RequestIsTakenBack_IfItIsStillTheOneThatWasMeant()
    {
        await RequestAsync("q1", full: true);
        await RequestAsync("q2");

        Assert.False(await Store.Sources.TakeBackAsync("minato", "q1", None));
        Assert.Equal("q2", (await MinatoAsync()).Request?.Id);
        Assert.True(await Store.Sources.TakeBackAsync("minato", "q2", None));
        Assert.Null((await MinatoAsync()).Request);
        Assert.False(await Store.Sources.TakeBackAsync("minato", "q2", None));
        Assert.False(await Store.Sources.TakeBackAsync("unknown", "q2", None));
        await RequestAsync("q3");
        Assert.False((await MinatoAsync()).Request!.Full);
    }
}

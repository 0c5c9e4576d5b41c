using System.Net;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Tests.Publishing;
using Xunit;

namespace Harvester.Tests.Web.Accounts;

/// <summary>Each act does what it says, for whoever may, and stands in the audit log.</summary>
public sealed class ActionTests : IAsyncLifetime
{
    private static readonly Source Tokyo = TestSite.Minato with { Id = "tokyo", Title = "東京都オープンデータカタログ", PublisherCode = "130001", Shared = true };
    private static readonly Source Oshima = TestSite.Minato with { Id = "oshima", Title = "大島町", PublisherCode = "133612" };

    private TestSite site = null!;
    private Visitor central = null!;
    private Visitor minato = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        site = await TestSite.StartAsync(TestSite.Minato, Oshima, Tokyo);
        central = await Visitor.OfAsync(site, null, "統括");
        minato = await Visitor.OfAsync(site, "131032", "港区");
    }

    public async ValueTask DisposeAsync()
    {
        central.Dispose();
        minato.Dispose();
        await site.DisposeAsync();
    }

    private async Task<SourceState?> StateAsync(string source) => await site.Store.Sources.GetAsync(source, Cancel);

    private async Task<AuditEntry> LastAsync() => (await site.Store.Audit.ListAsync(new AuditFilter(), null, 1, Cancel))[0];

    private async Task<int> ActsAsync() => (await site.Store.Audit.ListAsync(new AuditFilter(), null, 1000, Cancel)).Count;

    private async Task<DatasetState?> StateOfAsync(string id) => (await site.Store.Datasets.GetAsync(id, Cancel))?.State;

    /// <summary>A run that holds two of three datasets.</summary>
    private async Task HoldAsync(string source = "minato")
    {
        await site.PutAsync(Samples.Dataset(source, "1", "施設"), Samples.Dataset(source, "2", "<b>公園</b>"), Samples.Dataset(source, "3", "駅"));
        await site.WriteAsync(new CatalogueWrite.Hold($"{source}~1"), new CatalogueWrite.Hold($"{source}~2"));
        await site.RunAsync(TestSite.Report("run-1", RunStatus.Suspicious, source) with { Held = 2, Missing = 2, Error = "The listing lacks 2 of 3." });
    }

    [Fact]
    public async Task RunNow_AsksTheWorkers_AndThePageSaysSo_Once()
    {
        var page = await minato.ActAsync("/sources/minato", "/sources/minato/run");

        Assert.Equal(TestSite.Now, (await StateAsync("minato"))?.Request?.At);
        Assert.Contains("<p class=\"told\" role=\"status\">収集を予約しました", page, StringComparison.Ordinal);
        Assert.Contains("収集待ち", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"told\"", await minato.PageAsync("/sources/minato"), StringComparison.Ordinal);
        var entry = await LastAsync();
        Assert.Equal((AuditAction.RunNow, "minato", "131032", "港区"), (entry.Action, entry.Source, entry.Municipality, entry.Who));
        Assert.StartsWith("t-", entry.Token, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestThatWaits_IsTakenBack()
    {
        Assert.Contains("/sources/minato/take-back", await minato.ActAsync("/sources/minato", "/sources/minato/run"), StringComparison.Ordinal);

        var page = await minato.ActAsync("/sources/minato", "/sources/minato/take-back");

        Assert.Contains("予約を取り下げました", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/sources/minato/take-back", page, StringComparison.Ordinal);
        Assert.Equal((null, AuditAction.TakeBack), ((await StateAsync("minato"))?.Request, (await LastAsync()).Action));
        await minato.RefusedAsync(HttpStatusCode.Conflict, "/sources/minato", "/sources/minato/take-back");
        await minato.RefusedAsync(HttpStatusCode.Forbidden, "/sources/minato", "/sources/oshima/take-back");
    }

    [Fact]
    public async Task RunThatGoesOn_IsCancelledByItsMunicipality_AndTheCentralTeam()
    {
        foreach (var source in new[] { "minato", "oshima" })
        {
            Assert.NotNull(await site.Store.Sources.AcquireAsync(source, "worker", TestSite.Now, TimeSpan.FromMinutes(1), Cancel));
            await site.RunAsync(TestSite.Report($"run-{source}", RunStatus.Running, source) with { FinishedAt = null });
        }

        Assert.DoesNotContain("/runs/run-minato/cancel", await site.PageAsync("/runs/run-minato"), StringComparison.Ordinal);
        Assert.DoesNotContain("/runs/run-oshima/cancel", await minato.PageAsync("/runs/run-oshima"), StringComparison.Ordinal);
        await minato.RefusedAsync(HttpStatusCode.Forbidden, "/sources/minato", "/runs/run-oshima/cancel");
        Assert.Contains("action=\"/runs/run-minato/cancel\"", await minato.PageAsync("/runs/run-minato"), StringComparison.Ordinal);

        var page = await minato.ActAsync("/runs/run-minato", "/runs/run-minato/cancel");
        await central.ActAsync("/runs/run-oshima?lang=en", "/runs/run-oshima/cancel?lang=en");

        Assert.Contains("中止を依頼しました", page, StringComparison.Ordinal);
        Assert.Equal(("run-minato", "run-oshima"), ((await StateAsync("minato"))?.Cancel?.Run, (await StateAsync("oshima"))?.Cancel?.Run));
        Assert.Equal((AuditAction.Cancel, "run-oshima", "133612"), ((await LastAsync()).Action, (await LastAsync()).Run, (await LastAsync()).Municipality));
        await site.RunAsync(TestSite.Report("run-minato"));
        Assert.Contains("does not go on any more", await minato.RefusedAsync(HttpStatusCode.Conflict, "/sources/minato", "/runs/run-minato/cancel"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pause_HoldsUntilTheInstantInJapan_AndEndsByAWord()
    {
        var page = await minato.ActAsync("/sources/minato?lang=en", "/sources/minato/pause?lang=en", ("until", "2026-09-30T09:30"), ("why", "サーバー更新"));

        Assert.Equal(new SourcePause(new DateTimeOffset(2026, 9, 30, 0, 30, 0, TimeSpan.Zero), "港区", "サーバー更新"), (await StateAsync("minato"))?.Pause);
        Assert.Contains("Paused until 2026-09-30 09:30 JST", page, StringComparison.Ordinal);
        var anybodys = await site.PageAsync("/sources/minato");
        Assert.Contains("休止中", anybodys, StringComparison.Ordinal);
        Assert.DoesNotContain("サーバー更新", anybodys, StringComparison.Ordinal);
        Assert.Equal((AuditAction.Pause, "until 2026-09-30T00:30Z: サーバー更新"), ((await LastAsync()).Action, (await LastAsync()).Detail));
        await minato.ActAsync("/sources/minato", "/sources/minato/pause", ("until", "2026-09-30"));
        Assert.Equal(new DateTimeOffset(2026, 9, 30, 15, 0, 0, TimeSpan.Zero), (await StateAsync("minato"))?.Pause?.Until);

        page = await minato.ActAsync("/sources/minato", "/sources/minato/resume");

        Assert.Null((await StateAsync("minato"))?.Pause);
        Assert.Contains("休止を終えました", page, StringComparison.Ordinal);
        Assert.Equal(AuditAction.Resume, (await LastAsync()).Action);
        await minato.RefusedAsync(HttpStatusCode.Conflict, "/sources/minato", "/sources/minato/resume");
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("tomorrow", HttpStatusCode.BadRequest)]
    [InlineData("0001-01-01T00:00", HttpStatusCode.BadRequest)]
    [InlineData("9999-12-31", HttpStatusCode.BadRequest)]
    [InlineData("2026-09-24T09:59", HttpStatusCode.Conflict)] // past
    [InlineData("2027-09-24", HttpStatusCode.Conflict)] // too far off
    public async Task PauseUntilNoDay_IsRefused(string until, HttpStatusCode expected)
    {
        var before = await ActsAsync();

        await minato.RefusedAsync(expected, "/sources/minato", "/sources/minato/pause", ("until", until));

        Assert.Null((await StateAsync("minato"))?.Pause);
        // What is no day at all was never an act.
        Assert.Equal(before + (expected is HttpStatusCode.Conflict ? 1 : 0), await ActsAsync());
        if (expected is HttpStatusCode.Conflict)
            Assert.Equal((AuditAction.Pause, AuditOutcome.Refused, "131032"), ((await LastAsync()).Action, (await LastAsync()).Outcome, (await LastAsync()).Municipality));
    }

    [Fact]
    public async Task Approve_ShowsWhatWouldGo_ThenWithdrawsIt()
    {
        await HoldAsync();
        Assert.Contains("/runs/run-1/approve", await minato.PageAsync("/runs/run-1"), StringComparison.Ordinal);

        var page = await minato.PageAsync("/runs/run-1/approve");
        Assert.Contains("施設", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;公園&lt;/b&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("minato~3", page, StringComparison.Ordinal);
        Assert.Equal(DatasetState.Active, await StateOfAsync("minato~1"));
        page = await minato.ActAsync("/runs/run-1/approve", "/runs/run-1/approve", ("back", "/runs/run-1"));

        Assert.Equal((DatasetState.Withdrawn, DatasetState.Withdrawn, DatasetState.Active), (await StateOfAsync("minato~1"), await StateOfAsync("minato~2"), await StateOfAsync("minato~3")));
        Assert.Contains("承認しました。取り下げ：2件", page, StringComparison.Ordinal);
        var entry = await LastAsync();
        Assert.Equal((AuditAction.Approve, "run-1", "minato", "131032", "withdrawn: 2"), (entry.Action, entry.Run, entry.Source, entry.Municipality, entry.Detail));
        Assert.Contains("was approved on", await minato.RefusedAsync(HttpStatusCode.Conflict, "/sources/minato", "/runs/run-1/approve"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApproveAsMoved_KeepsTheIdsOfWhatWasRenumbered()
    {
        await HoldAsync();
        var renumbered = Samples.Dataset("minato", "new-1", "施設");
        await site.PutAsync(renumbered with { Provenance = renumbered.Provenance with { FirstSeen = TestSite.Now } });

        await minato.ActAsync("/runs/run-1/approve", "/runs/run-1/approve-as-moved", ("back", "/runs/run-1"));

        Assert.Equal("minato~1", (await site.Store.Datasets.GetAsync("minato~new-1", Cancel))?.Id);
        Assert.Equal((AuditAction.ApproveAsMoved, "moved: 1, held: 1"), ((await LastAsync()).Action, (await LastAsync()).Detail));
    }

    [Fact]
    public async Task Reject_KeepsEverything_AndUndoIsTheCentralTeams()
    {
        await HoldAsync();
        await minato.ActAsync("/runs/run-1", "/runs/run-1/reject");
        Assert.Equal((DatasetState.Active, AuditAction.Reject), (await StateOfAsync("minato~1"), (await LastAsync()).Action));

        await site.WriteAsync(new CatalogueWrite.Withdraw("minato~1"));
        await site.RunAsync(TestSite.Report("run-1") with { Withdrawn = 1 });
        Assert.DoesNotContain("/runs/run-1/undo", await minato.PageAsync("/runs/run-1"), StringComparison.Ordinal);
        Assert.Contains("全体を担当するチーム", await minato.RefusedAsync(HttpStatusCode.Forbidden, "/sources/minato", "/runs/run-1/undo"), StringComparison.Ordinal);
        Assert.Equal(DatasetState.Withdrawn, await StateOfAsync("minato~1"));

        await central.ActAsync("/runs/run-1", "/runs/run-1/undo");

        Assert.Equal((DatasetState.Active, AuditAction.Undo, "restored: 1"), (await StateOfAsync("minato~1"), (await LastAsync()).Action, (await LastAsync()).Detail));
    }

    [Theory]
    [InlineData("oshima", "自団体の取得元ではない")]
    [InlineData("tokyo", "共有のカタログ")]
    public async Task SourceOfOthers_IsRefusedInWords_AndHasNoForms(string source, string why)
    {
        await HoldAsync(source);
        var before = await ActsAsync();
        foreach (var action in new[] { $"/sources/{source}/run", $"/sources/{source}/pause", $"/sources/{source}/resume", "/runs/run-1/approve", "/runs/run-1/approve-as-moved", "/runs/run-1/reject" })
            Assert.Contains(why, await minato.RefusedAsync(HttpStatusCode.Forbidden, "/sources/minato", action, ("until", "2026-09-30")), StringComparison.Ordinal);

        await minato.PageAsync("/runs/run-1/approve", HttpStatusCode.Forbidden);
        Assert.DoesNotContain($"action=\"/sources/{source}", await minato.PageAsync($"/sources/{source}"), StringComparison.Ordinal);
        Assert.DoesNotContain("action=\"/runs", await minato.PageAsync("/runs/run-1"), StringComparison.Ordinal);
        Assert.Equal((null, null), ((await StateAsync(source))?.Request, (await StateAsync(source))?.Pause));
        Assert.Equal(DatasetState.Active, await StateOfAsync($"{source}~1"));
        var refused = (await site.Store.Audit.ListAsync(new AuditFilter(Source: source), null, 10, Cancel)).Reverse().ToList();
        Assert.Equal([AuditAction.RunNow, AuditAction.Pause, AuditAction.Resume, AuditAction.Approve, AuditAction.ApproveAsMoved, AuditAction.Reject], refused.Select(entry => entry.Action));
        Assert.All(refused, entry => Assert.Equal((AuditOutcome.Refused, "港区"), (entry.Outcome, entry.Who)));
        Assert.All(refused, entry => Assert.EndsWith("Nothing was changed.", entry.Detail, StringComparison.Ordinal));
        Assert.Equal((before + 6, "run-1"), (await ActsAsync(), refused[^1].Run));
        Assert.Contains("拒否", await central.PageAsync("/audit"), StringComparison.Ordinal);

        await central.ActAsync($"/sources/{source}", $"/sources/{source}/run");
        Assert.NotNull((await StateAsync(source))?.Request);
    }

    [Fact]
    public async Task CentralActs_AreRefusedForAMunicipality()
    {
        await site.PutAsync(Samples.Dataset("minato", "1", "施設"), Samples.Dataset("minato", "2", "公園"));
        var before = await ActsAsync();
        foreach (var (action, fields) in new (string, (string, string)[])[]
        {
            ("/verdicts", [("a", "minato~1"), ("b", "minato~2"), ("kind", "same")]),
            ("/datasets/minato~1/erase", [("reason", "x"), ("sure", "yes")]),
            ("/notes", [("code", "131032"), ("standard", "aed-locations"), ("state", "asked")]),
            ("/account/tokens", [("for", "central")]),
            ("/account/tokens/t-1/re-issue", []),
            ("/account/tokens/t-1/revoke", []),
        })
        {
            await minato.RefusedAsync(HttpStatusCode.Forbidden, "/sources/minato", action, fields);
        }

        Assert.Equal(before + 6, await ActsAsync());
        Assert.Equal(
            [AuditAction.RevokeToken, AuditAction.ReissueToken, AuditAction.CreateToken, AuditAction.Note, AuditAction.Erase, AuditAction.SaySame],
            (await site.Store.Audit.ListAsync(new AuditFilter(), null, 6, Cancel)).Where(entry => entry.Outcome is AuditOutcome.Refused).Select(entry => entry.Action));
        Assert.NotNull(await site.Store.Datasets.GetAsync("minato~1", Cancel));
        Assert.Equal(2, (await site.Store.Access.ListAsync(Cancel)).Count);
        Assert.DoesNotContain("/erase", await minato.PageAsync("/datasets/minato~1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verdict_IsCarriedOut_ByWhoeverIsSignedIn()
    {
        await site.PutAsync(Samples.Dataset("minato", "1", "施設"), Samples.Dataset("oshima", "1", "施設"));

        await central.ActAsync("/datasets/minato~1", "/verdicts", ("a", "minato~1"), ("b", "oshima~1"), ("kind", "same"));

        var verdict = Assert.Single(await site.Store.Duplicates.VerdictsAsync(["minato~1"], Cancel));
        Assert.Equal((VerdictKind.Same, "統括"), (verdict.Kind, verdict.By));
        Assert.Equal((AuditAction.SaySame, "minato~1", "oshima~1"), ((await LastAsync()).Action, (await LastAsync()).Dataset, (await LastAsync()).Detail));
        Assert.Contains("value=\"apart\"", await central.PageAsync("/datasets/minato~1"), StringComparison.Ordinal);
        await central.RefusedAsync(HttpStatusCode.BadRequest, "/datasets/minato~1", "/verdicts", ("a", "minato~1"), ("b", "oshima~1"), ("kind", "alike"));
        Assert.Contains("There is no dataset x", await central.RefusedAsync(HttpStatusCode.Conflict, "/datasets/minato~1", "/verdicts", ("a", "x"), ("b", "oshima~1"), ("kind", "same")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erase_AsksOnceMore_ThenErases()
    {
        await site.PutAsync(Samples.Dataset("minato", "1", "名簿"));
        await central.RefusedAsync(HttpStatusCode.BadRequest, "/datasets/minato~1", "/datasets/minato~1/erase", ("reason", " "), ("sure", "yes"));
        using (var asked = await central.PostAsync("/datasets/minato~1", "/datasets/minato~1/erase", ("reason", "氏名<i>")))
        {
            Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
            Assert.Contains("value=\"氏名&lt;i&gt;\"", await asked.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            Assert.NotNull(await site.Store.Datasets.GetAsync("minato~1", Cancel));
        }

        var page = await central.ActAsync("/datasets/minato~1", "/datasets/minato~1/erase", ("reason", "氏名<i>"), ("sure", "yes"));

        Assert.Null(await site.Store.Datasets.GetAsync("minato~1", Cancel));
        Assert.Equal("氏名<i>", (await site.Store.Takedowns.FindAsync("minato~1", Cancel))?.Reason);
        var entry = await LastAsync();
        Assert.Equal((AuditAction.Erase, "minato~1", "131032", "氏名<i>"), (entry.Action, entry.Dataset, entry.Municipality, entry.Detail));
        Assert.Contains("minato~1 を消去しました", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Note_IsKept_WithWhoAndWhen_AndEachChangeIsLogged()
    {
        await central.ActAsync("/account", "/notes", ("code", "131032"), ("standard", "aed-locations"), ("state", "asked"));
        await central.ActAsync("/account", "/notes", ("code", "131032"), ("standard", "aed-locations"), ("state", "promised"), ("by", "2027-03-31"), ("contact", "課 <x@example.org>"), ("text", "<script>\r\n電話"));

        Assert.Equal(
            new CellNote
            {
                Municipality = "131032",
                StandardDataset = "aed-locations",
                State = NoteState.Promised,
                By = new DateOnly(2027, 3, 31),
                Contact = "課 <x@example.org>",
                Text = "<script>\n電話",
                Who = "統括",
                At = TestSite.Now,
            },
            await site.Store.Notes.GetAsync("131032", "aed-locations", Cancel));
        var entries = await site.Store.Audit.ListAsync(new AuditFilter(), null, 2, Cancel);
        Assert.Equal(["131032; promised; 2027-03-31; 課 <x@example.org>; <script>\n電話", "131032; asked"], entries.Select(entry => entry.Detail));
        Assert.DoesNotContain("<script>", await central.PageAsync("/audit"), StringComparison.Ordinal);
        Assert.DoesNotContain("promised", await minato.PageAsync("/audit"), StringComparison.Ordinal);
        await central.RefusedAsync(HttpStatusCode.Conflict, "/account", "/notes", ("code", "999999"), ("standard", "aed-locations"), ("state", "asked"));
        await central.RefusedAsync(HttpStatusCode.Conflict, "/account", "/notes", ("code", "131032"), ("standard", "aed"), ("state", "asked"));
        await central.RefusedAsync(HttpStatusCode.BadRequest, "/account", "/notes", ("code", "131032"), ("standard", "aed-locations"), ("state", "?"));
        await central.RefusedAsync(HttpStatusCode.BadRequest, "/account", "/notes", ("code", "131032"), ("standard", "aed-locations"), ("state", "asked"), ("by", "soon"));
        await central.RefusedAsync(HttpStatusCode.Conflict, "/account", "/notes", ("code", "131032"), ("standard", "aed-locations"), ("state", "asked"), ("text", new string('x', 2001)));
    }

    [Fact]
    public async Task Tokens_AreMadeReplacedAndRevokedInTheBrowser_TheirSecretsShownOnce()
    {
        using var made = await central.PostAsync("/account", "/account/tokens", ("for", "133612"), ("label", "<b>大島町</b>"));
        var shown = await made.Content.ReadAsStringAsync(Cancel);
        var secret = System.Text.RegularExpressions.Regex.Match(shown, "hv_[A-Za-z0-9_-]{43}").Value;
        Assert.Equal("no-store, private", made.Headers.CacheControl?.ToString());
        Assert.Contains("&lt;b&gt;大島町&lt;/b&gt;", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, await central.PageAsync("/account"), StringComparison.Ordinal);
        using var oshima = new Visitor(site);
        await oshima.SignInAsync(secret);
        Assert.DoesNotContain("<b>", await oshima.PageAsync("/account"), StringComparison.Ordinal);
        var id = (await site.Store.Access.ListAsync(Cancel)).Single(token => token.Municipality == "133612").Id;

        using var replaced = await central.PostAsync("/account", $"/account/tokens/{id}/re-issue");
        var renewed = System.Text.RegularExpressions.Regex.Match(await replaced.Content.ReadAsStringAsync(Cancel), "hv_[A-Za-z0-9_-]{43}").Value;
        Assert.Equal(HttpStatusCode.SeeOther, (await oshima.GetAsync("/account")).StatusCode);
        await oshima.SignInAsync(renewed);
        var page = await central.ActAsync("/account", $"/account/tokens/{id}/revoke");

        Assert.Equal(HttpStatusCode.SeeOther, (await oshima.GetAsync("/account")).StatusCode);
        Assert.Contains($"トークン {id} を取り消しました", page, StringComparison.Ordinal);
        Assert.Equal([AuditAction.RevokeToken, AuditAction.ReissueToken, AuditAction.CreateToken], (await site.Store.Audit.ListAsync(new AuditFilter(Municipality: "133612"), null, 9, Cancel)).Select(entry => entry.Action));
        await central.RefusedAsync(HttpStatusCode.BadRequest, "/account", "/account/tokens", ("for", ""));
        await central.RefusedAsync(HttpStatusCode.Conflict, "/account", "/account/tokens", ("for", "999999"));
        await central.RefusedAsync(HttpStatusCode.Conflict, "/account", $"/account/tokens/{id}/revoke");
    }

    [Theory]
    [InlineData("/tables/audit.csv")]
    [InlineData("/tables/tokens.json")]
    public async Task TablesOfPersons_AreForWhoeverMaySeeThem_AndKeptByNobody(string address)
    {
        await central.ActAsync("/sources/oshima", "/sources/oshima/run");
        await minato.ActAsync("/sources/minato", "/sources/minato/run");
        using (var anybody = await site.GetAsync(address))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, anybody.StatusCode);
            Assert.Contains("no-store", anybody.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        }

        using var whole = await central.GetAsync(address);
        Assert.Equal((HttpStatusCode.OK, "no-store, private"), (whole.StatusCode, whole.Headers.CacheControl?.ToString()));
        Assert.Contains("統括", await whole.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var own = await minato.GetAsync(address);
        if (address.Contains("tokens", StringComparison.Ordinal))
        {
            Assert.Equal(HttpStatusCode.Forbidden, own.StatusCode);
            return;
        }

        var text = await own.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("港区オープンデータカタログ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("大島町", text, StringComparison.Ordinal);
        Assert.DoesNotContain("統括", text, StringComparison.Ordinal);
        await minato.PageAsync("/tables/audit.exe", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task AuditPage_ShowsAMunicipalityItsOwn_AndTheCentralTeamEverything_PageByPage()
    {
        for (var i = 0; i < 60; i++)
            await site.Store.Audit.AddAsync(new AuditEntry { Id = AuditEntry.NewId(TestSite.Now), At = TestSite.Now, Who = "command line", Action = AuditAction.Reject, Source = "oshima", Municipality = "133612", Detail = $"act {i}." }, Cancel);
        await minato.ActAsync("/sources/minato", "/sources/minato/run");

        var own = await minato.PageAsync("/audit?municipality=133612");
        Assert.Contains("収集の予約", own, StringComparison.Ordinal);
        Assert.DoesNotContain("act ", own, StringComparison.Ordinal);
        var all = await central.PageAsync("/audit");
        Assert.Contains("act 59.", all, StringComparison.Ordinal);
        Assert.DoesNotContain("act 10.", all, StringComparison.Ordinal);
        var next = WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Match(all, "rel=\"next\" href=\"([^\"]+)\"").Groups[1].Value);
        Assert.Contains("act 10.", await central.PageAsync(next), StringComparison.Ordinal);
        Assert.DoesNotContain("act ", await central.PageAsync("/audit?source=minato"), StringComparison.Ordinal);
        Assert.DoesNotContain("収集の予約", await central.PageAsync("/audit?municipality=133612"), StringComparison.Ordinal);
    }
}

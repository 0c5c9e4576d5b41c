using System.Text.Json.Nodes;
using Harvester.AcceptanceTests.Dashboard.Acts;

namespace Harvester.AcceptanceTests.Dashboard;

/// <summary>What persons do who are signed in, in a real browser: every act by its button, in both languages, with scripts and without, on a wide screen and on a narrow one.</summary>
public sealed class SignedInTests
{
    private const string Undo = "main form[action*='/undo'] button";

    public static TheoryData<int, string, bool> Views => new() { { 1280, "ja", true }, { 360, "en", false } };

    [Theory]
    [MemberData(nameof(Views))]
    public async Task TheCentralTeam_DecidesOnRuns(int width, string language, bool scripts)
    {
        await using var site = await ActingSite.StartAsync();
        var visit = await site.VisitAsync(width, language, scripts);
        await visit.SignInAsync(await site.SecretAsync("--central", "--label", "都"));
        await visit.LookAsync("account");

        var run = await HarvestAsync(site, visit, [.. LoopbackCkan.Numbered(20)]);
        await OpenRunAsync(visit, run);
        await visit.LookAsync("run-held");
        await visit.PressAsync($"main a[href*='/{run}/approve']");
        Assert.Equal(10, await visit.CountAsync("section[aria-labelledby=held] li"));
        Assert.Contains("公園 30", await visit.Page.InnerTextAsync("section[aria-labelledby=held]"), StringComparison.Ordinal);
        await visit.LookAsync("approve");
        await visit.PressAsync("main form[action$='/approve'] button, main form[action*='/approve?'] button");
        await visit.ToldAsync("承認しました。取り下げ：10件", "Approved. Withdrawn: 10");
        await visit.LookAsync("run-approved");
        Assert.Equal(20, await DatasetsAsync(site));

        await visit.PressAsync(Undo);
        await visit.ToldAsync("元に戻した件数：10件", "Shown again: 10");
        await visit.LookAsync("run-undone");
        Assert.Equal(30, await DatasetsAsync(site));
        Assert.Equal(0, await visit.CountAsync(Undo));

        await OpenRunAsync(visit, await HarvestAsync(site, visit, [.. LoopbackCkan.Numbered(20)]));
        await visit.PressAsync("main form[action*='/reject'] button");
        await visit.ToldAsync("却下しました", "Rejected");
        await visit.LookAsync("run-rejected");
        Assert.Equal(30, await DatasetsAsync(site));

        run = await HarvestAsync(site, visit, [.. LoopbackCkan.Numbered(30).Select((package, at) => at < 20 ? package : Renumbered(package))]);
        await OpenRunAsync(visit, run);
        await visit.PressAsync($"main a[href*='/{run}/approve']");
        await visit.PressAsync("main form[action*='/approve-as-moved'] button");
        await visit.ToldAsync("引き継ぎ：10件", "Carried over: 10");
        await visit.LookAsync("run-moved");
        Assert.Equal(30, await DatasetsAsync(site));

        await visit.GoAsync("/audit");
        var log = await visit.Page.InnerTextAsync("main");
        foreach (var act in (string[])[visit.Say("収集の予約", "asked for a harvest"), visit.Say("承認", "Approved"), visit.Say("却下", "Rejected"), visit.Say("移動として承認", "Approved as moved"), visit.Say("取り消し", "undid")])
            Assert.Contains(act, log, StringComparison.OrdinalIgnoreCase);
        await visit.LookAsync("audit");
        Assert.Empty(visit.Console);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task TheCentralTeam_JudgesErasesAndNotes(int width, string language, bool scripts)
    {
        await using var site = await ActingSite.StartAsync();
        var visit = await site.VisitAsync(width, language, scripts);
        await visit.SignInAsync(await site.SecretAsync("--central", "--label", "都"));

        await visit.GoAsync("/duplicates");
        Assert.Equal(3, await visit.CountAsync("ol.datasets > li"));
        await visit.LookAsync("duplicates");
        await visit.PressAsync(visit.Page.Locator("form.verdict button[value=apart]").First);
        await visit.ToldAsync("別のデータセットとして記録しました", "the two are different datasets");
        Assert.Equal(2, await visit.CountAsync("ol.datasets > li"));
        await visit.PressAsync(visit.Page.Locator("form.verdict button[value=same]").First);
        await visit.ToldAsync("同じデータセットとして記録しました", "the two are one dataset");
        Assert.Contains(visit.Say("担当者の判断：同じ", "A person said: the same"), await visit.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        await visit.LookAsync("duplicates-judged");

        var id = (await site.ApiAsync($"/api/v1/datasets?source={ActingSite.Own}&limit=100")).GetProperty("items").EnumerateArray()
            .First(static dataset => dataset.GetProperty("title").GetProperty("ja").GetString() == "公園 9").GetProperty("id").GetString()!;
        await visit.GoAsync($"/datasets/{Uri.EscapeDataString(id)}");
        await visit.Page.ClickAsync("details.danger summary");
        await visit.Page.FillAsync("input[name=reason]", "個人情報");
        await visit.LookAsync("dataset");
        await visit.PressAsync("details.danger button");
        await visit.LookAsync("erase", isAnswer: true);
        Assert.Contains("公園 9", await visit.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        await visit.PressAsync("main .danger button");
        await visit.ToldAsync("を消去しました", "is erased");
        Assert.Equal(410, await site.StatusAsync($"/api/v1/datasets/{Uri.EscapeDataString(id)}"));
        await visit.LookAsync("audit-erased");

        await visit.GoAsync($"/standard-datasets/{ActingSite.Code}/aed-locations");
        await visit.Page.SelectOptionAsync("select[name=state]", "asked");
        await visit.Page.FillAsync("textarea[name=text]", "<b>依頼済み</b>");
        await visit.Page.FillAsync("input[name=by]", "2027-03-31");
        await visit.PressAsync("form.note button");
        await visit.ToldAsync("メモを保存しました", "The note is kept");
        Assert.Equal(("<b>依頼済み</b>", "2027-03-31"), (await visit.Page.InputValueAsync("textarea[name=text]"), await visit.Page.InputValueAsync("input[name=by]")));
        await visit.LookAsync("note");
        Assert.Empty(visit.Console);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task TheCentralTeam_GivesTokens_AndTakesThemBack(int width, string language, bool scripts)
    {
        await using var site = await ActingSite.StartAsync();
        var visit = await site.VisitAsync(width, language, scripts);
        var officer = await site.VisitAsync(width, language, scripts);
        await visit.SignInAsync(await site.SecretAsync("--central", "--label", "都"));
        await visit.Page.SelectOptionAsync("select[name=for]", ActingSite.Code);
        await visit.Page.FillAsync("input[name=label]", "情報政策課");
        await visit.PressAsync("form[action*='/account/tokens'].fields button");
        await visit.LookAsync("secret", isAnswer: true);
        var first = await visit.Page.InnerTextAsync("code.secret");
        await officer.SignInAsync(first);
        Assert.Contains("情報政策課", await officer.Page.InnerTextAsync("header"), StringComparison.Ordinal);

        await visit.GoAsync("/account");
        var row = visit.Page.Locator("table tbody tr", new() { HasText = "情報政策課" });
        await visit.PressAsync(row.Locator("form[action*='/re-issue'] button"));
        var second = await visit.Page.InnerTextAsync("code.secret");
        Assert.NotEqual(first, second);
        await officer.GoAsync("/account");
        Assert.Contains("/sign-in", officer.Page.Url, StringComparison.Ordinal);
        await officer.SignInAsync(second);

        await visit.GoAsync("/account");
        await visit.PressAsync(row.Locator("form[action*='/revoke'] button"));
        await visit.ToldAsync("を取り消しました", "is revoked");
        Assert.Equal(0, await row.Locator("form").CountAsync());
        await visit.LookAsync("account-revoked");
        await officer.GoAsync("/account");
        Assert.Contains("/sign-in", officer.Page.Url, StringComparison.Ordinal);
        Assert.Empty(officer.Console);
        await officer.SignInAsync(second);
        Assert.Contains(officer.Say("このトークンでは入れません", "This token lets nobody in"), await officer.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        await officer.LookAsync("sign-in-refused", isAnswer: true);

        await SubscribeAsync(visit, "/account");
        await visit.PressAsync("header form[action*='/sign-out'] button");
        await visit.GoAsync("/audit");
        Assert.Contains("/sign-in", visit.Page.Url, StringComparison.Ordinal);
        await visit.LookAsync("sign-in");
        Assert.Empty(visit.Console);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task AMunicipality_SeesAndDoesItsOwnActsOnly(int width, string language, bool scripts)
    {
        await using var site = await ActingSite.StartAsync();
        var visit = await site.VisitAsync(width, language, scripts);
        await visit.SignInAsync(await site.SecretAsync("--municipality", ActingSite.Code, "--label", "港区"));
        await visit.LookAsync("account-municipality");
        await visit.GoAsync($"/sources/{ActingSite.Own}");
        await visit.Page.ClickAsync("main .actions summary");
        await visit.Page.FillAsync("main input[name=until]", $"{TimeProvider.System.GetUtcNow().AddDays(3):yyyy-MM-dd}T09:00");
        await visit.Page.FillAsync("main input[name=why]", "サイト改修");
        await visit.PressAsync("main form[action*='/pause'] button");
        await visit.ToldAsync("まで定期収集を休止します", "Paused until");
        await visit.LookAsync("source-paused");
        await visit.GoAsync($"/municipalities/{ActingSite.Code}");
        Assert.Contains(visit.Say("休止中", "aused"), await visit.Page.InnerTextAsync("main .attention li:first-child"), StringComparison.Ordinal);
        await visit.GoAsync($"/sources/{ActingSite.Own}");
        await visit.PressAsync("main form[action*='/resume'] button");
        await visit.ToldAsync("休止を終えました", "The pause is over");
        await visit.LookAsync("source-resumed");

        var run = await HarvestAsync(site, visit, [.. LoopbackCkan.Numbered(20)]);
        await OpenRunAsync(visit, run);
        await visit.PressAsync("main form[action*='/reject'] button");
        await visit.ToldAsync("却下しました", "Rejected");
        await OpenRunAsync(visit, await HarvestAsync(site, visit, [.. LoopbackCkan.Numbered(20)]));
        await visit.PressAsync("main a[href*='/approve']");
        await visit.PressAsync("main form[action$='/approve'] button, main form[action*='/approve?'] button");
        await visit.ToldAsync("承認しました。取り下げ：10件", "Approved. Withdrawn: 10");
        Assert.Equal(0, await visit.CountAsync(Undo));
        await visit.LookAsync("run-approved-municipality");

        await SubscribeAsync(visit, $"/municipalities/{ActingSite.Code}");
        await visit.GoAsync("/audit");
        await visit.LookAsync("audit-municipality");
        Assert.Equal(9, await visit.CountAsync("main tbody tr")); // two harvests, pause, its end, reject, approve, subscribe, unsubscribe, and its token

        var foreign = (await site.ApiAsync($"/api/v1/runs?source={ActingSite.Shared}")).GetProperty("items")[0].GetProperty("id").GetString();
        var dataset = (await site.ApiAsync($"/api/v1/datasets?source={ActingSite.Own}")).GetProperty("items")[0].GetProperty("id").GetString()!;
        foreach (var address in (string[])[$"/sources/{ActingSite.Shared}", $"/runs/{foreign}", "/municipalities/131016", "/duplicates", $"/datasets/{Uri.EscapeDataString(dataset)}", $"/standard-datasets/{ActingSite.Code}/aed-locations", "/account"])
        {
            Assert.Equal(200, await visit.GoAsync(address));
            Assert.Equal(0, await visit.CountAsync("main form[method=post]"));
        }

        Assert.Empty(visit.Console);
        Assert.Equal(403, await visit.GoAsync($"/runs/{foreign}/approve"));
        await visit.LookAsync("approve-refused");
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task AMunicipality_TakesARequestBack_AndEndsARunThatIsUnderWay(int width, string language, bool scripts)
    {
        await using var site = await ActingSite.StartAsync();
        var visit = await site.VisitAsync(width, language, scripts);
        await visit.SignInAsync(await site.SecretAsync("--municipality", ActingSite.Code, "--label", "港区"));
        var before = await site.RunsAsync();
        var goOn = site.HoldBack();
        try
        {
            await AskAsync(visit);
            var run = await site.UnderWayAsync();
            await AskAsync(visit); // waits, as the first is still under way
            await visit.LookAsync("source-waiting");
            await visit.PressAsync("main form[action*='/take-back'] button");
            await visit.ToldAsync("収集の予約を取り下げました", "is taken back");
            Assert.Equal(0, await visit.CountAsync("main form[action*='/take-back']"));
            await visit.LookAsync("source-taken-back");

            var hear = await visit.HoldEventsAsync(); // or the page asks for itself anew before what it says is read
            await OpenRunAsync(visit, run);
            await visit.LookAsync("run-under-way");
            await visit.PressAsync("main form[action*='/cancel'] button");
            await visit.ToldAsync("中止を依頼しました", "Asked to stop");
            Assert.Equal(run, await site.RunAfterAsync(before));
            hear.SetResult();
            await visit.ComesToSayAsync("途中で終わりました", "was ended by a person");
            await OpenRunAsync(visit, run);
            await visit.ToldAsync("途中で終わりました", "was ended by a person");
            Assert.Equal(0, await visit.CountAsync("main form[action*='/cancel']"));
            await visit.LookAsync("run-cancelled");
        }
        finally
        {
            goOn.SetResult();
        }

        Assert.Equal(30, await DatasetsAsync(site));
        Assert.Equal(before + 1, await site.RunsAsync());
        Assert.Empty(visit.Console);
    }

    /// <summary>Lets Minato's portal list something else, presses "harvest now", and waits for the run.</summary>
    private static async Task<string> HarvestAsync(ActingSite site, Visit visit, IReadOnlyList<JsonObject> listed)
    {
        var before = await site.RunsAsync();
        site.Listed = listed;
        await AskAsync(visit);
        await visit.LookAsync("source-asked");
        return await site.RunAfterAsync(before);
    }

    private static async Task AskAsync(Visit visit)
    {
        await visit.GoAsync($"/sources/{ActingSite.Own}");
        await visit.PressAsync("main form[action*='/run'] button");
        await visit.ToldAsync("収集を予約しました", "A harvest is asked for");
    }

    private static async Task OpenRunAsync(Visit visit, string run) => Assert.Equal(200, await visit.GoAsync($"/runs/{run}"));

    private static async Task SubscribeAsync(Visit visit, string address)
    {
        await visit.GoAsync(address);
        await visit.Page.FillAsync("main input[name=target]", "opendata@city.example");
        await visit.PressAsync("main form[action*='/subscriptions'].fields button");
        await visit.ToldAsync("登録しました", "Entered");
        await visit.LookAsync("subscribed");
        await visit.PressAsync(visit.Page.Locator("main li", new() { HasText = "opendata@city.example" }).Locator("button"));
        await visit.ToldAsync("通知先を外しました", "Taken out");
        Assert.DoesNotContain("opendata@city.example", await visit.Page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    private static async Task<int> DatasetsAsync(ActingSite site) => (await site.ApiAsync($"/api/v1/datasets?source={ActingSite.Own}&state=active&limit=100")).GetProperty("items").GetArrayLength();

    private static JsonObject Renumbered(JsonObject package)
    {
        package["id"] = $"new-{package["id"]}";
        package["name"] = $"new-{package["name"]}";
        return package;
    }
}

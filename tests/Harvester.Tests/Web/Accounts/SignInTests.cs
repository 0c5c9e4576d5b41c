using System.Net;
using Harvester.Core.Access;
using Harvester.Storage.Sqlite;
using Harvester.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Harvester.Tests.Web.Accounts;

public sealed class SignInTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<IssuedToken> IssueAsync(TestSite site, string? code = "131032", string? label = null) =>
        site.Services.GetRequiredService<AccessDesk>().CreateAsync(code, label, Account.CommandLine, Cancel);

    [Fact]
    public async Task RightToken_BeginsASession_WhoseCookieNoScriptReads()
    {
        await using var site = await TestSite.StartAsync();
        var issued = await IssueAsync(site, label: "港区 情報政策課");
        using var visitor = new Visitor(site);

        using var response = await visitor.PostAsync("/sign-in", "/sign-in", ("token", issued.Secret), ("back", "/sign-in"));
        var page = await visitor.PageAsync("/account");

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"), one => one.StartsWith("harvester-session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase); // over http
        Assert.Contains("港区 情報政策課", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/sources/minato\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/account/tokens", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OverHttps_TheCookiesAreSecure()
    {
        await using var site = await TestSite.StartWithAsync(options => options with { Proxies = [System.Net.IPNetwork.Parse("127.0.0.0/8")] });
        var issued = await IssueAsync(site);
        using var visitor = new Visitor(site);
        using var page = await visitor.SendAsync("/sign-in", [("token", issued.Secret)], ("X-Forwarded-Proto", "https"));
        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode); // no form of ours

        var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var shown = await site.Client.SendAsync(request, Cancel);

        Assert.Contains("secure", Assert.Single(shown.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task WrongToken_IsToldInPlainWords_AndTheTenthMakesTheClientWait()
    {
        var clock = new HandClock();
        await using var store = await OpenAsync(out var folder);
        await using var site = await TestSite.StartOverAsync(store, clock: clock);
        var issued = await IssueAsync(site);
        using var visitor = new Visitor(site);

        for (var attempt = 1; attempt <= 10; attempt++)
        {
            using var wrong = await visitor.PostAsync("/sign-in", "/sign-in", ("token", issued.Secret + "x"));
            Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
            Assert.Contains("このトークンでは入れません", await wrong.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        using var late = await visitor.PostAsync("/sign-in", "/sign-in?lang=en", ("token", issued.Secret));
        Assert.Equal(HttpStatusCode.TooManyRequests, late.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(10), late.Headers.RetryAfter!.Delta);
        Assert.Contains("10 wrong tokens came from here: wait 10 minutes", await late.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromMinutes(10));
        await visitor.SignInAsync(issued.Secret);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task RevokedToken_EndsTheSessionAtOnce()
    {
        await using var site = await TestSite.StartAsync();
        var issued = await IssueAsync(site);
        using var visitor = new Visitor(site);
        await visitor.SignInAsync(issued.Secret);
        Assert.Contains("サインアウト", await visitor.PageAsync("/sources/minato"), StringComparison.Ordinal);
        var proof = await visitor.ProofAsync("/sources/minato");

        await site.Services.GetRequiredService<AccessDesk>().RevokeAsync(issued.Token.Id, Account.CommandLine, Cancel);

        using var act = await visitor.SendAsync("/sources/minato/run", [("form", proof), ("back", "/sources/minato")]);
        Assert.Equal((HttpStatusCode.SeeOther, "/sign-in?back=%2Fsources%2Fminato"), (act.StatusCode, act.Headers.Location?.OriginalString));
        Assert.Null((await site.Store.Sources.GetAsync("minato", Cancel))?.Request);
        Assert.DoesNotContain("サインアウト", await visitor.PageAsync("/sources/minato"), StringComparison.Ordinal);
        Assert.DoesNotContain(visitor.Cookies.GetCookies(site.Client.BaseAddress!), cookie => cookie.Name == "harvester-session");
    }

    [Fact]
    public async Task ReissuedToken_EndsSessionsOfTheOldSecret()
    {
        await using var site = await TestSite.StartAsync();
        var issued = await IssueAsync(site);
        using var visitor = new Visitor(site);
        await visitor.SignInAsync(issued.Secret);

        await site.Services.GetRequiredService<AccessDesk>().ReissueAsync(issued.Token.Id, Account.CommandLine, Cancel);

        using var response = await visitor.GetAsync("/account");
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
    }

    [Fact]
    public async Task Session_EndsAfterTwelveHours()
    {
        var clock = new HandClock();
        await using var store = await OpenAsync(out var folder);
        await using var site = await TestSite.StartOverAsync(store, clock: clock);
        using var visitor = await Visitor.OfAsync(site, "131032");
        clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        await visitor.PageAsync("/account");

        clock.Advance(TimeSpan.FromSeconds(2));

        using var response = await visitor.GetAsync("/account");
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Restart_KeepsSessions_WhereTheKeysAreKept_AndOtherKeysDoNot()
    {
        await using var store = await OpenAsync(out var folder);
        HarvesterWebOptions Keys(HarvesterWebOptions options) => options with { Keys = Path.Combine(folder.FullName, "keys") };
        Cookie session;
        await using (var before = await TestSite.StartOverAsync(new Kept(store), options: Keys))
        {
            using var visitor = await Visitor.OfAsync(before, "131032");
            session = visitor.Cookies.GetCookies(before.Client.BaseAddress!)["harvester-session"]!;
        }

        foreach (var (same, expected) in new[] { (true, HttpStatusCode.OK), (false, HttpStatusCode.SeeOther) })
        {
            await using var after = await TestSite.StartOverAsync(new Kept(store), options: same ? Keys : null);
            using var visitor = new Visitor(after);
            visitor.Cookies.Add(after.Client.BaseAddress!, new Cookie(session.Name, session.Value));
            using var response = await visitor.GetAsync("/account");
            Assert.Equal(expected, response.StatusCode);
        }

        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example")]
    public async Task SignIn_LeadsToNoOtherSite(string back)
    {
        await using var site = await TestSite.StartAsync();
        var issued = await IssueAsync(site);
        using var visitor = new Visitor(site);
        var proof = await visitor.ProofAsync("/sign-in?back=" + Uri.EscapeDataString(back));

        using var response = await visitor.SendAsync("/sign-in", [("form", proof), ("token", issued.Secret), ("back", back)]);

        Assert.Equal("/account", response.Headers.Location?.OriginalString);
        Assert.DoesNotMatch("name=\"back\" value=\"(?!/sign-in)[^\"]*evil", await visitor.PageAsync("/sign-in?back=" + Uri.EscapeDataString(back)));
    }

    [Fact]
    public async Task SignIn_LeadsBackToThePage_AndSignOutEndsIt()
    {
        await using var site = await TestSite.StartAsync();
        var issued = await IssueAsync(site);
        using var visitor = new Visitor(site);
        Assert.Contains("href=\"/sign-in?back=%2Fdatasets%3Fq%3D%25E5%2585%25AC&amp;lang=en\"", (await visitor.PageAsync("/datasets?q=公&lang=en")).Replace("%26lang%3Den", "", StringComparison.Ordinal), StringComparison.Ordinal);
        using var response = await visitor.PostAsync("/sign-in?back=%2Fdatasets%3Fq%3D公", "/sign-in", ("token", issued.Secret));
        using var signedIn = await visitor.SendAsync("/sign-in", [("form", await visitor.ProofAsync("/sign-in")), ("token", issued.Secret), ("back", "/datasets?q=公")]);
        Assert.Equal("/datasets?q=%E5%85%AC", signedIn.Headers.Location?.OriginalString);

        var page = await visitor.ActAsync("/datasets", "/sign-out");

        Assert.Contains("サインイン", page, StringComparison.Ordinal);
        using var account = await visitor.GetAsync("/account");
        Assert.Equal("/sign-in?back=%2Faccount", account.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task PagesOfThoseWhoAreSignedIn_AreKeptByNobody_AndOthersHaveNoCookie()
    {
        await using var site = await TestSite.StartAsync();
        await site.RunAsync(TestSite.Report("r1"));
        using var visitor = await Visitor.OfAsync(site, null);

        foreach (var address in new[] { "/", "/sources/minato", "/runs/r1", "/datasets", "/account", "/audit", "/no/such/page" })
        {
            using var signed = await visitor.GetAsync(address);
            Assert.Equal("no-store, private", signed.Headers.CacheControl?.ToString());
            Assert.Equal("default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'", signed.Headers.GetValues("Content-Security-Policy").Single());
            using var anybody = await site.GetAsync(address);
            if (address is not ("/account" or "/audit"))
                Assert.False(anybody.Headers.Contains("Set-Cookie"));
        }

        using var api = await visitor.GetAsync("/api/v1/sources");
        Assert.NotEqual("no-store, private", api.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task SignedInPages_AreEnglishInEnglish()
    {
        await using var site = await TestSite.StartAsync(TestSite.Minato with { Title = "Minato catalogue" });
        using var central = await Visitor.OfAsync(site, null);
        foreach (var address in new[] { "/account?lang=en", "/audit?lang=en", "/sources/minato?lang=en", "/sign-in?lang=en" })
            Assert.DoesNotMatch(@"[\p{IsHiragana}\p{IsKatakana}]", (await central.PageAsync(address)).Replace("日本語", "", StringComparison.Ordinal));
    }

    private static Task<SqliteStore> OpenAsync(out DirectoryInfo folder)
    {
        folder = Directory.CreateTempSubdirectory("harvester-sign-in-");
        return SqliteStore.OpenAsync(Path.Combine(folder.FullName, "store.db"), new FixedClock(TestSite.Now), Cancel);
    }
}

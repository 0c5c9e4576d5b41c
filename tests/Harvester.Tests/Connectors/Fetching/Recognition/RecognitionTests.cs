using System.Text;
using Harvester.Connectors.Fetching;
using Harvester.Connectors.Fetching.Recognition;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Harvester.Tests.Connectors.Fetching.Recognition;

/// <summary>What is not data has its own name, whatever its status; what is data passes, whatever it speaks of.</summary>
public sealed class RecognitionTests
{
    private const string Json = "application/json";
    private const string Csv = "text/csv, text/plain;q=0.9, */*;q=0.5";
    private const string Rdf = "text/turtle,application/rdf+xml;q=0.8,*/*;q=0.1";
    private const string Page = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1";

    private const string AwsPage = """
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title></title><script type="text/javascript">
        window.awsWafCookieDomainList = []; window.gokuProps = {"key":"AQ","iv":"A6","context":"gl"};
        </script><script src="https://1c5c.us-west-2.token.awswaf.com/1c5c/challenge.js"></script></head>
        <body><div id="challenge-container"></div><script>AwsWafIntegration.saveReferrer();</script></body></html>
        """;

    private const string CloudflarePage = """
        <!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title><meta name="robots" content="noindex,nofollow"></head><body>
        <div id="challenge-error-text">Enable JavaScript and cookies to continue</div>
        <script>window._cf_chl_opt={cvId:'3'};a.src='/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1?ray=1'</script></body></html>
        """;

    private const string ImpervaPage = """
        <html style="height:100%"><head><META NAME="ROBOTS" CONTENT="NOINDEX, NOFOLLOW"><script src="/_Incapsula_Resource?SWJIYLWA=7"></script></head>
        <body style="margin:0px"><iframe id="main-iframe" src="/_Incapsula_Resource?SWUDNSAI=31&incident_id=1">Request unsuccessful. Incapsula incident ID: 1-2</iframe></body></html>
        """;

    private const string AkamaiDenied = """
        <HTML><HEAD>
        <TITLE>Access Denied</TITLE>
        </HEAD><BODY>
        <H1>Access Denied</H1>You don't have permission to access "http&#58;&#47;&#47;x" on this server.<P>
        Reference&#32;&#35;18&#46;1</BODY></HTML>
        """;

    private const string Reloading = "<html><body><script>document.cookie='ok=1;path=/';location.reload();</script></body></html>";

    [Theory]
    [InlineData(202, "", "x-amzn-waf-action", "challenge")]
    [InlineData(405, AwsPage, "x-amzn-waf-action", "captcha")]
    [InlineData(403, "", "cf-mitigated", "challenge")]
    [InlineData(200, "{}", "cf-mitigated", "challenge")]
    [InlineData(202, AwsPage)]
    [InlineData(200, AwsPage)]
    [InlineData(403, CloudflarePage)]
    [InlineData(503, CloudflarePage)]
    [InlineData(200, ImpervaPage)]
    [InlineData(403, AkamaiDenied)]
    [InlineData(200, "<div id=\"sec-if-cpt-container\"></div>")]
    [InlineData(200, "<html><title>You are being redirected...</title><script>var s={},sucuri_cloudproxy_js='';</script></html>")]
    [InlineData(200, Reloading)]
    public async Task ChallengeOfAFirewall_IsTheSources_AndNeverAskedForAgainAtOnce(int status, string body, string? header = null, string? value = null)
    {
        foreach (var accept in new[] { Json, Csv, Rdf, Page })
        {
            var (fault, requests) = await FaultAsync(accept, status, "text/html", body, header, value);

            Assert.Equal(("bot-challenge", Whose.Source, 1), (fault?.Code, fault?.Whose, requests));
            Assert.Contains("never bypassed", fault!.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Json, "<!doctype html><title>港区</title><form action=/x><input name=u><input type=\"password\" name=p></form>", "login-page")]
    [InlineData(Csv, "<html><body><INPUT size=20 TYPE=password>", "login-page")]
    [InlineData(Json, "<html><head><title>ただいまメンテナンス中です</title></head>", "maintenance-page")]
    [InlineData(Csv, "<!DOCTYPE html><html><body><h1>システム停止のお知らせ</h1>", "maintenance-page")]
    [InlineData(Rdf, "<?xml version=\"1.0\"?>\n<!-- x --><!DOCTYPE html><html><head><title>Under  maintenance</title>", "maintenance-page")]
    [InlineData(Json, "<!DOCTYPE html><html><title>港区</title><p>お探しのページは見つかりません", "html-instead-of-json")]
    [InlineData(Csv, "\r\n  <html><body>404", "html-instead-of-csv")]
    [InlineData(Rdf, "<!-- a --><html><body>", "html-instead-of-rdf")]
    [InlineData(Json, "", "empty-body")]
    [InlineData(Csv, "", "empty-body")]
    [InlineData(Rdf, "", "empty-body")]
    [InlineData(Page, "", "empty-body")]
    public async Task PageInsteadOfData_IsNamedForWhatItIs(string accept, string body, string code)
    {
        var (fault, _) = await FaultAsync(accept, 200, "text/html; charset=utf-8", body);

        Assert.Equal((code, Whose.Source), (fault?.Code, fault?.Whose));
    }

    [Theory]
    [InlineData(204)]
    [InlineData(202)]
    public async Task OtherSuccessWithoutContent_IsAnEmptyBody(int status) => Assert.Equal("empty-body", (await FaultAsync(Json, status, null, "")).Fault?.Code);

    [Fact]
    public async Task MaintenanceWith503_IsToldApart_AndTriedAgainAsAny503()
    {
        var planned = await FaultAsync(Json, 503, "text/html", "<html><title>システムメンテナンスのお知らせ</title>");
        var ordinary = await FaultAsync(Json, 503, "text/html", "<html><title>503 Service Temporarily Unavailable</title>");

        Assert.Equal(("maintenance-page", 4), (planned.Fault?.Code, planned.Requests));
        Assert.Equal(("http-503", 4), (ordinary.Fault?.Code, ordinary.Requests));
    }

    [Fact]
    public async Task PageInShiftJis_IsReadAsSuch()
    {
        Charsets.Named("shift_jis");
        await using var server = await LoopbackServer.StartAsync(_ => (200, "text/html", Charsets.Cp932.GetBytes("<html><title>ただいまメンテナンス中</title>")));

        var fault = await Assert.ThrowsAsync<SourceException>(() => ReadAsync(server, Csv));

        Assert.Equal("maintenance-page", fault.Code);
        Assert.Contains("「ただいまメンテナンス中」", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RedirectToASignOn_IsALoginPage()
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            if (context.Request.Path == "/")
                context.Response.Redirect("/adfs/ls?wa=1");
            else
                await context.Response.WriteAsync("<html><script>render()</script>");
        });

        Assert.Equal("login-page", (await Assert.ThrowsAsync<SourceException>(() => ReadAsync(server, Json))).Code);
    }

    [Theory] // data that speaks of what would be a sign elsewhere
    [InlineData(Csv, "データ名称,URL\r\nシステムメンテナンス一覧,https://x/login\r\n<html>,x\r\n")]
    [InlineData(Json, "{\"title\":\"<html><title>メンテナンス</title><input type=password>\"}")]
    [InlineData(Rdf, "<http://a/1> a <http://www.w3.org/ns/dcat#Dataset> .")]
    [InlineData(Rdf, "<?xml version=\"1.0\"?><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description><x>&lt;html></x></rdf:Description></rdf:RDF>")]
    [InlineData(Rdf, "<!doctype html><title>メンテナンス一覧</title><input type=password><script type=\"application/ld+json\">{}</script>")]
    [InlineData(Page, "<!doctype html><title>メンテナンス一覧</title><form><input type=password></form><ul><li>ログイン件数</ul>")]
    [InlineData(Page, "<html><body><script>document.cookie='a=1'</script><ul><li><a href=1.csv>公園</a></ul><script>if(0)location.href='/'</script>")]
    [InlineData(Page, "<html><script src=/_Incapsula_Resource?SWJIYLWA=1></script><script src=/cdn-cgi/challenge-platform/scripts/jsd/main.js></script><li><a href=1.csv>公園</a>")]
    [InlineData(Page, "<html><script src=https://x.awswaf.com/jsapi.js></script><li>公園")]
    public async Task Data_Passes(string accept, string body)
    {
        await using var server = await LoopbackServer.StartAsync(_ => (200, "text/html", Encoding.UTF8.GetBytes(body)));

        Assert.Equal(body, await ReadAsync(server, accept));
    }

    [Fact]
    public async Task PageThatQuotesAChallengeAmongItsLinks_Passes()
    {
        var body = "<html><ul>" + string.Concat(Enumerable.Range(0, 20).Select(i => $"<li><a href=\"/{i}.csv\">{i}</a>")) + "<li>window.gokuProps of awswaf.com</ul>";
        await using var server = await LoopbackServer.StartAsync(_ => (200, "text/html", Encoding.UTF8.GetBytes(body)));

        Assert.Equal(body, await ReadAsync(server, Page));
    }

    [Theory]
    [InlineData("/login", true)]
    [InlineData("/user/login?came_from=x", true)]
    [InlineData("/sso/redirect", true)]
    [InlineData("/Shibboleth.sso/Login", true)]
    [InlineData("/opendata/blogindex.html", false)]
    [InlineData("/opendata/missouri.csv", false)]
    public void LoginAddress_IsToldByAWholeWord(string path, bool expected) => Assert.Equal(expected, PageSigns.IsLoginAddress(new Uri("http://x.example" + path)));

    private static async Task<(SourceException? Fault, int Requests)> FaultAsync(
        string accept, int status, string? type, string body, string? header = null, string? value = null)
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            if (header is not null)
                context.Response.Headers[header] = value;
            if (status == 204)
                return;
            context.Response.ContentType = type;
            await context.Response.WriteAsync(body);
        });
        try
        {
            await ReadAsync(server, accept);
            return (null, server.Requests.Count);
        }
        catch (SourceException fault)
        {
            return (fault, server.Requests.Count);
        }
    }

    private static async Task<string> ReadAsync(LoopbackServer server, string accept)
    {
        using var network = Sources.Network();
        var fetcher = network.FetcherFor(Sources.Ckan(server.Url));
        return Encoding.UTF8.GetString((await fetcher.GetBytesAsync(server.Url, accept, new Reading(), TestContext.Current.CancellationToken)).Bytes);
    }
}

using System.Text;
using Harvester.Core.Model;
using static Harvester.AcceptanceTests.Faults.FaultTable;

namespace Harvester.AcceptanceTests.Faults;

/// <summary>A whole answer that is no data: pages for people, challenges, refusals, empty bodies, the wrong kind of file.</summary>
internal static class AnswerFaults
{
    private const string Group = "Answers that are no data";

    private const string Maintenance =
        "<!DOCTYPE html><html lang=\"ja\"><head><title>メンテナンス中</title></head><body><h1>ただいまシステムメンテナンス中です</h1><p>しばらくお待ちください。</p></body></html>";

    private const string Login =
        "<!DOCTYPE html><html><head><title>ログイン</title></head><body><form method=\"post\" action=\"/login\"><input name=\"user\"><input type=\"password\" name=\"pass\"></form></body></html>";

    private const string AwsChallenge = """
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><script type="text/javascript">window.gokuProps = {"key":"AQIDAH","iv":"A6x","context":"9k"};</script>
        <script src="https://0a1b2c.edge.sdk.awswaf.com/0a1b2c/challenge.js"></script></head><body><div id="challenge-container"></div><noscript><h1>JavaScript is disabled</h1></noscript></body></html>
        """;

    private const string Cloudflare = """
        <!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title></head><body><noscript>Enable JavaScript and cookies to continue</noscript>
        <script>(function(){window._cf_chl_opt={cvId:'3'};var a=document.createElement('script');a.src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1';}());</script></body></html>
        """;

    public static IReadOnlyList<Fault> All { get; } =
    [
        new(Group, "a maintenance page instead of JSON, status 200", Ckan) { Answer = Html(Maintenance), Code = "maintenance-page", Pitfalls = "5" },
        new(Group, "a maintenance page instead of RDF, status 200", Turtle) { Answer = Html(Maintenance), Code = "maintenance-page", Pitfalls = "5" },
        new(Group, "a maintenance page instead of the table, status 200", Table) { Answer = Html(Maintenance), Code = "maintenance-page", Pitfalls = "5" },
        new(Group, "a maintenance page, status 503", List) { Answer = Always(e => e.SendAsync(503, "text/html; charset=utf-8", Maintenance)), Code = "maintenance-page" },
        new(Group, "a login page instead of a CSV", List) { Answer = Html(Login), Code = "login-page", Pitfalls = "5" },
        new(Group, "a login page instead of the list", Details) { Answer = Html(Login), Code = "login-page", Pitfalls = "5" },
        new(Group, "a page of any kind instead of JSON", DataJson) { Answer = Html("<!DOCTYPE html><html><head><title>トップページ</title></head><body><p>ようこそ</p></body></html>"), Code = "html-instead-of-rdf" },
        new(Group, "AWS WAF: a challenge, status 202", Ckan)
        {
            Answer = Always(e => e.SendAsync(202, "text/html; charset=UTF-8", AwsChallenge, "x-amzn-waf-action: challenge")), Code = "bot-challenge",
        },
        new(Group, "AWS WAF: a challenge with status 200", Table) { Answer = Html(AwsChallenge), Code = "bot-challenge" },
        new(Group, "Cloudflare: a challenge, status 403", Turtle)
        {
            Answer = Always(e => e.SendAsync(403, "text/html; charset=UTF-8", Cloudflare, "cf-mitigated: challenge", "Server: cloudflare")), Code = "bot-challenge",
        },
        new(Group, "403, as after too many requests", Ckan) { Answer = Always(e => e.SendAsync(403, "text/html", "<h1>Forbidden</h1>")), Code = "http-403", Pitfalls = "53" },
        new(Group, "401", DataJson) { Answer = Always(e => e.SendAsync(401, null, "", "WWW-Authenticate: Basic realm=\"x\"")), Code = "http-401" },
        new(Group, "an empty body", List) { Answer = Always(e => e.SendAsync(200, "text/csv", "")), Code = "empty-body" },
        new(Group, "204, no content", Ckan) { Answer = Always(e => e.RawAsync("HTTP/1.1 204 No Content\r\n\r\n")), Code = "empty-body" },
        new(Group, "a PDF instead of a CSV", List) { Answer = Always(e => e.SendAsync(200, "application/pdf", "%PDF-1.7\n%âãÏÓ\n1 0 obj\n<< /Type /Catalog >>\nendobj\n")), Code = "not-a-list", Whose = Whose.Ours },
        new(Group, "success: false", Ckan)
        {
            Answer = Always(e => e.SendAsync(200, "application/json", """{"success": false, "error": {"__type": "Search Error", "message": "Solr is away"}}""")), Code = "ckan-error", Says = "Solr is away", Pitfalls = "6",
        },
        new(Group, "JSON of something else", Ckan) { Answer = Always(e => e.SendAsync(200, "application/json", """{"status": "ok"}""")), Code = "not-ckan", Whose = Whose.Ours },
        new(Group, "JSON without datasets where a data.json was", DataJson) { Answer = Always(e => e.SendAsync(200, "application/json", """{"features": []}""")), Code = "not-a-catalog" },
        new(Group, "robots.txt refuses", Table) { Answer = Robots(e => e.SendAsync(200, "text/plain", "User-agent: *\nDisallow: /\n")), Code = "robots-refused", Pitfalls = "54" },
        new(Group, "robots.txt answers 500", List) { Answer = Robots(e => e.SendAsync(500, null, "")), Code = "robots-unreachable", Pitfalls = "54" },
        new(Group, "robots.txt is gone", Details) { Answer = Robots(e => e.SendAsync(404, null, "")), Status = RunStatus.Succeeded, Pitfalls = "54" },
        new(Group, "robots.txt is CKAN's stock file", Ckan)
        {
            Answer = Robots(e => e.SendAsync(200, "text/plain", "User-agent: *\nDisallow: /dataset/rate/\nDisallow: /revision/\nDisallow: /dataset/*/history\nDisallow: /api/\nCrawl-Delay: 10\n")),
            Status = RunStatus.Succeeded, Code = "robots-ckan-stock", Pitfalls = "54",
        },
    ];

    private static Func<Exchange, Task<bool>> Html(string page) => Always(e => e.SendAsync(200, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(page)));
}

using System.Text.RegularExpressions;

namespace Harvester.Connectors.Fetching.Recognition;

/// <summary>
/// Tells the pages by which a Web application firewall asks for a browser, by what the vendors document or what such pages have been seen to hold.
/// Scripts that stand in ordinary pages of protected sites, too (Cloudflare's <c>jsd/main.js</c>, Imperva's resource, AWS's SDK), prove nothing alone.
/// </summary>
internal static partial class Challenges
{
    /// <summary>An interstitial leads nowhere; a page of data does.</summary>
    private const int MostLinks = 5;

    private const int LongestInterstitial = 8 << 10;
    private const int LongestWords = 300;

    // The vendor, and what a page must hold, all of it.
    private static readonly (string Vendor, string[] Marks)[] Known =
    [
        ("AWS WAF", ["gokuProps", "awswaf.com"]),
        ("AWS WAF", ["AwsWafIntegration", "challenge-container"]),
        ("Cloudflare", ["/cdn-cgi/challenge-platform/", "orchestrate"]),
        ("Cloudflare", ["_cf_chl_opt"]),
        ("Cloudflare", ["cf-browser-verification"]),
        ("Cloudflare", ["<title>Just a moment...</title>"]),
        ("Cloudflare", ["<title>Attention Required! | Cloudflare</title>"]),
        ("Imperva", ["_Incapsula_Resource", "main-iframe"]),
        ("Imperva", ["Incapsula incident ID"]),
        ("Akamai", ["sec-if-cpt-container"]),
        ("Akamai", ["sec-cpt-if"]),
        ("Akamai", ["<TITLE>Access Denied</TITLE>", "Reference"]),
        ("Sucuri", ["sucuri_cloudproxy_js"]),
        ("Sucuri", ["Sucuri WebSite Firewall - Access Denied"]),
        ("DataDome", ["captcha-delivery.com", "var dd="]),
        ("HUMAN", ["px-captcha"]),
        ("F5", ["/TSPD/", "bobcmn"]),
        ("Anubis", ["anubis_challenge"]),
        ("SiteGround", ["/.well-known/sgcaptcha/"]),
    ];

    /// <summary>
    /// The vendor, where headers declare a challenge: <c>x-amzn-waf-action</c> (AWS WAF developer guide, "CAPTCHA and Challenge actions"),
    /// <c>cf-mitigated</c> (Cloudflare, "Detect a challenge page response").
    /// </summary>
    public static string? OfHeaders(HttpResponseMessage response) =>
        response.Is("x-amzn-waf-action", "challenge") || response.Is("x-amzn-waf-action", "captcha") ? "AWS WAF"
        : response.Is("cf-mitigated", "challenge") ? "Cloudflare"
        : null;

    /// <summary>The vendor, or words for an unknown one; null: no challenge.</summary>
    /// <param name="isWhole">The text is all of the page.</param>
    public static string? OfPage(string html, bool isWhole)
    {
        if (Links().Count(html) > MostLinks)
            return null;
        foreach (var (vendor, marks) in Known)
        {
            if (marks.All(mark => html.Contains(mark, StringComparison.OrdinalIgnoreCase)))
                return vendor;
        }

        return isWhole && html.Length <= LongestInterstitial && OnlySetsACookieAndReloads(html) ? "an unknown firewall" : null;
    }

    private static bool OnlySetsACookieAndReloads(string html) =>
        html.Contains("document.cookie", StringComparison.Ordinal) && Reload().IsMatch(html) && !Links().IsMatch(html)
        && Tags().Replace(Scripts().Replace(html, ""), "").Trim().Length <= LongestWords;

    private static bool Is(this HttpResponseMessage response, string header, string value) =>
        response.Headers.NonValidated.TryGetValues(header, out var values) && values.ToString().Trim().Equals(value, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("""<a\s[^>]{0,500}href""", RegexOptions.IgnoreCase)]
    private static partial Regex Links();

    [GeneratedRegex("""location\s*\.\s*(?:reload|replace|href|assign)|location\s*=|http-equiv\s*=\s*["']?refresh""", RegexOptions.IgnoreCase)]
    private static partial Regex Reload();

    [GeneratedRegex("""<(?:script|style|title)\b.*?</(?:script|style|title)>""", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Scripts();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}

using System.Net;
using System.Text.RegularExpressions;

namespace Harvester.Connectors.Fetching.Recognition;

/// <summary>
/// What a page seems to be that stands where data, or a listing, was expected. Only to be asked then: a dataset, too, may be called
/// 「システムメンテナンス一覧」, and a page may have a login in its corner.
/// </summary>
public static partial class PageSigns
{
    /// <summary>A field for a password stands in the page.</summary>
    public static bool HasPasswordField(string html) => PasswordField().IsMatch(html);

    /// <summary>The address is one of a login, as of a single sign-on that was redirected to.</summary>
    public static bool IsLoginAddress(Uri url) => LoginPath().IsMatch(url.AbsolutePath);

    /// <summary>A title or heading that says, where nothing of what was expected came, that the site is closed for the moment.</summary>
    public static bool SaysMaintenance(string titleOrHeading) => MaintenanceWords().IsMatch(titleOrHeading) || SurelySaysMaintenance(titleOrHeading);

    /// <summary>A title or heading that says so unmistakably, where a dataset may be about maintenance.</summary>
    public static bool SurelySaysMaintenance(string titleOrHeading) => SureMaintenanceWords().IsMatch(titleOrHeading);

    /// <summary>A title or heading of a login page, which has a field for a password besides.</summary>
    public static bool SaysLogin(string titleOrHeading) => LoginWords().IsMatch(titleOrHeading);

    /// <summary>The page's title and headings of the first three levels, as plain text, in order.</summary>
    public static IEnumerable<string> TitleAndHeadings(string html)
    {
        foreach (Match heading in Headings().Matches(html))
        {
            var text = WebUtility.HtmlDecode(Tags().Replace(heading.Groups[2].Value, " "));
            yield return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
    }

    /// <summary>True for a text that begins like an HTML page, behind white space, a byte order mark, an XML declaration and comments.</summary>
    public static bool IsHtml(string start)
    {
        var rest = start.AsSpan().TrimStart(" \t\r\n\f\uFEFF");
        while (rest.StartsWith("<!--", StringComparison.Ordinal) || rest.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase))
        {
            var end = rest.IndexOf(rest[1] == '!' ? "-->" : "?>", StringComparison.Ordinal);
            if (end < 0)
                return false;
            rest = rest[(end + 2)..].TrimStart(" \t\r\n\f>");
        }

        return HtmlBeginning().IsMatch(rest[..Math.Min(rest.Length, 200)]);
    }

    [GeneratedRegex("""<input\b[^>]{0,1000}\btype\s*=\s*["']?password\b""", RegexOptions.IgnoreCase)]
    private static partial Regex PasswordField();

    [GeneratedRegex("""(?:^|[/_.-])(?:log-?in|log-?on|sign-?in|sso|saml2?|oauth2?|adfs|idp|shibboleth)(?:$|[/_.-])""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex LoginPath();

    [GeneratedRegex(
        "メンテナンス|ﾒﾝﾃﾅﾝｽ|保守作業|保守点検|工事中|(?:システム|サービス|サイト|公開|一時).{0,6}(?:停止|休止)|(?:停止|休止)中|(?:休止|停止)(?:の|し|に|$)|ただいま|只今|しばらく|準備中|混み合|混雑|ご利用(?:いただけ|になれ)ません|"
        + "under (?:scheduled )?maintenance|maintenance|under construction|temporarily unavailable|service unavailable|be right back",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex MaintenanceWords();

    [GeneratedRegex(
        "メンテナンス(?:中|のため|作業)|(?:ただいま|只今).*(?:メンテナンス|停止|休止|混み合|混雑|利用できません)|(?:システム|サービス|サイト|ホームページ).*(?:停止中|休止中|停止して|休止して)|しばらくお待ち|"
        + "(?:under|scheduled|system) maintenance|service unavailable|temporarily unavailable",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SureMaintenanceWords();

    [GeneratedRegex("ログイン|サインイン|認証|log ?in|sign ?in", RegexOptions.IgnoreCase)]
    private static partial Regex LoginWords();

    [GeneratedRegex("""<(title|h[1-3])\b[^>]*>(.*?)</\1\s*>""", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Headings();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex("""^<(?:!doctype\s+html|(?:html|head|body|title|meta|link|script|noscript|style|iframe|div|span|p|h[1-6]|center|table|form|font|br|hr|ul)\b)""", RegexOptions.IgnoreCase)]
    private static partial Regex HtmlBeginning();
}

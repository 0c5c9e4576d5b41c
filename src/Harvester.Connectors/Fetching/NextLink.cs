using System.Text.RegularExpressions;

namespace Harvester.Connectors.Fetching;

/// <summary><c>Link: &lt;…&gt;; rel="next"</c> (RFC 8288).</summary>
internal static partial class NextLink
{
    public static Uri? Of(HttpResponseMessage response, Uri asked)
    {
        if (!response.Headers.TryGetValues("Link", out var values))
            return null;
        foreach (Match link in Links().Matches(string.Join(",", values)))
        {
            if (Next().IsMatch(link.Groups[2].ValueSpan) && Uri.TryCreate(asked, link.Groups[1].Value, out var next))
                return next;
        }

        return null;
    }

    [GeneratedRegex("""<([^>]*)>((?:[^,"]|"[^"]*")*)""", RegexOptions.NonBacktracking)]
    private static partial Regex Links();

    [GeneratedRegex("""(?:^|;)\s*rel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next\s*(?:;|$))""", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Next();
}

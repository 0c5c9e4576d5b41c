namespace Harvester.Connectors.Html;

/// <summary>
/// Tells how deep a page nests before it is parsed: the parser looks through all open elements at every tag, so that 100,000 open <c>div</c>s
/// would take it minutes (AngleSharp 1.10, measured 2026-11).
/// </summary>
internal static class PageDepth
{
    /// <summary>Browsers build no deeper trees than some 500.</summary>
    public const int Most = 2000;

    private static readonly HashSet<string> Counted = new(StringComparer.OrdinalIgnoreCase)
    {
        "div", "span", "section", "article", "main", "nav", "aside", "header", "footer", "center", "blockquote", "ul", "ol", "dl", "table", "form", "fieldset",
        "figure", "details", "ins", "del", "sub", "sup", "label", "object", "svg", "math", "button", "address", "menu", "dir", "pre", "listing", "template", "g",
    };

    // Old pages leave these open by the hundred, and each is opened again in the next block; that is slow only by the ten thousand.
    private static readonly HashSet<string> Formatting = new(StringComparer.OrdinalIgnoreCase)
    {
        "b", "i", "u", "s", "a", "font", "big", "small", "em", "strong", "code", "tt", "strike", "nobr",
    };

    private static readonly HashSet<string> Raw = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "textarea", "title", "xmp" };

    /// <summary>True for a page that opens more elements within each other than anybody means.</summary>
    public static bool IsTooDeep(ReadOnlySpan<char> html)
    {
        var counted = Counted.GetAlternateLookup<ReadOnlySpan<char>>();
        var formatting = Formatting.GetAlternateLookup<ReadOnlySpan<char>>();
        var raw = Raw.GetAlternateLookup<ReadOnlySpan<char>>();
        var (depth, formats) = (0, 0);
        while (html.IndexOf('<') is var at and >= 0)
        {
            html = html[(at + 1)..];
            if (html.StartsWith("!--"))
            {
                html = After(html[3..], "-->");
                continue;
            }

            var closes = html.StartsWith("/");
            if (closes)
                html = html[1..];
            var end = 0;
            while (end < html.Length && (char.IsAsciiLetterOrDigit(html[end]) || html[end] == '-'))
                end++;
            var name = html[..end];
            if (counted.Contains(name))
                depth = Math.Max(0, depth + (closes ? -1 : 1));
            else if (formatting.Contains(name))
                formats = Math.Max(0, formats + (closes ? -1 : 1));
            else if (!closes && raw.Contains(name))
                html = After(html, $"</{name}");
            if (depth > Most || formats > 10 * Most)
                return true;
        }

        return false;
    }

    private static ReadOnlySpan<char> After(ReadOnlySpan<char> text, ReadOnlySpan<char> mark) =>
        text.IndexOf(mark, StringComparison.OrdinalIgnoreCase) is var at and >= 0 ? text[(at + mark.Length)..] : [];
}

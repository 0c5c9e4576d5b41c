using Harvester.Connectors.Fetching;
using Harvester.Core.Model;

namespace Harvester.Connectors.Html;

/// <summary>
/// How deep the elements of a page are nested, estimated before it is parsed: the parser looks through all open elements at every tag, so that
/// 100,000 open <c>div</c>s would take it minutes (AngleSharp 1.10, measured 2026-11). Its own limit (HtmlParserOptions.MaximumDepth, 512 as in browsers) keeps the
/// tree flat, and so the stack of what walks it, but not the list of open elements.
/// </summary>
internal static class PageDepth
{
    private const int Deepest = 2000;

    /// <summary>Old pages leave these open by the hundred, and each is opened again in the next block; that is slow only by the ten thousand.</summary>
    private const int MostFormatting = 10_000;

    // Without an end tag (HTML, section 13.1.2), or ended by what follows them (section 13.1.2.4), or shapes of a picture, which end themselves: any
    // number of them is no depth.
    private static readonly HashSet<string> Flat = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "rt", "rp", "html", "head", "body",
        "path", "use", "circle", "ellipse", "rect", "line", "polyline", "polygon", "stop", "image", "animate",
    };

    private static readonly HashSet<string> Formatting = new(StringComparer.OrdinalIgnoreCase)
    {
        "b", "i", "u", "s", "a", "font", "big", "small", "em", "strong", "code", "tt", "strike", "nobr",
    };

    private const string White = " \t\n\f\r";

    // What looks like a tag in them is text (HTML, section 13.1.2).
    private static readonly HashSet<string> Raw = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes" };

    /// <exception cref="SourceException">Code <c>html-too-deep</c>.</exception>
    public static void Check(ReadOnlySpan<char> html, Uri url)
    {
        if (IsTooDeep(html))
        {
            throw new SourceException("html-too-deep", Whose.Source, FetchFaults.Show(url),
                $"The page nests its elements more than {Deepest} deep, as no page for people does; it was not read. Is the address right?");
        }
    }

    public static bool IsTooDeep(ReadOnlySpan<char> html)
    {
        var flat = Flat.GetAlternateLookup<ReadOnlySpan<char>>();
        var formatting = Formatting.GetAlternateLookup<ReadOnlySpan<char>>();
        var raw = Raw.GetAlternateLookup<ReadOnlySpan<char>>();
        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        var endless = new HashSet<string>(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        var (depth, formats) = (0, 0);
        while (html.IndexOf('<') is var at and >= 0)
        {
            html = html[(at + 1)..];
            if (html.StartsWith("!--", StringComparison.Ordinal))
            {
                html = AfterComment(html[3..]);
                continue;
            }

            var isEnd = html is ['/', ..];
            var name = Name(isEnd ? html[1..] : html);
            if (name.IsEmpty)
                continue;
            html = AfterTag(html[(name.Length + (isEnd ? 1 : 0))..]);
            if (flat.Contains(name))
                continue;
            if (formatting.Contains(name))
                formats = Math.Max(0, formats + (isEnd ? -1 : 1));
            else if (isEnd)
            {
                // An end tag of what is not open ends nothing.
                if (open.TryGetValue(name, out var times) && times > 0)
                    (open[name], depth) = (times - 1, depth - 1);
            }
            else if (raw.Contains(name) && !IsOpen("svg") && !IsOpen("math") && !endless.Contains(name) && End(html, name) is var end)
            {
                // What never ends is looked through as if it were no text: better refused than passed unseen.
                if (end >= 0)
                    html = html[end..];
                else
                    endless.Add(name);
            }
            else
            {
                // In a picture or a formula such elements hold others (HTML, section 13.2.6.5).
                _ = open.TryGetValue(name, out var times);
                (open[name], depth) = (times + 1, depth + 1);
            }

            if (depth > Deepest || formats > MostFormatting)
                return true;
        }

        return false;

        bool IsOpen(string element) => open.Dictionary.TryGetValue(element, out var times) && times > 0;
    }

    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && length < 16 && char.IsAsciiLetterOrDigit(text[length]))
            length++;
        return length > 0 && char.IsAsciiLetter(text[0]) ? text[..length] : default;
    }

    /// <summary>
    /// What follows a tag, past its attributes: their values may hold <c>&lt;</c>, and in quotation marks <c>&gt;</c> (HTML, sections 13.2.5.8 and 13.2.5.32 to 13.2.5.40).
    /// A quotation mark anywhere but at a value's beginning is a letter like others.
    /// </summary>
    private static ReadOnlySpan<char> AfterTag(ReadOnlySpan<char> text)
    {
        text = From(text, White + "/>");
        while (text.TrimStart(White + "/") is { IsEmpty: false } attribute)
        {
            if (attribute[0] == '>')
                return attribute[1..];
            text = From(attribute[1..], White + "/>=").TrimStart(White);
            if (text is not ['=', ..])
                continue;
            text = text[1..].TrimStart(White);
            if (text is ['"' or '\'', ..])
                text = text[1..].IndexOf(text[0]) is var end and >= 0 ? text[(end + 2)..] : [];
            else
                text = From(text, White + ">");
        }

        return [];
    }

    private static ReadOnlySpan<char> From(ReadOnlySpan<char> text, ReadOnlySpan<char> any) => text.IndexOfAny(any) is var at and >= 0 ? text[at..] : [];

    /// <summary>Where the element's end tag stands, or -1.</summary>
    private static int End(ReadOnlySpan<char> html, ReadOnlySpan<char> name) => html.IndexOf($"</{name}", StringComparison.OrdinalIgnoreCase);

    // It may end at once (HTML, section 13.2.5.43), or with "--!>" (section 13.2.5.52).
    private static ReadOnlySpan<char> AfterComment(ReadOnlySpan<char> text)
    {
        if (text.StartsWith(">", StringComparison.Ordinal) || text.StartsWith("->", StringComparison.Ordinal))
            return text;
        for (var at = text.IndexOf("--", StringComparison.Ordinal); at >= 0;)
        {
            if (text[at..].StartsWith("-->", StringComparison.Ordinal) || text[at..].StartsWith("--!>", StringComparison.Ordinal))
                return text[at..];
            var more = text[(at + 1)..].IndexOf("--", StringComparison.Ordinal);
            at = more < 0 ? -1 : at + 1 + more;
        }

        return [];
    }
}

using Harvester.Connectors.Fetching;
using Harvester.Core.Model;

namespace Harvester.Connectors.Html;

/// <summary>
/// How deep the elements of a page are nested, estimated before it is parsed: the parser looks through all open elements at every tag, so that
/// 100,000 open <c>div</c>s would take it minutes (AngleSharp 1.10, measured 2026-11), and what walks the tree afterwards would run out of stack.
/// Browsers cut at 512.
/// </summary>
internal static class PageDepth
{
    private const int Deepest = 2000;

    /// <summary>Old pages leave these open by the hundred, and each is opened again in the next block; that is slow only by the ten thousand.</summary>
    private const int MostFormatting = 20_000;

    // Only what needs an end tag: any number of li, td or p, of img or of path in a picture, is no depth.
    private static readonly HashSet<string> Nesting = new(StringComparer.OrdinalIgnoreCase)
    {
        "div", "span", "section", "article", "main", "nav", "aside", "header", "footer", "center", "blockquote", "ul", "ol", "dl", "table", "form", "fieldset",
        "figure", "details", "ins", "del", "sub", "sup", "label", "object", "svg", "math", "button", "address", "menu", "dir", "pre", "listing", "template", "g",
        "h1", "h2", "h3", "h4", "h5", "h6", "caption", "summary", "figcaption", "legend", "hgroup", "dialog", "mark", "cite", "q", "bdo", "bdi", "data", "time",
    };

    private static readonly HashSet<string> Formatting = new(StringComparer.OrdinalIgnoreCase)
    {
        "b", "i", "u", "s", "a", "font", "big", "small", "em", "strong", "code", "tt", "strike", "nobr",
    };

    // What looks like a tag in them is text (HTML, section 13.1.2).
    private static readonly HashSet<string> Raw = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes" };

    /// <exception cref="SourceException">Code <c>html-too-deep</c>.</exception>
    public static void Check(ReadOnlySpan<char> html, Uri url)
    {
        var nesting = Nesting.GetAlternateLookup<ReadOnlySpan<char>>();
        var formatting = Formatting.GetAlternateLookup<ReadOnlySpan<char>>();
        var raw = Raw.GetAlternateLookup<ReadOnlySpan<char>>();
        var (depth, formats) = (0, 0);
        while (html.IndexOf('<') is var at and >= 0)
        {
            html = html[(at + 1)..];
            if (html.StartsWith("!--", StringComparison.Ordinal))
            {
                html = After(html[3..], "-->");
                continue;
            }

            var isEnd = html is ['/', ..];
            var name = Name(isEnd ? html[1..] : html);
            if (nesting.Contains(name))
                depth = Math.Max(0, depth + (isEnd ? -1 : 1));
            else if (formatting.Contains(name))
                formats = Math.Max(0, formats + (isEnd ? -1 : 1));
            else if (!isEnd && raw.Contains(name))
                html = After(html, $"</{name}");
            if (depth > Deepest || formats > MostFormatting)
            {
                throw new SourceException("html-too-deep", Whose.Source, FetchFaults.Show(url),
                    $"The page nests its elements more than {Deepest} deep, as no page for people does; it was not read. Is the address right?");
            }
        }
    }

    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && length < 16 && char.IsAsciiLetterOrDigit(text[length]))
            length++;
        return text[..length];
    }

    private static ReadOnlySpan<char> After(ReadOnlySpan<char> text, ReadOnlySpan<char> mark) =>
        text.IndexOf(mark, StringComparison.OrdinalIgnoreCase) is var at and >= 0 ? text[(at + mark.Length)..] : [];
}

using System.Collections.Frozen;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;

namespace Harvester.Connectors.Html;

/// <summary>
/// How deep the elements of a page are nested, estimated before it is parsed: a parser's work grows with the square of the depth, and what walks
/// the tree afterwards would run out of stack. Browsers cut at 512.
/// </summary>
internal static class PageDepth
{
    private const int Deepest = 2000;

    // Without an end tag (HTML, section 13.1.2), or ended by what follows them (section 13.1.2.4): any number of them is no depth.
    private static readonly FrozenSet<string> Flat = new[]
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "rt", "rp", "a",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // What looks like a tag in them is text (section 13.1.2).
    private static readonly FrozenSet<string> Raw = new[] { "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="SourceException">Code <c>html-too-deep</c>.</exception>
    public static void Check(string html, Uri url)
    {
        var flat = Flat.GetAlternateLookup<ReadOnlySpan<char>>();
        var raw = Raw.GetAlternateLookup<ReadOnlySpan<char>>();
        var (depth, at) = (0, 0);
        while (Next(html, '<', at) is >= 0 and var tag)
        {
            at = tag + 1;
            if (html.AsSpan(at).StartsWith("!--", StringComparison.Ordinal))
            {
                at = End(html, "-->", at);
                continue;
            }

            var isEnd = at < html.Length && html[at] == '/';
            var name = Name(html.AsSpan(isEnd ? at + 1 : at));
            if (name.IsEmpty || flat.Contains(name))
                continue;
            if (isEnd)
                depth = Math.Max(0, depth - 1);
            else if (raw.Contains(name))
                at = End(html, $"</{name}", at);
            else if (++depth > Deepest)
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
        return length > 0 && char.IsAsciiLetter(text[0]) ? text[..length] : default;
    }

    private static int Next(string html, char sought, int from) => from >= html.Length ? -1 : html.IndexOf(sought, from);

    private static int End(string html, string sought, int from)
    {
        var found = html.IndexOf(sought, from, StringComparison.OrdinalIgnoreCase);
        return found < 0 ? html.Length : found + sought.Length;
    }
}

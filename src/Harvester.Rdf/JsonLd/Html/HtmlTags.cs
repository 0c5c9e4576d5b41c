using System.Buffers;
using System.Net;

namespace Harvester.Rdf.JsonLd.Html;

/// <summary>
/// Goes through the start tags of a page as the HTML tokenizer does (https://html.spec.whatwg.org/, section 13.2.5): past comments, and past the text of those
/// elements whose text has no tags. No tree is built.
/// </summary>
internal sealed class HtmlTags(string html)
{
    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\n\f\r/>");
    private static readonly SearchValues<char> AttributeNameEnds = SearchValues.Create(" \t\n\f\r/>=");
    private static readonly SearchValues<char> UnquotedEnds = SearchValues.Create(" \t\n\f\r>");
    private int at;

    /// <summary>The next start tag; false: the page has no more.</summary>
    public bool TryNext(out HtmlTag tag)
    {
        tag = default;
        while (html.IndexOf('<', at) is >= 0 and var open && open + 1 < html.Length)
        {
            at = open + 1;
            if (char.IsAsciiLetter(html[at]))
                return TryStartTag(out tag);
            if (html[at] == '/' && at + 1 < html.Length && char.IsAsciiLetter(html[at + 1]))
            {
                at++;
                if (!TryTag(out _, out _))
                    return false;
            }
            else if (StartsWith("!--"))
                PassComment();
            else if (html[at] is '!' or '?' or '/')
                at = After(html.IndexOf('>', at), 1);
        }
        return false;
    }

    private bool TryStartTag(out HtmlTag tag)
    {
        tag = default;
        if (!TryTag(out var name, out var attributes))
            return false;
        var start = at;
        var end = name switch
        {
            "script" => EndOfScript(),
            "style" or "xmp" or "iframe" or "noembed" or "noframes" or "title" or "textarea" => EndOfText(name),
            "plaintext" => html.Length,
            _ => start,
        };
        at = end;
        tag = new HtmlTag(name, attributes, start, end);
        return true;
    }

    // At the name. A tag that the page's end cuts off is none.
    private bool TryTag(out string name, out Dictionary<string, string> attributes)
    {
        attributes = [];
        name = Take(NameEnds).ToLowerInvariant();
        while (true)
        {
            while (at < html.Length && html[at] is ' ' or '\t' or '\n' or '\f' or '\r' or '/')
                at++;
            if (at == html.Length)
                return false;
            if (html[at] == '>')
            {
                at++;
                return true;
            }
            // An equals sign may begin a name.
            var start = at++;
            Take(AttributeNameEnds);
            attributes.TryAdd(html[start..at].ToLowerInvariant(), Value());
        }
    }

    private string Value()
    {
        PassSpace();
        if (at == html.Length || html[at] != '=')
            return "";
        at++;
        PassSpace();
        if (at == html.Length || html[at] == '>')
            return "";
        if (html[at] is not ('"' or '\''))
            return WebUtility.HtmlDecode(Take(UnquotedEnds));
        var end = html.IndexOf(html[at], at + 1);
        var value = html[(at + 1)..(end < 0 ? html.Length : end)];
        at = After(end, 1);
        return WebUtility.HtmlDecode(value);
    }

    private void PassSpace()
    {
        while (at < html.Length && html[at] is ' ' or '\t' or '\n' or '\f' or '\r')
            at++;
    }

    private string Take(SearchValues<char> ends)
    {
        var length = html.AsSpan(at).IndexOfAny(ends);
        var start = at;
        at = length < 0 ? html.Length : at + length;
        return html[start..at];
    }

    // <!--> and <!---> are whole comments.
    private void PassComment()
    {
        at += 1;
        if (StartsWith("-->") || StartsWith("--->"))
        {
            at = html.IndexOf('>', at) + 1;
            return;
        }
        at += 2;
        var usual = html.IndexOf("-->", at, StringComparison.Ordinal);
        var wrong = html.AsSpan(at, (usual < 0 ? html.Length : usual) - at).IndexOf("--!>");
        at = wrong >= 0 ? at + wrong + 4 : After(usual, 3);
    }

    // Script data and its escaped states: within <!-- and -->, a <script> takes a </script> of its own.
    private int EndOfScript()
    {
        var (isEscaped, isDouble) = (false, false);
        for (var i = at; i < html.Length; i++)
        {
            switch (html[i])
            {
                case '<' when !isEscaped && html.AsSpan(i).StartsWith("<!--"):
                    isEscaped = true;
                    i++;
                    break;
                case '-' when isEscaped && html.AsSpan(i).StartsWith("-->"):
                    isEscaped = isDouble = false;
                    break;
                case '<' when isEscaped && !isDouble && IsTag(i, "<script"):
                    isDouble = true;
                    break;
                case '<' when IsTag(i, "</script"):
                    if (!isDouble)
                        return i;
                    isDouble = false;
                    break;
            }
        }
        return html.Length;
    }

    private int EndOfText(string name)
    {
        var end = "</" + name;
        for (var i = html.IndexOf("</", at, StringComparison.Ordinal); i >= 0; i = html.IndexOf("</", i + 2, StringComparison.Ordinal))
        {
            if (IsTag(i, end))
                return i;
        }
        return html.Length;
    }

    private bool IsTag(int index, string tag) =>
        html.AsSpan(index).StartsWith(tag, StringComparison.OrdinalIgnoreCase)
        && index + tag.Length < html.Length && NameEnds.Contains(html[index + tag.Length]);

    private bool StartsWith(string text) => html.AsSpan(at).StartsWith(text);

    private int After(int index, int length) => index < 0 ? html.Length : index + length;
}

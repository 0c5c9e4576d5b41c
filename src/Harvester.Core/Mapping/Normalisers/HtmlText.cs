using System.Collections.Frozen;
using System.Text;

namespace Harvester.Core.Mapping.Normalisers;

/// <summary>
/// HTML as it stands in descriptions → plain text: tags of known elements go, those of blocks leave a line break, a link keeps its address, the
/// contents of script and style are dropped, character references are read. What a browser would still take for a tag has its sign of less in full
/// width (＜), so that the text is harmless wherever it is put. Text without markup comes back as the same instance.
/// </summary>
public static class HtmlText
{
    private const int LongestName = 12;

    private static readonly FrozenSet<string> Blocks = FrozenSet.ToFrozenSet(
    [
        "address", "article", "aside", "blockquote", "br", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
        "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
    ], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Others = FrozenSet.ToFrozenSet(
    [
        "a", "abbr", "acronym", "applet", "area", "audio", "b", "base", "bdi", "bdo", "big", "body", "button", "canvas", "caption", "cite", "code", "col", "colgroup", "data", "datalist", "del", "dfn", "dialog", "em", "embed",
        "font", "frame", "frameset", "head", "html", "i", "iframe", "img", "input", "ins", "kbd", "label", "legend", "link", "map", "mark", "marquee", "math", "meta", "meter", "nobr", "noembed", "noframes", "noscript", "object",
        "optgroup", "option", "output", "param", "picture", "plaintext", "progress", "q", "rp", "rt", "ruby", "s", "samp", "script", "select", "slot", "small", "source", "span", "strike", "strong", "style", "sub", "sup", "svg",
        "td", "template", "textarea", "th", "time", "title", "track", "tt", "u", "var", "video", "wbr", "xmp",
    ], StringComparer.OrdinalIgnoreCase);

    /// <summary>The text without its markup.</summary>
    public static string Plain(string text)
    {
        if (!text.AsSpan().ContainsAny('<', '&'))
            return text;
        var plain = new Stripper(text).Read(out var hadTags);
        plain = Disarmed(hadTags ? Tidy(plain) : plain);
        return plain == text ? text : plain;
    }

    /// <summary>No sign of less is left before what would make a tag of it, whether it stood there, came of a reference or of what was removed between.</summary>
    private static string Disarmed(string text)
    {
        var plain = text.ToCharArray();
        for (var i = 0; i + 1 < plain.Length; i++)
        {
            if (plain[i] == '<' && OpensTag(plain[i + 1]))
                plain[i] = '＜';
        }

        return new string(plain);
    }

    private static bool OpensTag(char c) => char.IsAsciiLetter(c) || c is '/' or '!' or '?';

    /// <summary>Tags leave blanks at the ends of lines and more than one empty line.</summary>
    private static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        var empty = 0;
        foreach (var line in text.Split('\n'))
        {
            var trimmed = line.Trim(' ', '\t', '\u00A0');
            empty = trimmed.Length == 0 ? empty + 1 : 0;
            if (empty < 2)
                tidy.Append(trimmed).Append('\n');
        }

        return tidy.ToString().Trim();
    }

    private sealed class Stripper(string text)
    {
        private readonly StringBuilder plain = new(text.Length);
        private readonly int lastClosing = text.LastIndexOf('>');
        private readonly int lastComment = text.LastIndexOf("-->", StringComparison.Ordinal);
        private (string Address, int Start)? link;
        private bool hadTags;
        private bool quotesAreBroken;

        internal string Read(out bool had)
        {
            for (var at = 0; at < text.Length;)
            {
                var next = text[at] switch { '<' => Tag(at), '&' => Entity(at), _ => at };
                if (next == at)
                    plain.Append(text[at++]);
                else
                    at = next;
            }

            had = hadTags;
            return plain.ToString();
        }

        private int Entity(int at)
        {
            var (character, length) = HtmlEntities.At(text, at);
            if (length > 0)
                plain.Append(character);
            return at + length;
        }

        /// <summary>Where the tag ends; the same place where none begins.</summary>
        private int Tag(int at)
        {
            if (at + 1 >= text.Length || at > lastClosing || !OpensTag(text[at + 1]))
                return at;
            if (text[at + 1] is '!' or '?')
                return Declaration(at);
            var isEnd = text[at + 1] == '/';
            var start = isEnd ? at + 2 : at + 1;
            var stop = start;
            while (stop < text.Length && text[stop] is not (' ' or '\t' or '\n' or '/' or '>' or ':') && stop - start < LongestName)
                stop++;
            var name = text[start..stop];
            if (text[stop] == ':')
                return isEnd || !name.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? Prefixed(name, at, stop) : Bare(at);
            if (text[stop] is not (' ' or '\t' or '\n' or '/' or '>') || !(Blocks.Contains(name) || Others.Contains(name)))
                return at;
            var end = End(stop);
            hadTags = true;
            if (Blocks.Contains(name))
            {
                plain.Append('\n');
                // The line break behind a <br> is the same one.
                if (end < text.Length && text[end] == '\n' && name.Equals("br", StringComparison.OrdinalIgnoreCase))
                    end++;
            }
            else if (!isEnd && (name.Equals("td", StringComparison.OrdinalIgnoreCase) || name.Equals("th", StringComparison.OrdinalIgnoreCase)))
                plain.Append(' ');
            else if (name.Equals("a", StringComparison.OrdinalIgnoreCase))
                Link(isEnd, text.AsSpan(stop, end - stop));
            else if (!isEnd && name.Equals("img", StringComparison.OrdinalIgnoreCase))
                plain.Append(Attribute(text.AsSpan(stop, end - stop), "alt"));
            return !isEnd && (name.Equals("script", StringComparison.OrdinalIgnoreCase) || name.Equals("style", StringComparison.OrdinalIgnoreCase)) ? AfterContents(name, end) : end;
        }

        /// <summary>What word processors leave: <c>&lt;o:p&gt;</c>.</summary>
        private int Prefixed(string name, int at, int stop)
        {
            if (name is not ("o" or "v" or "w" or "m" or "st1"))
                return at;
            hadTags = true;
            return End(stop);
        }

        /// <summary>An address in angle brackets, as Markdown and mail have it.</summary>
        private int Bare(int at)
        {
            var inner = text.AsSpan(at + 1, text.IndexOf('>', at) - at - 1);
            if (inner.IndexOfAny(" \n<\"'") >= 0)
                return at;
            plain.Append(inner);
            return at + inner.Length + 2;
        }

        /// <summary>A comment, a doctype, a processing instruction.</summary>
        private int Declaration(int at)
        {
            var isComment = text.AsSpan(at).StartsWith("<!--");
            if (isComment && lastComment < at)
                return at;
            hadTags = true;
            return isComment ? text.IndexOf("-->", at + 2, StringComparison.Ordinal) is var end and >= 0 ? end + 3 : text.Length : text.IndexOf('>', at) + 1;
        }

        /// <summary>Behind the sign of greater that is in no quoted value; behind the first one where quotes do not close. There is one, as the caller has seen.</summary>
        private int End(int from)
        {
            for (var i = from; !quotesAreBroken && i < text.Length; i++)
            {
                if (text[i] == '>')
                    return i + 1;
                if (text[i] is '"' or '\'' && i > from && text[i - 1] is '=' or ' ')
                {
                    i = text.IndexOf(text[i], i + 1);
                    if (i < 0)
                        break;
                }
            }

            // Once is enough: a text in which every tag were looked for to its end would take the square of its length.
            quotesAreBroken = true;
            return text.IndexOf('>', from) is var first and >= 0 ? first + 1 : text.Length;
        }

        private int AfterContents(string name, int from) =>
            text.IndexOf("</" + name, from, StringComparison.OrdinalIgnoreCase) is var end and >= 0 && text.IndexOf('>', end) is var closing and >= 0 ? closing + 1 : text.Length;

        private void Link(bool isEnd, ReadOnlySpan<char> attributes)
        {
            if (isEnd && link is { } open && IsWeb(open.Address) && !plain.ToString(open.Start, plain.Length - open.Start).Contains(open.Address, StringComparison.Ordinal))
                plain.Append(" (").Append(open.Address).Append(')');
            link = isEnd ? null : (Attribute(attributes, "href"), plain.Length);
        }

        private static bool IsWeb(string address) =>
            address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase);

        private static string Attribute(ReadOnlySpan<char> attributes, string name)
        {
            for (var at = attributes.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0;)
            {
                var value = attributes[(at + name.Length)..].TrimStart();
                if (at > 0 && !char.IsAsciiLetterOrDigit(attributes[at - 1]) && attributes[at - 1] != '-' && value is ['=', ..])
                    return Value(value[1..].TrimStart());
                var next = attributes[(at + 1)..].IndexOf(name, StringComparison.OrdinalIgnoreCase);
                at = next < 0 ? -1 : at + 1 + next;
            }

            return "";
        }

        private static string Value(ReadOnlySpan<char> value)
        {
            var quote = value is ['"' or '\'', ..] ? value[0] : '\0';
            var inner = quote == '\0' ? value : value[1..];
            var end = quote == '\0' ? inner.IndexOfAny(' ', '>', '\n') : inner.IndexOf(quote);
            var raw = end < 0 ? inner.TrimEnd('>') : inner[..end];
            var read = new StringBuilder(raw.Length);
            for (var i = 0; i < raw.Length;)
            {
                var (character, length) = raw[i] == '&' ? HtmlEntities.At(raw, i) : ("", 0);
                read.Append(length > 0 ? character : raw[i].ToString());
                i += Math.Max(length, 1);
            }

            return read.ToString().Trim();
        }
    }
}

using System.Text;
using AngleSharp.Dom;

namespace Harvester.Connectors.Html;

/// <summary>The words of an element as a reader sees them.</summary>
internal static class ElementText
{
    /// <summary>
    /// Text without scripts, styles and comments; a line break or the border of a block counts as a space, since 「水道<br/>使用量」 and two
    /// cells are not one word. Not trimmed: see <see cref="Clean"/>.
    /// </summary>
    /// <param name="without">Elements below that are left out.</param>
    public static string Of(IElement element, Func<IElement, bool>? without = null)
    {
        var text = new StringBuilder();
        Append(element, text, without);
        return text.ToString();
    }

    /// <summary>
    /// Trims and makes every run of white space one space. Full-width and no-break spaces are white space, zero-width characters nothing.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' or '\u00AD')
                continue;
            if (!char.IsWhiteSpace(character))
                clean.Append(character);
            else if (clean.Length > 0 && clean[^1] != ' ')
                clean.Append(' ');
        }

        if (clean.Length > 0 && clean[^1] == ' ')
            clean.Length--;
        return clean.ToString();
    }

    // Not recursive: a page may nest as deep as it likes.
    private static void Append(INode root, StringBuilder text, Func<IElement, bool>? without)
    {
        var node = root.FirstChild;
        while (node is not null)
        {
            var descend = false;
            if (node is IText words)
                text.Append(words.Data);
            else if (node is IElement element && !IsHidden(element.LocalName) && without?.Invoke(element) != true)
            {
                if (IsBoundary(element.LocalName))
                    text.Append('\n');
                descend = element.HasChildNodes;
            }

            if (descend)
            {
                node = node.FirstChild;
                continue;
            }

            while (node is not null && node != root && node.NextSibling is null)
            {
                node = node.Parent;
                if (node is IElement left && node != root && IsBoundary(left.LocalName))
                    text.Append('\n');
            }

            node = node == root ? null : node?.NextSibling;
        }
    }

    private static bool IsHidden(string name) => name is "script" or "style" or "noscript" or "template";

    private static bool IsBoundary(string name) => name is
        "br" or "p" or "div" or "li" or "ul" or "ol" or "dl" or "dt" or "dd" or "tr" or "td" or "th" or "table" or "caption" or "h1" or "h2"
        or "h3" or "h4" or "h5" or "h6" or "section" or "article" or "header" or "footer" or "figure" or "figcaption" or "blockquote"
        or "pre" or "hr" or "form" or "details" or "summary";
}

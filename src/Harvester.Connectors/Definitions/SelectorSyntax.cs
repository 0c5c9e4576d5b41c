using AngleSharp.Css.Parser;

namespace Harvester.Connectors.Definitions;

/// <summary>Checks CSS selectors (Selectors Level 4, as far as AngleSharp reads it) when a file is loaded, not when a run meets them.</summary>
internal static class SelectorSyntax
{
    /// <summary><c>.</c>, the element itself; only within an item.</summary>
    public const string Self = ".";

    /// <summary>Says what is wrong, or null.</summary>
    public static string? Fault(string selector, bool selfAllowed)
    {
        if (selector == Self)
            return selfAllowed ? null : "'.' means the item itself and has no meaning for a whole page";
        // AngleSharp 1.10 takes 'a,,b' for 'a, b', and '> a' for a selector that matches by luck.
        if (Parts(selector).FirstOrDefault(part => part.Length == 0 || part[0] is '>' or '+' or '~') is { } part)
            return part.Length == 0 ? $"'{selector}' has an empty part between commas" : $"'{part}' begins with a combinator; write ':scope {part}'";
        return new CssSelectorParser().ParseSelector(selector) is null ? $"'{selector}' is no CSS selector" : null;
    }

    /// <summary>The selectors between the commas that stand in no bracket and no quotes, trimmed.</summary>
    private static IEnumerable<string> Parts(string selector)
    {
        var (from, depth, quote) = (0, 0, '\0');
        for (var i = 0; i < selector.Length; i++)
        {
            var c = selector[i];
            if (c == '\\')
                i++;
            else if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'')
                quote = c;
            else if (c is '(' or '[')
                depth++;
            else if (c is ')' or ']')
                depth--;
            else if (c == ',' && depth == 0)
            {
                yield return selector[from..i].Trim();
                from = i + 1;
            }
        }

        yield return selector[from..].Trim();
    }
}

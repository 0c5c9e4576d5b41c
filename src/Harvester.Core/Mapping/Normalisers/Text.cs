using System.Text;

namespace Harvester.Core.Mapping.Normalisers;

/// <summary>Text as sources write it: cleaned for keeping, folded for comparing.</summary>
public static class Text
{
    /// <summary>Unicode Normalization Form KC. The same on every machine, unlike <c>string.Normalize</c>, which does nothing without ICU.</summary>
    public static string ToNfkc(string text) => Nfkc.Of(text);

    /// <summary>The form in which words are compared: NFKC, lower case, white space (also ideographic) of any length as one space, trimmed.</summary>
    public static string Comparable(string text)
    {
        var folded = Nfkc.Of(text);
        return IsComparable(folded) ? folded : Collapse(folded);
    }

    /// <summary>As <see cref="Comparable"/>, with only letters, digits, <c>.</c> and <c>+</c> left: 「CC-BY 4.0」 and 「CC BY４．０」 are the same.</summary>
    public static string Compact(string text)
    {
        var compact = new StringBuilder(text.Length);
        foreach (var c in Nfkc.Of(text))
        {
            if (char.IsLetterOrDigit(c) || c is '.' or '+' or 'ー')
                compact.Append(char.ToLowerInvariant(c));
        }

        return compact.ToString();
    }

    /// <summary>
    /// Without control characters (line feed and tab stay; carriage returns go) and without unpaired surrogates; trimmed. The same
    /// instance when there was nothing to do.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="removed">True when a character was lost that a publisher cannot have meant; carriage returns and outer white space do not count.</param>
    public static string Clean(string text, out bool removed)
    {
        removed = false;
        var at = 0;
        while (at < text.Length && IsPlain(text[at]))
            at++;
        return at == text.Length ? text.Trim() : Strip(text, at, ref removed);
    }

    private static string Strip(string text, int from, ref bool removed)
    {
        var clean = new StringBuilder(text, 0, from, text.Length);
        for (var i = from; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                clean.Append(c).Append(text[++i]);
            else if (IsPlain(c))
                clean.Append(c);
            else
                removed |= c is not '\r' and not '\uFEFF' and not '\u200B';
        }

        return clean.ToString().Trim();
    }

    private static bool IsPlain(char c) =>
        c is >= ' ' and < '\u007F' or '\n' or '\t' || (c >= '\u00A0' && !char.IsSurrogate(c) && c is not ('\uFEFF' or '\u200B' or '\uFFFE' or '\uFFFF'));

    private static bool IsComparable(string text)
    {
        var space = true;
        foreach (var c in text)
        {
            if (char.IsUpper(c) || (char.IsWhiteSpace(c) && (space || c != ' ')))
                return false;
            space = c == ' ';
        }

        return text.Length == 0 || !space;
    }

    private static string Collapse(string text)
    {
        var collapsed = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c))
                collapsed.Append(char.ToLowerInvariant(c));
            else if (collapsed.Length > 0 && collapsed[^1] != ' ')
                collapsed.Append(' ');
        }

        return collapsed.ToString().TrimEnd();
    }
}

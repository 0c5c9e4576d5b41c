using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Harvester.Core.Mapping.Normalisers;

/// <summary>Character references of HTML (WHATWG HTML, section 13.5): those of HTML 4 that texts hold, and numbers. Only with a semicolon: <c>?a=1&amp;copy=2</c> stays.</summary>
internal static class HtmlEntities
{
    private const int LongestName = 10;

    // In the order of U+00A0 to U+00FF.
    private const string Latin1 =
        "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest "
        + "Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig "
        + "agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

    private static readonly FrozenDictionary<string, string> Named = Latin1.Split(' ').Select((name, i) => (name, ((char)(0xA0 + i)).ToString()))
        .Concat(
        [
            ("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'"), ("hellip", "…"), ("mdash", "—"), ("ndash", "–"), ("lsquo", "‘"), ("rsquo", "’"), ("ldquo", "“"), ("rdquo", "”"),
            ("sbquo", "‚"), ("bdquo", "„"), ("bull", "•"), ("euro", "€"), ("trade", "™"), ("larr", "←"), ("rarr", "→"), ("uarr", "↑"), ("darr", "↓"), ("harr", "↔"), ("minus", "−"), ("le", "≤"), ("ge", "≥"), ("ne", "≠"),
            ("infin", "∞"), ("ensp", " "), ("emsp", " "), ("thinsp", " "), ("zwnj", ""), ("zwj", ""), ("OElig", "Œ"), ("oelig", "œ"), ("Scaron", "Š"), ("scaron", "š"), ("lsaquo", "‹"), ("rsaquo", "›"), ("prime", "′"), ("Prime", "″"),
        ])
        .Append(("nbsp", " ")).Append(("shy", "")).GroupBy(pair => pair.Item1, StringComparer.Ordinal).ToFrozenDictionary(pair => pair.Key, pair => pair.Last().Item2, StringComparer.Ordinal);

    /// <summary>The characters of the reference at <paramref name="at"/>, and its length; a length of 0 where none stands there.</summary>
    internal static (string Text, int Length) At(ReadOnlySpan<char> text, int at)
    {
        var rest = text[(at + 1)..];
        var end = rest[..Math.Min(rest.Length, LongestName + 1)].IndexOf(';');
        if (end <= 0)
            return ("", 0);
        var name = rest[..end];
        if (name[0] == '#')
            return Number(name[1..]) is { } character ? (character, end + 2) : ("", 0);
        return Named.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var known) ? (known, end + 2) : ("", 0);
    }

    /// <summary>Null for what is no character that a text may hold.</summary>
    private static string? Number(ReadOnlySpan<char> digits)
    {
        var isHex = digits is ['x' or 'X', ..];
        return int.TryParse(isHex ? digits[1..] : digits, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            && Rune.IsValid(code) && (code is '\n' or '\t' || code is >= 0x20 and not (>= 0x7F and <= 0x9F))
                ? code == 0xA0 ? " " : new Rune(code).ToString()
                : null;
    }
}

using System.Collections.Frozen;
using System.Text;

namespace Harvester.Core.Mapping.Normalisers;

/// <summary>
/// Unicode Normalization Form KC (UAX #15) for the blocks of <see cref="NfkcTable"/>. Of our own because
/// <see cref="string.Normalize(NormalizationForm)"/> returns its input unchanged, without an error, wherever ICU is
/// switched off or missing, and a mapping must not depend on the machine it runs on.
/// </summary>
public static class Nfkc
{
    private static readonly FrozenDictionary<char, string> Mappings = NfkcTable.Mappings
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .ToFrozenDictionary(line => line[0], line => line[1..]);

    private static readonly FrozenDictionary<(char Base, char Mark), char> Composites = NfkcTable.Composites
        .Chunk(3)
        .ToFrozenDictionary(three => (three[0], three[1]), three => three[2]);

    /// <summary>The text in NFKC.</summary>
    public static string Of(string text)
    {
        var at = 0;
        while (at < text.Length && IsSettled(text[at]))
            at++;
        if (at == text.Length)
            return text;
        var folded = new StringBuilder(text, 0, at, text.Length + 8);
        foreach (var c in text.AsSpan(at))
        {
            if (c is >= '！' and <= '～')
                folded.Append((char)(c - '！' + '!'));
            else if (Mappings.TryGetValue(c, out var mapped))
                Append(folded, mapped);
            else
                Append(folded, c);
        }

        return folded.ToString();
    }

    /// <summary>Nothing in the tables begins with or changes these, and no mark among them joins the character before.</summary>
    private static bool IsSettled(char c) => c is < '\u00A0' or (>= '\u3041' and <= '\u3096') or (>= '\u30A1' and <= '\u30FA') or (>= '\u4E00' and <= '\u9FFF') or 'ー';

    private static void Append(StringBuilder folded, string mapped)
    {
        foreach (var c in mapped)
            Append(folded, c);
    }

    private static void Append(StringBuilder folded, char c)
    {
        if (folded.Length > 0 && c >= '\u0300' && Composites.TryGetValue((folded[^1], c), out var composite))
            folded[^1] = composite;
        else
            folded.Append(c);
    }
}

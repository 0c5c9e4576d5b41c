using System.Buffers;
using System.Globalization;
using System.Text;
using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Search.Analysis;

/// <summary>
/// A text as it is compared, with the place of every character in the original: NFKC (UAX #15), lower case, katakana as hiragana, small ヵ and ヶ as か and け,
/// without variation selectors and other invisible characters. A long-vowel mark at the end of three or more katakana goes, as JIS Z 8301 leaves it out
/// (データー, データ); within a word it stays, lest ビール be ビル. Reused: one at a time, by one thread.
/// </summary>
internal sealed class FoldedText
{
    private const char LongVowel = 'ー';
    private const int LongWord = 3;

    // Hyphens and dashes that are typed for a long-vowel mark.
    private static readonly SearchValues<char> Dashes = SearchValues.Create("‐‑‒–—―−-");

    private char[] chars = new char[256];
    private int[] starts = new int[256];
    private int[] ends = new int[256];
    private int katakana;

    public int Length { get; private set; }

    public ReadOnlySpan<char> Text => chars.AsSpan(0, Length);

    public char this[int index] => chars[index];

    /// <summary>Where the character begins in the original.</summary>
    public int StartOf(int index) => starts[index];

    /// <summary>Where it ends there.</summary>
    public int EndOf(int index) => ends[index];

    public FoldedText Read(ReadOnlySpan<char> text)
    {
        Length = 0;
        katakana = 0;
        for (var at = 0; at < text.Length;)
        {
            var next = at + 1 < text.Length ? text[at + 1] : '\0';
            // Full width, as is nearly all that is not settled.
            var c = text[at] is >= '！' and <= '～' ? (char)(text[at] - '！' + '!') : text[at] == '\u3000' ? ' ' : text[at];
            if (IsSettled(c) && !IsMark(next))
            {
                Append(c, at, at + 1, next);
                at++;
                continue;
            }

            var end = EndOfCluster(text, at);
            var after = end < text.Length ? text[end] : '\0';
            foreach (var rune in Nfkc.Of(text[at..end].ToString()).EnumerateRunes())
                Append(rune, at, end, after);
            if (Length > 0 && IsInvisible(text[at]))
                ends[Length - 1] = end;
            at = end;
        }

        EndKatakana();
        return this;
    }

    private void Append(Rune rune, int start, int end, char after)
    {
        if (rune.IsBmp)
        {
            Append((char)rune.Value, start, end, after);
            return;
        }

        if (rune.Value is >= 0xE0000 and <= 0xE01EF)
        {
            // Tags and variation selectors: 葛󠄀 is 葛.
            if (Length > 0)
                ends[Length - 1] = Math.Max(ends[Length - 1], end);
            return;
        }

        EndKatakana();
        Span<char> pair = stackalloc char[2];
        var length = Rune.ToLowerInvariant(rune).EncodeToUtf16(pair);
        for (var i = 0; i < length; i++)
            Put(pair[i], start, end);
    }

    private void Append(char c, int start, int end, char after)
    {
        if (IsInvisible(c))
            return;
        if (katakana > 0 && Dashes.Contains(c) && IsKatakana(after))
            c = LongVowel;
        if (IsKatakana(c))
        {
            katakana++;
            c = c switch
            {
                LongVowel => c,
                'ヵ' => 'か',
                'ヶ' => 'け',
                <= 'ヴ' or 'ヽ' or 'ヾ' => (char)(c - 0x60),
                _ => c,
            };
        }
        else
        {
            EndKatakana();
            c = c switch
            {
                < '\u0080' => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c,
                'ゕ' => 'か',
                'ゖ' => 'け',
                // No ideograph or syllable has a case, and asking takes a call into ICU.
                (>= '\u2E80' and < '\uA640') or (>= '\uAC00' and <= '\uFAFF') => c,
                _ => char.ToLowerInvariant(c),
            };
        }

        Put(c, start, end);
    }

    private void Put(char c, int start, int end)
    {
        if (Length == chars.Length)
        {
            Array.Resize(ref chars, Length * 2);
            Array.Resize(ref starts, Length * 2);
            Array.Resize(ref ends, Length * 2);
        }

        chars[Length] = c;
        starts[Length] = start;
        ends[Length++] = end;
    }

    private void EndKatakana()
    {
        for (; katakana >= LongWord && chars[Length - 1] == LongVowel; katakana--)
        {
            Length--;
            ends[Length - 1] = ends[Length];
        }

        katakana = 0;
    }

    /// <summary>A character with the marks that follow it: those may become one in NFKC (ｶﾞ, か゛ typed as two, e with an accent).</summary>
    private static int EndOfCluster(ReadOnlySpan<char> text, int at)
    {
        at += char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;
        while (at < text.Length && IsMark(text[at]))
            at++;
        return at;
    }

    private static bool IsSettled(char c) =>
        c is < '\u00A0' or (>= '\u3041' and <= '\u3096') or (>= '\u30A1' and <= '\u30FA') or (>= '\u4E00' and <= '\u9FFF') or LongVowel or '、' or '。' or '・' or '「' or '」' or '々';

    private static bool IsMark(char c) =>
        c >= '\u0300' && (c is '\uFF9E' or '\uFF9F' or (>= '\u1160' and <= '\u11FF')
            || (c is < '\u3041' or > '\u9FFF' or '\u3099' or '\u309A'
                && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark));

    private static bool IsKatakana(char c) => c is (>= 'ァ' and <= 'ヺ') or LongVowel or 'ヽ' or 'ヾ';

    private static bool IsInvisible(char c) =>
        c is '\u00AD' or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2064') or '\uFEFF' or (>= '\uFE00' and <= '\uFE0F');
}

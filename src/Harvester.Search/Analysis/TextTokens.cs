using System.Globalization;
using System.Text;

namespace Harvester.Search.Analysis;

/// <summary>
/// Cuts a folded text into what is indexed: words of letters and digits, and of Chinese, Japanese and Korean each character and each pair of neighbours at
/// the position of the first (overlapping bigrams, as Lucene's CJKAnalyzer makes them; the single ones are for 桜, and for the 月 of 5月). Whatever stands
/// between them counts as one position, so that 人口（統計） does not hold 人口統計. Index, queries and highlights are all cut by this.
/// </summary>
internal sealed class TextTokens
{
    /// <summary>UTF-16 units of a word at most; a longer one becomes several in a row.</summary>
    public const int LongestWord = 64;

    private FoldedText text = new();
    private int at;
    private int next;
    private bool pair;

    public TokenKind Kind { get; private set; }

    /// <summary>From 0.</summary>
    public int Position { get; private set; }

    /// <summary>In the folded text.</summary>
    public int Start { get; private set; }

    public int Length { get; private set; }

    public ReadOnlySpan<char> Term => text.Text.Slice(Start, Length);

    public void Read(FoldedText folded)
    {
        text = folded;
        at = next = 0;
        pair = false;
    }

    public bool MoveNext()
    {
        if (pair)
        {
            pair = false;
            Kind = TokenKind.Pair;
            Length = at - Start + RuneAt(at, out _);
            return true;
        }

        var apart = at;
        Script script;
        var length = 0;
        while (true)
        {
            if (at >= text.Length)
                return false;
            length = RuneAt(at, out script);
            if (script is not Script.None)
                break;
            at += length;
        }

        if (at > apart && next > 0)
            next++;
        Position = next++;
        Start = at;
        at += length;
        if (script is Script.Cjk)
        {
            Kind = TokenKind.Single;
            Length = length;
            pair = at < text.Length && RuneAt(at, out var following) > 0 && following is Script.Cjk;
            return true;
        }

        Kind = TokenKind.Word;
        while (at < text.Length && RuneAt(at, out var more) is var size && more is Script.Words && at + size - Start <= LongestWord)
            at += size;
        Length = at - Start;
        return true;
    }

    private int RuneAt(int index, out Script script)
    {
        var c = text[index];
        if (c < '\u0080')
        {
            script = char.IsAsciiLetterOrDigit(c) ? Script.Words : Script.None;
            return 1;
        }

        if (c is (>= '\u3041' and <= '\u309F') or (>= '\u4E00' and <= '\u9FFF') or 'ー')
        {
            script = Script.Cjk;
            return 1;
        }

        if (Rune.DecodeFromUtf16(text.Text[index..], out var rune, out var length) is not System.Buffers.OperationStatus.Done)
        {
            script = Script.None;
            return length;
        }

        script = rune.Value switch
        {
            (>= 0x3005 and <= 0x3007) or (>= 0x30A1 and <= 0x30FA) or (>= 0x30FC and <= 0x312F) or (>= 0x31A0 and <= 0x31BF) or (>= 0x31F0 and <= 0x31FF)
                or (>= 0x3400 and <= 0x4DBF) or (>= 0x1100 and <= 0x11FF) or (>= 0xAC00 and <= 0xD7AF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF) => Script.Cjk,
            _ when Rune.IsLetterOrDigit(rune)
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Script.Words,
            _ => Script.None,
        };
        return length;
    }

    private enum Script
    {
        None,
        Words,
        Cjk,
    }
}

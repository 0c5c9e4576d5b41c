using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Harvester.Core.Mapping.Normalisers;

/// <summary>
/// Recognises text that was read in the wrong characters before it came to us, and is valid since: UTF-8 as Windows-1252 (â€œ, ç¾…), as Shift_JIS (縺, 繧
/// and half-width kana), Shift_JIS as Windows-1252 (ƒf[ƒ^), and U+FFFD. Nothing is repaired: which way it went is a guess.
/// </summary>
public static partial class Mojibake
{
    /// <summary>Without one of these no text is mangled in any of the known ways.</summary>
    private static readonly SearchValues<char> Signs = SearchValues.Create("\uFFFDÂÃâãäåæçèéêëìíîïƒ‚縺繧繝");

    /// <summary>Windows-1252, 0x80 to 0x9F; U+0000 where it has no character.</summary>
    private const string Specials = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

    /// <summary>What closes a quotation, a sentence or a bracket may well follow a letter with an accent: café”…</summary>
    private static readonly SearchValues<char> Closing = SearchValues.Create("…’”“‘»›–—");

    public static bool IsLikely(string text)
    {
        if (!text.AsSpan().ContainsAny(Signs))
            return false;
        return text.Contains('\uFFFD', StringComparison.Ordinal) || IsUtf8AsLatin(text) || IsUtf8AsShiftJis(text) || IsShiftJisAsLatin(text);
    }

    private static bool IsUtf8AsLatin(string text)
    {
        var sequences = 0;
        Span<byte> bytes = stackalloc byte[3];
        for (var i = 0; i < text.Length; i++)
        {
            // Â and Ã begin two bytes, â to ï three.
            var length = text[i] switch { 'Â' or 'Ã' => 2, >= 'â' and <= 'ï' => 3, _ => 0 };
            if (length == 0 || i + length > text.Length || !Bytes(text.AsSpan(i, length), bytes))
                continue;
            if (Rune.DecodeFromUtf8(bytes[..length], out var rune, out var used) != OperationStatus.Done || used != length || !IsExpected(rune.Value))
                continue;
            var isOdd = text.AsSpan(i + 1, length - 1).ContainsAnyExcept(Closing);
            if (isOdd && (length == 3 || ++sequences == 2))
                return true;
            i += length - 1;
        }

        return false;
    }

    /// <summary>What Japanese pages hold beyond ASCII: Latin letters, punctuation, arrows and symbols, kana, ideographs, full width, a byte order mark.</summary>
    private static bool IsExpected(int code) =>
        code is (>= 0xA0 and <= 0xFF) or (>= 0x2010 and <= 0x27BF) or (>= 0x3000 and <= 0x30FF) or (>= 0x3200 and <= 0x9FFF) or (>= 0xFF00 and <= 0xFFEF) or 0xFEFF;

    private static bool Bytes(ReadOnlySpan<char> characters, Span<byte> bytes)
    {
        for (var i = 0; i < characters.Length; i++)
        {
            var c = characters[i];
            var special = c < '\u0100' ? -1 : Specials.IndexOf(c, StringComparison.Ordinal);
            if (c >= '\u0100' && special < 0)
                return false;
            bytes[i] = (byte)(special < 0 ? c : 0x80 + special);
            if (i > 0 && (bytes[i] & 0xC0) != 0x80)
                return false;
        }

        return true;
    }

    /// <summary>Kana in UTF-8 begin with E3 81, E3 82 and E3 83, which Shift_JIS reads as three rare ideographs; what follows is mostly half-width kana.</summary>
    private static bool IsUtf8AsShiftJis(string text) => text.Count(c => c is '縺' or '繧' or '繝') >= 2 && AsShiftJis().Count(text) >= 2;

    /// <summary>Kana in Shift_JIS begin with 82 and 83: ‚ and ƒ, before what no quotation or formula has there.</summary>
    private static bool IsShiftJisAsLatin(string text) => Katakana().Count(text) >= 2 || Hiragana().Count(text) >= 3;

    [GeneratedRegex(@"[縺繧繝](?:[\uFF61-\uFF9F縺繧繝・]|[\u4E00-\u9FFF][縺繧繝\uFF61-\uFF9F]|[^\s\u3040-\u30FF\u4E00-\u9FFF])", RegexOptions.CultureInvariant)]
    private static partial Regex AsShiftJis();

    [GeneratedRegex(@"ƒ[@-~\u0080-\u00FF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ](?![a-z]*\()", RegexOptions.CultureInvariant)]
    private static partial Regex Katakana();

    [GeneratedRegex(@"‚[\u009F-\u00F1Ÿ](?![a-zà-ÿ])", RegexOptions.CultureInvariant)]
    private static partial Regex Hiragana();
}

using System.Globalization;

namespace Harvester.Core.Mapping.Normalisers;

/// <summary>Kanji digits in dates: by place (二〇二三) or with ten (三十一, 十二).</summary>
internal static class KanjiNumber
{
    private const string Digits = "〇一二三四五六七八九";

    internal static string Of(string kanji)
    {
        var ten = kanji.IndexOf('十', StringComparison.Ordinal);
        if (ten < 0)
            return string.Concat(kanji.Select(c => (char)('0' + DigitOf(c))));
        // More than one digit on either side, or a second ten, is no number: it is left, and the text will not read as a date.
        if (ten > 1 || kanji.Length - ten > 2 || kanji.LastIndexOf('十') != ten)
            return kanji;
        var number = ((ten == 0 ? 1 : DigitOf(kanji[0])) * 10) + (kanji.Length - ten == 2 ? DigitOf(kanji[^1]) : 0);
        return number.ToString(CultureInfo.InvariantCulture);
    }

    private static int DigitOf(char c) => c == '零' ? 0 : Digits.IndexOf(c, StringComparison.Ordinal);
}

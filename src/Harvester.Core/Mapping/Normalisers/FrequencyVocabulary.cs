using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Harvester.Core.Mapping.Normalisers;

/// <summary>Update frequencies (更新頻度) in about 170 spellings → codes of the EU frequency list. The first row that has a word of the text wins.</summary>
public sealed partial class FrequencyVocabulary
{
    private const int MostKept = 2000;

    private readonly FrozenDictionary<string, string> exact;
    private readonly (string Words, string Code)[] rows;
    private readonly ConcurrentDictionary<string, string?> kept = new(StringComparer.Ordinal);

    public FrequencyVocabulary(IReadOnlyList<FrequencyEntry> entries)
    {
        Entries = entries;
        var whole = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            foreach (var word in entry.Exact.Append(entry.Code))
                whole.TryAdd(Key(word), entry.Code);
        }

        exact = whole.ToFrozenDictionary(StringComparer.Ordinal);
        rows = [.. entries.SelectMany(entry => entry.Spellings, (entry, words) => (Key(words), entry.Code))];
    }

    public IReadOnlyList<FrequencyEntry> Entries { get; }

    /// <summary>The code; null when no row knows the text.</summary>
    public string? Read(string text)
    {
        if (kept.TryGetValue(text, out var known))
            return known;
        var key = Key(text);
        var code = exact.GetValueOrDefault(key) ?? Array.Find(rows, row => Has(key, row.Words)).Code;
        if (kept.Count < MostKept)
            kept.TryAdd(text, code);
        return code;
    }

    // A digit before or after would make another number of it: 1年 is not in 21年, 年1回 not in 3年1回 or 年12回.
    private static bool Has(string key, string words)
    {
        for (var at = key.IndexOf(words, StringComparison.Ordinal); at >= 0; at = key.IndexOf(words, at + 1, StringComparison.Ordinal))
        {
            var end = at + words.Length;
            if ((at == 0 || !char.IsAsciiDigit(key[at - 1])) && (end == key.Length || !(char.IsAsciiDigit(key[end]) && char.IsAsciiDigit(key[end - 1]))))
                return true;
        }

        return false;
    }

    private static string Key(string text)
    {
        var key = text.StartsWith("http", StringComparison.Ordinal) ? text[(text.TrimEnd('/').LastIndexOfAny(['/', '#']) + 1)..] : text;
        key = Text.Comparable(key).Replace(" ", "", StringComparison.Ordinal);
        key = Months().Replace(key, "か月");
        return Numbers().Replace(key, run => KanjiNumber.Of(run.Value));
    }

    [GeneratedRegex("[ヶケヵカか箇ヵ]月", RegexOptions.CultureInvariant)]
    private static partial Regex Months();

    [GeneratedRegex("[〇一二三四五六七八九十]+(?=[年月日週回分時か])", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}

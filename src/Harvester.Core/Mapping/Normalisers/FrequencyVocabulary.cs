using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Harvester.Core.Mapping.Normalisers;

/// <summary>
/// Update frequencies (更新頻度) in about 170 spellings → codes of the EU frequency list: the words of the vocabulary and the counts of
/// <see cref="FrequencyCounts"/>. Of several, that of the highest row wins; what stands in brackets only counts where nothing stands outside.
/// </summary>
public sealed partial class FrequencyVocabulary
{
    private const int MostKept = 2000;

    /// <summary>What says least: it gives way to a count in brackets behind it (随時（年1回程度）).</summary>
    private const string Irregular = "IRREG";

    private readonly FrozenDictionary<string, string> exact;
    private readonly FrozenDictionary<string, int> ranks;
    private readonly (string Words, string Code)[] rows;
    private readonly ConcurrentDictionary<string, string?> kept = new(StringComparer.Ordinal);

    public FrequencyVocabulary(IReadOnlyList<FrequencyEntry> entries)
    {
        Entries = entries;
        var whole = new Dictionary<string, string>(StringComparer.Ordinal);
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (rank, entry) in entries.Index())
        {
            first.TryAdd(entry.Code, rank);
            foreach (var word in entry.Exact.Append(entry.Code))
                whole.TryAdd(Key(word), entry.Code);
        }

        exact = whole.ToFrozenDictionary(StringComparer.Ordinal);
        ranks = first.ToFrozenDictionary(StringComparer.Ordinal);
        rows = [.. entries.SelectMany(entry => entry.Spellings, (entry, words) => (Key(words), entry.Code))];
    }

    public IReadOnlyList<FrequencyEntry> Entries { get; }

    /// <summary>The code; null when nothing of the text is known, or what it says is not certain (2～3年に1回).</summary>
    public string? Read(string text)
    {
        if (kept.TryGetValue(text, out var known))
            return known;
        var code = Of(Key(text));
        if (kept.Count < MostKept)
            kept.TryAdd(text, code);
        return code;
    }

    private string? Of(string key)
    {
        if (exact.GetValueOrDefault(key) is { } whole)
            return whole;
        var main = Brackets().Replace(key, "");
        if (main.Length == 0 || main.Length == key.Length)
            return Said(key, out _);
        var code = Said(main, out var isOpen);
        return isOpen || (code is not null and not Irregular) ? code : Said(key, out _);
    }

    /// <param name="isOpen">True when the text has a count that is not certain: then it says nothing else either.</param>
    private string? Said(string key, out bool isOpen)
    {
        isOpen = false;
        if (exact.GetValueOrDefault(key) is { } whole)
            return whole;
        var counts = FrequencyCounts.In(key);
        isOpen = counts.Exists(count => count.Code is null);
        if (isOpen)
            return null;
        var word = Array.Find(rows, row => Has(key, row.Words, counts)).Code;
        return counts.Select(count => count.Code!).Concat(word is null ? [] : [word]).MinBy(code => ranks.GetValueOrDefault(code, int.MaxValue));
    }

    // A digit before or after would make another number of it, as 数 would, and か月 another unit; a count is no word beside itself (年1回のみ).
    private static bool Has(string key, string words, List<FrequencyCounts.Count> counts)
    {
        for (var at = key.IndexOf(words, StringComparison.Ordinal); at >= 0; at = key.IndexOf(words, at + 1, StringComparison.Ordinal))
        {
            var end = at + words.Length;
            if (!(at > 0 && IsPartOf(key[at - 1], words[0])) && (end == key.Length || !(char.IsAsciiDigit(key[end]) && char.IsAsciiDigit(key[end - 1])))
                && !counts.Exists(count => at < count.End && end > count.Start))
                return true;
        }

        return false;
    }

    private static bool IsPartOf(char before, char first) =>
        char.IsAsciiDigit(before) || (first is '年' or '月' or '週' or '日' or '時' or '半' && before is 'か' or '数' or '何' or '半' or '隔' or '曜');

    private static string Key(string text)
    {
        var key = text.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? text[(text.TrimEnd('/').LastIndexOfAny(['/', '#']) + 1)..] : text;
        key = Text.Comparable(key).Replace(" ", "", StringComparison.Ordinal);
        key = Months().Replace(key, "か月");
        return Numbers().Replace(key, run => KanjiNumber.Of(run.Value));
    }

    [GeneratedRegex("[ヶケヵカか箇ヵ]月", RegexOptions.CultureInvariant)]
    private static partial Regex Months();

    [GeneratedRegex("[〇一二三四五六七八九十]+(?=[年月日週回度分時か])", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\([^()]*\)|【[^【】]*】|\[[^\[\]]*\]|[(【\[].*$", RegexOptions.CultureInvariant)]
    private static partial Regex Brackets();
}

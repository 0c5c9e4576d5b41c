using System.Globalization;
using System.Text.RegularExpressions;

namespace Harvester.Core.Mapping.Normalisers;

/// <summary>
/// How often, as a count: N times in a period (2回/年, 年に2回), once in N periods (3年に1回, 12か月ごと), a period that is the whole text (2年).
/// Reads the folded key of <see cref="FrequencyVocabulary"/>: NFKC, no white space, kanji numbers as digits, か月 in one spelling.
/// </summary>
internal static partial class FrequencyCounts
{
    /// <summary>One count of a text.</summary>
    /// <param name="Code">Code of the EU list; null where the count is not certain (数年に1回, 2~3年に1回) or the list has none (7か月ごと).</param>
    internal readonly record struct Count(int Start, int End, string? Code);

    private const string Unit = "(?<unit>[四4]半期|半年度?|半期|半月|年(?:度|間)?|か月(?:間)?|月(?:間)?|週(?:間)?|日(?:間)?|時間|分)";

    internal static List<Count> In(string key)
    {
        var counts = new List<Count>();
        foreach (Match match in Pattern().Matches(key))
        {
            var before = key.AsSpan(0, match.Index);
            var after = key.AsSpan(match.Index + match.Length);
            if (IsOther(match, before))
                continue;
            var isOpen = Several().IsMatch(before) || More().IsMatch(after) || (match.Groups["n"].Length > 0 && (Range().IsMatch(before) || Era().IsMatch(before)));
            counts.Add(new Count(match.Index, match.Index + match.Length, isOpen ? null : CodeOf(match)));
        }

        return counts;
    }

    /// <summary>A date, a weekday or an ordinal that only looks like a count: 4月1日に1回, 4月に1回, 1日, 日曜日1回, 第1四半期.</summary>
    private static bool IsOther(Match match, ReadOnlySpan<char> before)
    {
        var n = match.Groups["n"].Value;
        var last = before.IsEmpty ? '\0' : before[^1];
        return match.Groups["unit"].Value[0] switch
        {
            '日' => (n.Length > 0 && (last == '月' || !(match.Groups["every"].Success || match.Groups["times"].Success))) || (n.Length == 0 && last is '曜' or '祝' or '休' or '平'),
            '月' => n.Length > 0 && !(n == "1" && match.Groups["every"].Success),
            '時' or '分' => n.Length == 0,
            '4' or '四' => last is '第' or '/',
            '年' => last is '隔' or '半',
            _ => false,
        };
    }

    private static string? CodeOf(Match match)
    {
        int? Number(string group) => match.Groups[group] is { Length: > 0 } digits
            ? digits.Length <= 3 ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : null
            : 1;
        if (Number("n") is not { } n || Number("times") is not { } times)
            return null;
        var unit = match.Groups["unit"].Value;
        return unit[0] switch
        {
            '年' => Monthly(times, 12 * n),
            'か' or '月' => Monthly(times, n),
            '4' or '四' => Monthly(times, 3 * n),
            '半' when unit == "半月" => (times, n) == (1, 1) ? "MONTHLY_2" : null,
            '半' => Monthly(times, 6 * n),
            '週' => (times, n) switch { (1, 1) => "WEEKLY", (1, 2) => "BIWEEKLY", (2, 1) => "WEEKLY_2", (3, 1) => "WEEKLY_3", _ => null },
            '日' => (times, n) switch { (1, 1) => "DAILY", (2, 1) => "DAILY_2", (1, 7) => "WEEKLY", (1, 14) => "BIWEEKLY", _ => null },
            '時' => (times, n) switch { (1, 1) => "HOURLY", (1, 2) => "BIHOURLY", (1, 3) => "TRIHOURLY", _ => null },
            // As the vocabulary has 5分ごと and 10分毎; the list's own codes for minutes are of later editions.
            _ => times == 1 && n is >= 1 and <= 10 ? "UPDATE_CONT" : null,
        };
    }

    /// <summary>Several times in several periods (2年に3回) has no code and is not rounded.</summary>
    private static string? Monthly(int times, int months) => (times, months) switch
    {
        (1, 1) or (12, 12) => "MONTHLY",
        (2, 1) => "MONTHLY_2",
        (3, 1) => "MONTHLY_3",
        (1, 2) or (6, 12) => "BIMONTHLY",
        (1, 3) or (4, 12) => "QUARTERLY",
        (1, 4) or (3, 12) => "ANNUAL_3",
        (1, 6) or (2, 12) => "ANNUAL_2",
        (1, 12) => "ANNUAL",
        (1, 24) => "BIENNIAL",
        (1, 36) => "TRIENNIAL",
        (1, 48) => "QUADRENNIAL",
        (1, 60) => "QUINQUENNIAL",
        (1, 120) => "DECENNIAL",
        (1, 240) => "BIDECENNIAL",
        (1, 360) => "TRIDECENNIAL",
        _ => null,
    };

    // The 4 of 4半期 is no number of 半期.
    [GeneratedRegex(@"(?<times>\d+)[回度]/(?<n>(?:\d(?!半期))*)" + Unit
        + @"|[毎各]?(?<n>(?:\d(?!半期))*)" + Unit + @"(?:ごと|毎)?(?:に|につき|あたり|当たり|/)?(?:約|およそ|概ね|おおむね)?(?<times>\d+)[回度](?!目)"
        + @"|(?<n>(?:\d(?!半期))+)" + Unit + @"(?<every>ごと|毎|間隔)"
        + @"|^(?:約|およそ|概ね|おおむね)?(?<n>(?:\d(?!半期))+)" + Unit + @"(?:程度|更新)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    /// <summary>No number at all: 数年, 何年.</summary>
    [GeneratedRegex("[数何幾]$", RegexOptions.CultureInvariant)]
    private static partial Regex Several();

    /// <summary>Another number for the same period stands before it: 2~3年, 3年か5年.</summary>
    [GeneratedRegex(@"\d[年月週日]?(?:か月|間)?(?:又は|または|もしくは|若しくは|ないし|から|か|[~〜\-‐–—−ー・,、/])$", RegexOptions.CultureInvariant)]
    private static partial Regex Range();

    /// <summary>What follows makes it another number, or a bound: 年1回または2回, 月1回以上.</summary>
    [GeneratedRegex(@"^(?:程度|ほど|くらい|ぐらい)?(?:以上|以下|以内|未満|(?:又は|または|もしくは|若しくは|ないし|から|か|[~〜\-‐–—−ー・,、/])\d+(?:[回度年週]|か月|時間))", RegexOptions.CultureInvariant)]
    private static partial Regex More();

    /// <summary>A year of an era is no number of years: 令和5年に1回.</summary>
    [GeneratedRegex("(?:令和|平成|昭和|[rhs])$", RegexOptions.CultureInvariant)]
    private static partial Regex Era();
}

using System.Text;
using System.Text.RegularExpressions;
using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Core.Assessment.Duplicates;

/// <summary>
/// A title as it is compared: NFKC, lower case, without the publisher's name before it (【港区】, 港区の, 東村山市), without a format or size in
/// brackets, years of eras as years (令和5年 → 2023年), and of the rest only letters and digits. Two digits that stood apart stay apart.
/// </summary>
/// <param name="Text">The title so folded.</param>
/// <param name="Numbers">The numbers in it, in ascending order, each year once: they tell the members of a series apart.</param>
public sealed partial record ComparedTitle(string Text, IReadOnlyList<int> Numbers)
{
    private const int Longest = 200;

    public static ComparedTitle Of(string title, string? publisherName)
    {
        var text = Format().Replace(Nfkc.Of(title).ToLowerInvariant().Trim(), "");
        text = EraYear().Replace(WithoutPublisher(text, publisherName), year =>
            $"{YearOf(year.Groups["era"].Value, year.Groups["n"].Value == "元" ? 1 : int.Parse(year.Groups["n"].ValueSpan))}");
        return new ComparedTitle(Compact(text), NumbersOf(text));
    }

    /// <summary>
    /// True when the numbers name two members of a series: neither title has all the numbers of the other. 平成20年1月 and 平成20年11月 do; one that says
    /// less (住民基本台帳) contradicts nothing.
    /// </summary>
    public bool Contradicts(ComparedTitle other) => !Has(Numbers, other.Numbers) && !Has(other.Numbers, Numbers);

    public bool IsEqualTo(ComparedTitle other) => Text.Length > 0 && Text == other.Text && Numbers.SequenceEqual(other.Numbers);

    /// <summary>Dice's coefficient of the pairs of neighbouring characters, 0 to 1 (Dice 1945; for strings Adamson and Boreham 1974).</summary>
    public double Likeness(ComparedTitle other)
    {
        if (Text.Length < 2 || other.Text.Length < 2)
            return Text == other.Text && Text.Length > 0 ? 1 : 0;
        var pairs = new Dictionary<(char, char), int>();
        for (var i = 1; i < Text.Length; i++)
            pairs[(Text[i - 1], Text[i])] = pairs.GetValueOrDefault((Text[i - 1], Text[i])) + 1;
        var shared = 0;
        for (var i = 1; i < other.Text.Length; i++)
        {
            if (pairs.TryGetValue((other.Text[i - 1], other.Text[i]), out var left) && left > 0)
            {
                pairs[(other.Text[i - 1], other.Text[i])] = left - 1;
                shared++;
            }
        }

        return 2.0 * shared / (Text.Length + other.Text.Length - 2);
    }

    /// <summary>The year of our calendar: r, 令和 and 5 → 2023.</summary>
    internal static int YearOf(string era, int n) => n + char.ToLowerInvariant(era[0]) switch { 'r' or '令' => 2018, 'h' or '平' => 1988, 's' or '昭' => 1925, 't' or '大' => 1911, _ => 1867 };

    // Both ascending: what is wanted must come by in order.
    private static bool Has(IReadOnlyList<int> all, IReadOnlyList<int> wanted)
    {
        var at = 0;
        foreach (var number in all)
        {
            if (at < wanted.Count && wanted[at] == number)
                at++;
        }

        return at == wanted.Count;
    }

    private static string WithoutPublisher(string text, string? publisherName)
    {
        // 【行政資料集】 stays: only the name of a body goes without being known as the publisher's.
        text = Bracketed().Replace(text, "");
        if (string.IsNullOrEmpty(publisherName))
            return text;
        var name = Nfkc.Of(publisherName).ToLowerInvariant();
        foreach (var spelling in BodyName.Spellings(name))
        {
            if (BodyName.After(text, spelling) is { Length: > 0 } rest)
                return rest[0] is 'の' or ' ' or ':' or '_' or '・' ? rest[1..] : rest;
        }

        return text;
    }

    private static int[] NumbersOf(string text)
    {
        var numbers = new List<int>();
        foreach (var match in Digits().EnumerateMatches(text))
        {
            // Longer ones name nothing that a series counts by, and would not fit.
            if (match.Length <= 8 && int.Parse(text.AsSpan(match.Index, match.Length)) is var number && (number is < 1868 or > 2100 || !numbers.Contains(number)))
                numbers.Add(number);
        }

        numbers.Sort();
        return [.. numbers];
    }

    private static string Compact(string text)
    {
        var compact = new StringBuilder(text.Length);
        var apart = false;
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c) && c != 'ー')
            {
                apart = true;
                continue;
            }

            if (apart && compact.Length > 0 && char.IsDigit(compact[^1]) && char.IsDigit(c))
                compact.Append('-');
            apart = false;
            compact.Append(c);
            if (compact.Length >= Longest)
                break;
        }

        return compact.ToString();
    }

    [GeneratedRegex(@"^(?:【(?:東京都)?[^【】]{1,6}[区市町村]】|【東京都】|\[(?:東京都)?[^\[\]]{1,6}[区市町村]\])\s*", RegexOptions.CultureInvariant)]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"[\(\[【](?:pdf|csv|tsv|xlsx?|excel|エクセル|word|ワード|docx?|zip|geojson|json|kmz?l?|shp|shape|txt|テキスト|rdf|xml)(?:形式|ファイル|データ|版)?[\s:、,/]*(?:[\d.,]+\s*(?:kb|mb|gb|b|バイト|キロバイト|メガバイト))?[\)\]】]", RegexOptions.CultureInvariant)]
    private static partial Regex Format();

    [GeneratedRegex(@"(?:(?<era>令和|平成|昭和|大正|明治)|(?<![a-z])(?<era>[rhs]))\s*(?<n>元|\d{1,2})(?![\da-z])", RegexOptions.CultureInvariant)]
    private static partial Regex EraYear();

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}

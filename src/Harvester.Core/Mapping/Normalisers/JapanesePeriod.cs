using System.Text.RegularExpressions;
using Harvester.Core.Model;

namespace Harvester.Core.Mapping.Normalisers;

/// <summary>Periods as publishers write them: 令和4年度, H30～R5年度, 令和5年4月1日～9月30日, <c>2020-01-01/2020-12-31</c>; also a single date or year.</summary>
public static partial class JapanesePeriod
{
    /// <summary>The period with both ends included (either may be open), or null and the reason.</summary>
    public static (PeriodOfTime? Period, string? Code, string? Detail) Read(string text)
    {
        if (text.Length > 200)
            return (null, "unreadable-period", "The text does not read as a period; the field is left empty.");
        var plain = Nfkc.Of(text).Trim();
        var single = JapaneseDate.Read(plain);
        if (single.First is not null)
            return (Of(single, single), null, null);
        if (Range().Match(plain) is { Success: true } range)
        {
            var right = range.Groups["right"].Value;
            var left = Left(range.Groups["left"].Value, right);
            var end = right.Length == 0 ? null : Right(range.Groups["left"].Value, right);
            if (left is { First: not null } && right.Length == 0)
                return (new PeriodOfTime(IsoDate.Format(left.First.Value), null), null, null);
            if (left is { First: not null } && end is { Last: not null })
            {
                return left.First <= end.Last
                    ? (Of(left, end), null, null)
                    : (null, "invalid-period", "The period ends before it begins; the field is left empty.");
            }
        }

        return (null, single.Code == "unreadable-date" ? "unreadable-period" : single.Code, "The text does not read as a period; the field is left empty.");
    }

    private static PeriodOfTime Of(DateReading first, DateReading last) =>
        new(IsoDate.Format(first.First!.Value), IsoDate.Format(last.Last!.Value));

    // 「H30～R5年度」: the unit stands at the end only.
    private static DateReading Left(string left, string right)
    {
        var reading = JapaneseDate.Read(left);
        var unit = Unit().Match(right).Value;
        return unit.Length == 0 || (reading.First is not null && !(BareYear().IsMatch(left) && unit == "年度")) ? reading : JapaneseDate.Read(left + unit);
    }

    // 「令和5年4月1日～9月30日」: the year stands at the start only.
    private static DateReading Right(string left, string right)
    {
        var reading = JapaneseDate.Read(right);
        if (reading.First is not null)
            return reading;
        var year = Year().Match(left).Value;
        return year.Length == 0 ? reading : JapaneseDate.Read(year + right);
    }

    [GeneratedRegex(@"^(?<left>.+?)\s*(?:から|~|〜|→|–|—|\.\.|/(?=$|\d{4}-|\d{4}$)|\s-\s|--)\s*(?<right>.*?)(?:まで)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Range();

    [GeneratedRegex(@"年度?$", RegexOptions.CultureInvariant)]
    private static partial Regex Unit();

    [GeneratedRegex(@"^\d{4}$", RegexOptions.CultureInvariant)]
    private static partial Regex BareYear();

    [GeneratedRegex(@"^[^年/.-]{1,6}(?:年|[/.-])", RegexOptions.CultureInvariant)]
    private static partial Regex Year();
}

namespace Harvester.Core.Mapping.Normalisers;

/// <summary>会計年度, the Japanese fiscal year: 1 April to 31 March (Local Autonomy Act, article 208).</summary>
internal static class FiscalYear
{
    internal static DateReading? Part(int year, string part)
    {
        if (year is < 1 or > 9998)
            return null;
        return part switch
        {
            "" => Months(year, 4, 12),
            "末" => DateReading.Day(new DateOnly(year + 1, 3, 31)),
            "当初" => DateReading.Day(new DateOnly(year, 4, 1)),
            "上半期" => Months(year, 4, 6),
            "下半期" => Months(year, 10, 6),
            _ => Months(year, 4 + (3 * (part[^4] - '1')), 3),
        };
    }

    private static DateReading Months(int year, int month, int count)
    {
        var first = new DateOnly(year, 1, 1).AddMonths(month - 1);
        return DateReading.Period(first, first.AddMonths(count).AddDays(-1));
    }
}

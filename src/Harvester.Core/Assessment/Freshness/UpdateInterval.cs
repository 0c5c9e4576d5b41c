namespace Harvester.Core.Assessment.Freshness;

/// <summary>What a declared update frequency promises.</summary>
public static class UpdateInterval
{
    /// <summary>
    /// The longest time between two updates that a code of the EU frequency list allows, in months and days; null where it promises none (IRREG, AS_NEEDED,
    /// NEVER, UNKNOWN, OTHER …).
    /// </summary>
    public static (int Months, int Days)? Of(string? frequency) => frequency switch
    {
        "CONT" or "UPDATE_CONT" or "1MIN" or "5MIN" or "10MIN" or "15MIN" or "30MIN" or "HOURLY" or "BIHOURLY" or "TRIHOURLY" or "12HRS" or "DAILY" or "DAILY_2" => (0, 1),
        "WEEKLY" or "WEEKLY_2" or "WEEKLY_3" => (0, 7),
        "MONTHLY_3" => (0, 11),
        "BIWEEKLY" => (0, 14),
        "MONTHLY_2" => (0, 16),
        "MONTHLY" => (1, 0),
        "BIMONTHLY" => (2, 0),
        "QUARTERLY" => (3, 0),
        "ANNUAL_3" => (4, 0),
        "ANNUAL_2" => (6, 0),
        "ANNUAL" => (12, 0),
        "BIENNIAL" => (24, 0),
        "TRIENNIAL" => (36, 0),
        "QUADRENNIAL" => (48, 0),
        "QUINQUENNIAL" => (60, 0),
        "DECENNIAL" => (120, 0),
        "BIDECENNIAL" => (240, 0),
        "TRIDECENNIAL" => (360, 0),
        _ => null,
    };

    /// <summary>True where the publisher says that there will be no further update: then the data is never too old.</summary>
    public static bool IsFinal(string? frequency) => frequency is "NEVER" or "NOT_PLANNED";

    /// <summary>
    /// From which day on data of <paramref name="modified"/> is overdue: the interval, and a quarter of it in patience (three days at the least), as the
    /// day of an annual table moves a little from year to year. Null when the frequency promises nothing.
    /// </summary>
    public static DateOnly? OverdueFrom(DateOnly modified, string? frequency)
    {
        if (Of(frequency) is not var (months, days) || modified.Year > 9900)
            return null;
        var due = modified.AddMonths(months).AddDays(days);
        return due.AddDays(Math.Max(3, (due.DayNumber - modified.DayNumber) / 4) + 1);
    }
}

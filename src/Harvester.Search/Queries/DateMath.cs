using System.Globalization;
using System.Text.RegularExpressions;

namespace Harvester.Search.Queries;

/// <summary>
/// Dates as Solr reads them (Reference Guide, "Date Formatting and Date Math"): <c>2026-01-01T00:00:00Z</c>, <c>NOW</c>, <c>NOW-7DAYS</c>, <c>NOW/DAY</c>, <c>2026-01-01T00:00:00Z+1MONTH/DAY</c>; as well as
/// <c>2026-01-01</c>, <c>2026-01</c> and <c>2026</c>, which stand for the whole of it. All in UTC; a time without a zone is taken for UTC, as CKAN writes its own.
/// </summary>
internal static partial class DateMath
{
    private static readonly string[] Times =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK",
    ];

    /// <exception cref="SearchQueryException">It is no date.</exception>
    public static InstantRange Parse(string text, DateTimeOffset now)
    {
        var match = text.Length <= 200 ? Expression().Match(text) : Match.Empty;
        if (!match.Success)
            throw No(text);
        var range = Base(match.Groups["base"].Value, now) ?? throw No(text);
        if (match.Groups["step"].Captures is not { Count: > 0 } steps)
            return range;
        var instant = range.First;
        foreach (var step in steps.Select(step => step.Value))
        {
            try
            {
                instant = step[0] == '/' ? Rounded(instant, step[1..]) : Moved(instant, step);
            }
            catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
            {
                throw new SearchQueryException($"“{text}” is beyond the calendar");
            }
        }

        return new InstantRange(instant, instant);
    }

    private static InstantRange? Base(string text, DateTimeOffset now)
    {
        if (text == "NOW")
            return new InstantRange(now, now);
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(text, Times, CultureInfo.InvariantCulture, utc, out var instant))
            return new InstantRange(instant, instant);
        foreach (var (format, unit) in new[] { ("yyyy-MM-dd", "+1DAY"), ("yyyy-MM", "+1MONTH"), ("yyyy", "+1YEAR") })
        {
            if (DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, utc, out var first))
                return new InstantRange(first, first.Year == 9999 ? DateTimeOffset.MaxValue : Moved(first, unit).AddTicks(-1));
        }

        return null;
    }

    private static DateTimeOffset Moved(DateTimeOffset instant, string step)
    {
        var unit = step.TrimStart('+', '-').TrimStart("0123456789").ToString();
        var number = int.Parse(step.AsSpan(0, step.Length - unit.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return Singular(unit) switch
        {
            "YEAR" => instant.AddYears(number),
            "MONTH" => instant.AddMonths(number),
            "DAY" or "DATE" => instant.AddDays(number),
            "HOUR" => instant.AddHours(number),
            "MINUTE" => instant.AddMinutes(number),
            "SECOND" => instant.AddSeconds(number),
            _ => instant.AddMilliseconds(number),
        };
    }

    private static DateTimeOffset Rounded(DateTimeOffset instant, string unit) => Singular(unit) switch
    {
        "YEAR" => new DateTimeOffset(instant.Year, 1, 1, 0, 0, 0, TimeSpan.Zero),
        "MONTH" => new DateTimeOffset(instant.Year, instant.Month, 1, 0, 0, 0, TimeSpan.Zero),
        "DAY" or "DATE" => Down(instant, TimeSpan.TicksPerDay),
        "HOUR" => Down(instant, TimeSpan.TicksPerHour),
        "MINUTE" => Down(instant, TimeSpan.TicksPerMinute),
        "SECOND" => Down(instant, TimeSpan.TicksPerSecond),
        _ => Down(instant, TimeSpan.TicksPerMillisecond),
    };

    private static DateTimeOffset Down(DateTimeOffset instant, long ticks) => new(instant.UtcTicks - (instant.UtcTicks % ticks), TimeSpan.Zero);

    private static string Singular(string unit) => unit.EndsWith('S') ? unit[..^1] : unit;

    private static SearchQueryException No(string text) =>
        new($"“{(text.Length > 60 ? text[..60] + "…" : text)}” is no date; there is: 2026-01-01T00:00:00Z, 2026-01-01, NOW, NOW-7DAYS, NOW/DAY, *");

    [GeneratedRegex(@"^(?<base>NOW|\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)?)?)?)?)(?<step>(/|[+-]\d{1,9})(YEARS?|MONTHS?|DAYS?|DATE|HOURS?|MINUTES?|SECONDS?|MILLIS?|MILLISECONDS?))*$", RegexOptions.CultureInvariant)]
    private static partial Regex Expression();
}

using System.Globalization;

namespace Harvester.Publishing.Ckan;

/// <summary>CKAN's form of an instant: ISO 8601 with microseconds, in UTC and without saying so (CKAN, <c>ckan.lib.search</c>: naive UTC).</summary>
public static class CkanDates
{
    private static readonly TimeSpan Tokyo = TimeSpan.FromHours(9);

    public static string Of(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    /// <summary>A date that a publisher typed, as the instant at which it begins in Tokyo, as the Tokyo catalogue stamps its resources; null where it is no date of a day or finer.</summary>
    public static string? OfTyped(string? date)
    {
        if (date is null || date.Length < 10)
            return null;
        if (date.Length == 10)
            return DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? Of(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Tokyo))
                : null;
        return DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? Of(instant) : null;
    }
}

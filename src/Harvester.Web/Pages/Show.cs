using System.Globalization;

namespace Harvester.Web.Pages;

/// <summary>Numbers and instants as people read them, the same in both languages.</summary>
internal static class Show
{
    // Japan has had no daylight saving time since 1951: a fixed offset needs no time zone database.
    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>To the minute, in Japan Standard Time; the heading or the words around it say so.</summary>
    public static string JapanTime(DateTimeOffset at) => at.ToOffset(Japan).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A publisher's date as it stands; an instant to the minute in Japan, as its own day may be another there.</summary>
    public static string Stated(string date) => Instant(date) is { } at ? $"{JapanTime(at)} JST" : date;

    /// <summary>The day of a publisher's date, in Japan where it is an instant.</summary>
    public static string Day(string date) => Instant(date) is { } at ? JapanTime(at)[..10] : date.Split('T')[0];

    /// <summary>For the <c>datetime</c> attribute.</summary>
    public static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Decimal units (SI), as file managers of servers show them.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} B",
        < 1_000_000 => $"{Scaled(bytes, 1e3)} kB",
        < 1_000_000_000 => $"{Scaled(bytes, 1e6)} MB",
        _ => $"{Scaled(bytes, 1e9)} GB",
    };

    public static string Seconds(double seconds) => seconds.ToString(seconds < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);

    // A time without an offset is no instant: nobody knows where it is meant.
    private static DateTimeOffset? Instant(string date) =>
        date.IndexOf('T', StringComparison.Ordinal) is > 0 and var time && date.AsSpan(time).ContainsAny("Z+-")
            && DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;

    private static string Scaled(long bytes, double unit) => (bytes / unit).ToString("0.#", CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace Harvester.Web.Pages;

/// <summary>Numbers and instants as people read them, the same in both languages.</summary>
internal static class Show
{
    // Japan has had no daylight saving time since 1951: a fixed offset needs no time zone database.
    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Of 1, in percent: no more digits than there is meaning in, and neither 0 nor 100 for what is only near it.</summary>
    public static string Share(double share) => share switch
    {
        > 0 and < 0.01 => "<1%",
        < 1 and > 0.99 => ">99%",
        _ => $"{Math.Round(share * 100).ToString(CultureInfo.InvariantCulture)}%",
    };

    public static string Measure(double number) => number.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>With its sign.</summary>
    public static string Change(long change) => change switch { > 0 => $"+{Number(change)}", < 0 => $"−{Number(-change)}", _ => "±0" };

    /// <inheritdoc cref="Change(long)"/>
    public static string Change(double change) => Math.Round(change, 1) switch { > 0 and var up => $"+{Measure(up)}", < 0 and var down => $"−{Measure(-down)}", _ => "±0" };

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

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

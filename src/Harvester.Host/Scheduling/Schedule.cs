using Harvester.Core.Model;
using Quartz;

namespace Harvester.Host.Scheduling;

/// <summary>
/// When a source is due: a Quartz cron expression in Japanese time, or <c>daily</c>, <c>weekly</c>, <c>hourly</c>, which are spread by the
/// source's id so that sixty sources do not start in the same second.
/// </summary>
internal static class Schedule
{
    // Japan has kept UTC+9 without summer time since 1951, and a machine without a time zone database should not matter.
    public static readonly TimeZoneInfo Japan = TimeZoneInfo.CreateCustomTimeZone("Asia/Tokyo", TimeSpan.FromHours(9), "Asia/Tokyo", "Asia/Tokyo");

    private const int NightStartsAt = 1;
    private const int NightMinutes = 4 * 60;

    /// <summary>The first instant strictly after <paramref name="after"/>; null when the expression never fires again.</summary>
    public static DateTimeOffset? NextAfter(string schedule, string sourceId, DateTimeOffset after) =>
        Parse(schedule, sourceId).GetNextValidTimeAfter(after)?.ToUniversalTime();

    /// <summary>What is wrong with a schedule, without the schedule itself; null when nothing is.</summary>
    public static string? Fault(string schedule)
    {
        try
        {
            // An instant long past: only "does it ever fire" is asked.
            var fires = Parse(schedule, "any").GetNextValidTimeAfter(DateTimeOffset.UnixEpoch) is not null;
            return OutOfRange(schedule) is { } number ? Explain($"{number} is out of range")
                : fires ? null
                : Explain("it never fires");
        }
        catch (FormatException e)
        {
            return Explain(e.Message);
        }

        static string Explain(string why) => $"{why}; write daily, weekly, hourly, or a Quartz cron expression of six or seven fields";
    }

    // Quartz 4.7.3 takes minute 99 for minute 0, without a word.
    private static string? OutOfRange(string schedule)
    {
        (int Least, int Most)[] ranges = [(0, 59), (0, 59), (0, 23), (1, 31), (1, 12), (1, 7)];
        return schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries).Zip(ranges)
            .SelectMany(field => field.First.Split(',', '-').Select(part => (Number: part.Split('/')[0], field.Second)))
            .Where(part => int.TryParse(part.Number, out var n) && (n < part.Second.Least || n > part.Second.Most))
            .Select(part => part.Number)
            .FirstOrDefault();
    }

    private static CronExpression Parse(string schedule, string sourceId)
    {
        var spread = (uint)RecordHash.OfText(sourceId);
        var night = spread % NightMinutes;
        var (hour, minute) = (NightStartsAt + night / 60, night % 60);
        var cron = schedule switch
        {
            "daily" => $"0 {minute} {hour} * * ?",
            "weekly" => $"0 {minute} {hour} ? * {1 + spread / NightMinutes % 7}",
            "hourly" => $"0 {spread % 60} * * * ?",
            _ => schedule,
        };
        return new CronExpression(cron, Japan);
    }
}

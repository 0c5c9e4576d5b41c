using System.Text.RegularExpressions;

namespace Harvester.Connectors.Definitions;

/// <summary>First look at a schedule; the host has the last word on a cron expression (<see cref="ConnectorFileChecks.CronFault"/>).</summary>
internal static partial class ScheduleSyntax
{
    private static readonly string[] Words = ["daily", "weekly", "hourly"];

    /// <summary>Says what is wrong, or null.</summary>
    public static string? Fault(string schedule, Func<string, string?>? cronFault)
    {
        if (Words.Contains(schedule, StringComparer.Ordinal))
            return null;
        var fields = schedule.Split(' ');
        if (fields.Length is not (6 or 7) || !fields.All(field => CronField().IsMatch(field)))
            return $"expected daily, weekly, hourly or a Quartz cron expression of 6 or 7 fields such as \"0 30 3 * * ?\", found '{schedule}'";
        return cronFault?.Invoke(schedule) is { } fault ? $"'{schedule}' is no cron expression: {fault}" : null;
    }

    [GeneratedRegex(@"\A[0-9A-Za-z*?/,#-]+\z")]
    private static partial Regex CronField();
}

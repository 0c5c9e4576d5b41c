using Harvester.Core.Model;

namespace Harvester.Host.Logging;

/// <summary>What is logged of runs: their start and end, and what a person should look at.</summary>
internal static partial class RunLog
{
    public static void Ended(ILogger logger, RunReport report)
    {
        var level = report.Status switch
        {
            RunStatus.Succeeded or RunStatus.Skipped or RunStatus.Cancelled => LogLevel.Information,
            _ => LogLevel.Warning,
        };
        Ended(logger, level, report.Source, report.Status, report.Gathered, report.Added, report.Updated, report.Unchanged, report.Withdrawn, report.Seconds, report.Error);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Harvesting {Source}")]
    public static partial void Started(ILogger logger, string source);

    [LoggerMessage(Message = "Harvested {Source}: {Status}; {Gathered} gathered, {Added} added, {Updated} updated, {Unchanged} unchanged, {Withdrawn} withdrawn in {Seconds} s {Error}")]
    private static partial void Ended(
        ILogger logger, LogLevel level, string source, RunStatus status, long gathered, long added, long updated, long unchanged, long withdrawn, double seconds, string? error);

    [LoggerMessage(Level = LogLevel.Error, Message = "A run of {Source} ended without a report; it stays due")]
    public static partial void Lost(ILogger logger, string source, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The background work (quality, coverage …) stopped; it goes on at the next tick")]
    public static partial void BackgroundFailed(ILogger logger, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store is away; trying again at the next tick")]
    public static partial void TickFailed(ILogger logger, Exception fault);
}

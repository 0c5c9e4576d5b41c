using Harvester.Core.Model;

namespace Harvester.Core.Runs;

/// <summary>
/// How a failing source is put off from run to run: five minutes after the first failure, twice as long after each further one, a day at most;
/// each success takes one step back, so that a source that fails every other time does not come back at full pace.
/// </summary>
/// <remarks>
/// A partial or suspicious run changes nothing: the source answered, and asking it again soon would bring the same. What is our own fault (a
/// selector, a missing key) waits for a person, and asking more often, or less, would not help. A store that was away for a moment comes back by
/// itself: without another try its minute would cost the source a day, or a week.
/// </remarks>
internal static class BackOff
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>From here on the pause is the longest.</summary>
    private const int HighestLevel = 10;

    /// <summary>Answers that mean "you are not welcome": asking again soon is what they refuse.</summary>
    private static readonly HashSet<string> Refusals =
        new(["robots-refused", "robots-delay-too-long", "http-401", "http-403", "bot-challenge", "login-page"], StringComparer.Ordinal);

    /// <summary>The pause at a level; none at level 0.</summary>
    public static TimeSpan Pause(int level) =>
        level <= 0 ? TimeSpan.Zero : level >= HighestLevel ? Longest : First * Math.Pow(2, level - 1);

    /// <summary>The level after a run.</summary>
    public static int After(RunReport run, int level) => run.Status switch
    {
        RunStatus.Succeeded => Math.Max(0, level - 1),
        RunStatus.Failed when MayPass(run) => Math.Min(HighestLevel, level + 1),
        _ => level,
    };

    /// <summary>When the source is due after a run.</summary>
    /// <param name="level">After the run.</param>
    /// <param name="scheduled">By the schedule alone.</param>
    /// <param name="notBefore">Until when the site asked to be left alone; it is believed for a day.</param>
    public static DateTimeOffset NextDue(RunReport run, int level, DateTimeOffset scheduled, DateTimeOffset now, DateTimeOffset? notBefore = null)
    {
        var putOff = now + Pause(level);
        // What may pass is tried again before the next night, or later than the next hour.
        var due = run.Status is RunStatus.Failed && MayPass(run) && !IsRefusal(run) ? putOff
            : putOff > scheduled ? putOff
            : scheduled;
        if (notBefore is not { } asked)
            return due;
        var believed = asked < now + Longest ? asked : now + Longest;
        return believed > due ? believed : due;
    }

    private static bool MayPass(RunReport run) => run.Problems.Any(p => p is { Severity: Severity.Error, Whose: Whose.Source } or { Code: "store-unavailable" });

    private static bool IsRefusal(RunReport run) => run.Problems.Any(p => p.Severity is Severity.Error && Refusals.Contains(p.Code));
}

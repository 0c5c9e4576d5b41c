using Harvester.Core.Assessment;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Notifications;

/// <summary>Whether a source is broken for an audience, by its newest runs. Pure.</summary>
public static class Turn
{
    /// <summary>How many partial runs in a row make a source broken: one that lost a page to a time-out says nothing, one that never gets to its end does.</summary>
    public const int PatienceWithPartial = 3;

    /// <summary>Whether a run says how its source is: one that was cut off, is under way or retired the source does not.</summary>
    public static bool IsConclusive(RunReport run) =>
        run.Status is RunStatus.Succeeded or RunStatus.Partial or RunStatus.Suspicious or RunStatus.Failed && run.Decision is not Runs.SourceRemoval.Decision;

    /// <summary>True: it is this audience's turn. False: it is not. Null: the runs do not say, and what was so before stays so.</summary>
    /// <param name="body">Of a shared catalogue, the body whose records are meant (see <see cref="NoticeState.Body"/>); null: whoever runs the source.</param>
    /// <param name="runs">Conclusive ones of one source, newest first, at least one; more than <see cref="PatienceWithPartial"/> are not looked at.</param>
    public static bool? IsBroken(IReadOnlyList<RunReport> runs, NoticeAudience audience, string? body = null)
    {
        var newest = runs[0];
        if (audience is NoticeAudience.Municipality)
            return AreRecordsRefused(newest, body);
        return newest.Status switch
        {
            RunStatus.Succeeded => false,
            // A person has accepted the listing as it is. One that was rejected is still wrong.
            RunStatus.Suspicious when newest.Decision is "approved" or "approved-as-moved" => false,
            RunStatus.Partial when runs.Count < PatienceWithPartial || runs.Take(PatienceWithPartial).Any(run => run.Status is not RunStatus.Partial) => null,
            _ => Of(newest) == audience,
        };
    }

    /// <summary>Whose turn a run is that did not succeed.</summary>
    /// <remarks>
    /// By the worst problems that are no record's: where one of them is ours, nobody else can do anything. A failed run without any is a worker's that stopped;
    /// a listing that only looks wrong waits for a person's word.
    /// </remarks>
    public static NoticeAudience Of(RunReport run)
    {
        var cause = Cause(run);
        return cause is { Whose: Whose.Ours } || (cause is null && run.Status is RunStatus.Failed) ? NoticeAudience.Maintainers : NoticeAudience.Central;
    }

    /// <summary>The error that a run which did not succeed is put down to: ours before the site's, and among them the rarest, as what ended a run is met once. Null: it has none that is no record's.</summary>
    public static ProblemCount? Cause(RunReport run) => run.Problems
        .Where(static problem => problem is { Severity: Severity.Error, Whose: not Whose.Record })
        .OrderBy(static problem => problem.Whose is not Whose.Ours).ThenBy(static problem => problem.Count).FirstOrDefault();

    /// <summary>What they are called, in notices and on pages.</summary>
    public static Bilingual NameOf(NoticeAudience audience) => audience switch
    {
        NoticeAudience.Maintainers => new("収集システムの保守担当", "the maintainers of the harvester"),
        NoticeAudience.Central => new("全体の取りまとめ担当", "the central team"),
        _ => new("記録を登録している団体", "the body that keeps the records"),
    };

    /// <summary>Problems for which records of a body were refused, and that it can mend.</summary>
    /// <param name="body">As for <see cref="IsBroken"/>.</param>
    public static IReadOnlyList<ProblemCount> RefusedRecords(RunReport run, string? body = null) => (run.Refused, body) switch
    {
        ([], null) => [.. run.Problems.Where(problem => problem is { Severity: Severity.Error, Whose: Whose.Record })],
        var (bodies, _) => bodies.FirstOrDefault(one => one.Body == body)?.Problems ?? [],
    };

    /// <summary>Bodies of which records were refused, beside whoever runs the source.</summary>
    public static IEnumerable<string> BodiesOf(RunReport run) => run.Refused.Select(static refused => refused.Body).OfType<string>();

    /// <summary>
    /// A refused record is asked for again by every run, so each whole report has all of them. A failed run saw none; where a listing looks wrong as a whole, its
    /// records are no sign of anything; one that broke off may show refused records, but not that there are none.
    /// </summary>
    private static bool? AreRecordsRefused(RunReport run, string? body) => (run.Status, RefusedRecords(run, body).Count > 0) switch
    {
        (RunStatus.Succeeded, var any) => any,
        (RunStatus.Partial, true) => true,
        _ => null,
    };
}

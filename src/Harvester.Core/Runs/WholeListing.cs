using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>
/// When a source that can tell its changes is read whole all the same, and what a run leaves for the next one to begin with. Changes say
/// nothing of what is gone: only whole listings withdraw. Pure.
/// </summary>
internal static class WholeListing
{
    // A day less some hours than a week: the run of the same hour a week later is due although it began a little earlier.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7) - TimeSpan.FromHours(6);

    /// <summary>
    /// Never read whole, or not of this part; a week ago; the last whole listing left something missing or held, so that
    /// its second look comes with the next run and not next week; or too many records are to be tried again to ask for each.
    /// </summary>
    public static bool IsDue(SourceState? state, Source source, DateTimeOffset now) =>
        state is not { LastFull: { } last, NewestChange: not null }
        || state.Part != source.Part
        || now - last >= Longest
        || state.TryAgain.Count > Reading.MostToTryAgain;

    /// <summary>
    /// What the run lends to the connector. A dry run and a replay are lent nothing to begin at or to compare answers with: what they saw must not make
    /// the next real run believe that nothing changed, nor the other way round.
    /// </summary>
    public static Reading Lend(SourceState? state, Source source, RunOptions options, IAnswerStore answers, DateTimeOffset now)
    {
        var full = options.Full || options.DryRun || options.Replay;
        var whole = full || IsDue(state, source, now);
        return new Reading
        {
            Full = full,
            ChangedSince = whole ? null : state!.NewestChange,
            TryAgain = whole ? [] : state!.TryAgain,
            Answers = options.DryRun || options.Replay ? null : answers,
            Now = now,
            FoundBefore = state?.Found ?? new Dictionary<string, long>(),
        };
    }

    /// <summary>The memory after a run. A listing that was not read to its end moves nothing on: the next run begins where this one did.</summary>
    public static SourceState After(SourceState state, RunReport report, Reading reading, Source source)
    {
        var complete = report.Listing.Complete && report.Status is RunStatus.Succeeded or RunStatus.Suspicious or RunStatus.Partial;
        if (!complete)
            return state with { TryAgain = Bounded(reading.NotTaken.Union(state.TryAgain, StringComparer.Ordinal)) };
        if (reading.ChangesOnly)
        {
            return state with
            {
                NewestChange = reading.NewestChange > state.NewestChange ? reading.NewestChange : state.NewestChange,
                TryAgain = Bounded(reading.NotTaken),
            };
        }

        return state with
        {
            LastFull = report is { Status: RunStatus.Succeeded, Missing: 0 } ? report.StartedAt : null,
            // Another part is known once it was read without a doubt, or once what it lacks waits for a person: until then what is lacking is the file's doing.
            Part = report.Status is RunStatus.Succeeded || report.Held > 0 ? source.Part : state.Part,
            NewestChange = reading.NewestChange,
            TryAgain = Bounded(reading.NotTaken),
            Found = report.Status is RunStatus.Succeeded ? reading.Found : state.Found,
        };
    }

    private static IReadOnlyList<string> Bounded(IEnumerable<string> ids) => [.. ids.Take(Reading.MostToTryAgain + 1)];
}

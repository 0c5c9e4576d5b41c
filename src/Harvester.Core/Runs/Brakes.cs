using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>
/// Judges whether a listing may be believed when it lacks something. An incomplete listing is partial; an empty or implausible one, or one
/// that lacks too much of the source or of any one publisher in it, is suspicious. Neither withdraws anything.
/// </summary>
internal static class Brakes
{
    public static bool IsComplete(RunTally tally) =>
        tally.Reading is { ReachedEnd: true, Doubts.Count: 0 } reading
        && (reading.Announced is not { } announced || tally.Unique + reading.Unreadable + reading.Excluded + reading.Doubles >= announced);

    /// <summary>By the listing alone: complete, neither empty nor of an unexpected size.</summary>
    public static Verdict JudgeListing(Source source, RunTally tally)
    {
        var reading = tally.Reading;
        if (!IsComplete(tally))
        {
            return new Verdict(RunStatus.Partial, reading.Doubts.Count > 0
                ? $"incomplete listing: {string.Join("; ", reading.Doubts.Take(3))}"
                : reading.ReachedEnd
                    ? $"incomplete listing: the source announces {reading.Announced} records, {tally.Gathered} came, {tally.Unique} of them different"
                    : "incomplete listing: its end was not reached");
        }

        if (tally.IsWhole && tally.Unique == 0 && reading.Unreadable == 0)
            return new Verdict(RunStatus.Suspicious, $"the listing is empty; nothing was withdrawn: {Decide(tally)}", HoldsAbsent: true);
        // Rather our mapping or the source's format is broken than every second record.
        var refused = tally.Rejected + reading.Unreadable;
        if (refused > tally.Taken && (tally.IsWhole || refused > Expectations.SmallCount))
            return new Verdict(RunStatus.Suspicious, $"{refused} of {refused + tally.Taken} records could not be taken; nothing was withdrawn");
        if (!tally.IsWhole)
            return Verdict.Succeeded;
        if (source.Expect.MinDatasets is { } least && tally.Taken < least)
            return new Verdict(RunStatus.Suspicious, $"{tally.Taken} datasets, but the connector file expects at least {least}; nothing was withdrawn: {Decide(tally)}", HoldsAbsent: true);
        if (source.Expect.MaxDatasets is { } most && tally.Taken > most)
            return new Verdict(RunStatus.Suspicious, $"{tally.Taken} datasets, but the connector file expects at most {most}; nothing was withdrawn: {Decide(tally)}", HoldsAbsent: true);
        return Verdict.Succeeded;
    }

    /// <summary>By what the listing lacks of what was stored before it.</summary>
    public static async Task<Verdict> JudgeAbsentAsync(Source source, RunTally tally, ICatalogueWriter catalogue, CancellationToken cancellationToken)
    {
        // Each record taken is an active dataset of its own: where there are no more, none is lacking, and nobody has to look through them all.
        if (await catalogue.CountActiveAsync(source.Id, cancellationToken) == tally.ActiveNow)
            return Verdict.Succeeded with { NothingAbsent = true };
        return await JudgeAbsentAsync(source, tally, catalogue.ActiveAsync(source.Id, cancellationToken));
    }

    private static async Task<Verdict> JudgeAbsentAsync(Source source, RunTally tally, IAsyncEnumerable<KnownRecord> active)
    {
        var publishers = new Dictionary<string, (long Before, long Absent)>(StringComparer.Ordinal);
        long waiting = 0;
        await foreach (var record in active)
        {
            if (record.FirstSeen >= tally.StartedAt || tally.HasRestored(record.RecordId))
                continue; // came with this run
            if (record.HeldBy is not null && !tally.HasSeen(record.RecordId))
                waiting++;
            var (before, absent) = publishers.GetValueOrDefault(record.PublisherKey);
            publishers[record.PublisherKey] = (before + 1, absent + (tally.HasSeen(record.RecordId) ? 0 : 1));
        }

        var all = (Before: publishers.Values.Sum(p => p.Before), Absent: publishers.Values.Sum(p => p.Absent));
        if (all.Absent == 0)
            return Verdict.Succeeded with { NothingAbsent = true };
        if (tally.Reading.Unreadable > 0)
        {
            return new Verdict(RunStatus.Partial,
                $"{all.Absent} stored datasets are lacking and {tally.Reading.Unreadable} entries could not be read: they may be the same; nothing was withdrawn");
        }

        // A hold does not dissolve in what the source adds meanwhile: it waits for a person, or for the records to come back.
        if (waiting > 0)
            return Held($"{all.Absent} of {all.Before} datasets are lacking, {waiting} of them since an earlier suspicious run");
        if (tally.ReadsAnotherPart)
            return Held($"{all.Absent} of {all.Before} datasets are lacking since the connector file reads another part of the source");
        if (tally.Reading.Vanished is [var key, ..])
            return Held($"{all.Absent} of {all.Before} datasets are lacking, and {key} finds nothing, which found {tally.Reading.FoundBefore[key]} in the last run that succeeded");
        if (TooMuch(all, source))
            return Dropped($"{all.Absent} of {all.Before} datasets are lacking");
        foreach (var (publisher, count) in publishers.OrderByDescending(p => p.Value.Absent))
        {
            if (count.Absent == count.Before)
                return Dropped($"all {count.Before} datasets of publisher {publisher} are lacking");
            if (TooMuch(count, source))
                return Dropped($"{count.Absent} of {count.Before} datasets of publisher {publisher} are lacking");
        }

        return Verdict.Succeeded;

        Verdict Dropped(string what) => Held($"{what} (allowed: {source.Expect.MaxDrop:P0} of more than {Expectations.SmallCount})");
        Verdict Held(string what) => new(RunStatus.Suspicious, $"{what}; nothing was withdrawn: {Decide(tally)}", HoldsAbsent: true);
    }

    private static string Decide(RunTally tally) => tally.IsDry
        ? "a run that is stored would wait for a person's word"
        : $"look, then `approve {tally.RunId}` or `reject {tally.RunId}`";

    private static bool TooMuch((long Before, long Absent) count, Source source) =>
        count.Before > Expectations.SmallCount && count.Absent > count.Before * source.Expect.MaxDrop;
}

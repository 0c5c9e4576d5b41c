using System.Globalization;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>Counts of one run while it goes, and what was seen. Not thread-safe, but for <see cref="Reading"/>, which the connector writes.</summary>
internal sealed class RunTally
{
    private readonly Source source;
    private readonly TimeProvider clock;
    private readonly ProblemLog problems = new();
    private readonly RefusedLog refused = new();
    private readonly UnmappedLog unmapped = new();
    private readonly Dictionary<UInt128, long> seen = [];
    private readonly Dictionary<UInt128, long> folded = [];
    private readonly HashSet<UInt128> cameBack = [];
    private readonly long startedTicks;
    private long added, updated, unchanged, restored, rejected, missing, withdrawn, held, remapped, remappedNow, examined, stored;

    /// <param name="reading">What the run lends to the connector.</param>
    public RunTally(Source source, TimeProvider clock, Reading reading)
    {
        this.source = source;
        this.clock = clock;
        startedTicks = clock.GetTimestamp();
        // To the millisecond, which every store keeps: the start is compared with stored instants.
        StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        RunId = NewId(source.Id, StartedAt);
        Reading = reading;
    }

    public string RunId { get; }
    public DateTimeOffset StartedAt { get; }
    public Reading Reading { get; }

    /// <summary>Nothing of this run is stored: nobody can decide on it.</summary>
    public bool IsDry { get; init; }

    /// <summary>The connector file reads another part of the source than the last complete run did.</summary>
    public bool ReadsAnotherPart { get; init; }

    public long Gathered { get; private set; }
    public long Unique => seen.Count;

    /// <summary>False for a reading of changes only: it can say nothing about what it does not list.</summary>
    public bool IsWhole => !Reading.ChangesOnly;

    /// <summary>Ids sort by time within a source and say what they are: <c>minato-ckan.20261123T183000.123</c>.</summary>
    public static string NewId(string source, DateTimeOffset at) =>
        $"{source}.{at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'.'fff", CultureInfo.InvariantCulture)}";

    /// <summary>Records that were taken or stay as they are; not those that could not be mapped.</summary>
    public long Taken => added + updated + unchanged + restored + remappedNow;

    /// <summary>Of them, how many are active datasets of the store now.</summary>
    public long ActiveNow => IsDry ? Taken - added - restored : Taken;

    public long Rejected => rejected;

    /// <summary>True for a record that was withdrawn before this run: it was not among the active ones then.</summary>
    public bool HasRestored(string recordId) => cameBack.Count > 0 && cameBack.Contains(RecordHash.OfText(recordId));

    public bool HasSeen(string recordId) => seen.ContainsKey(RecordHash.OfText(recordId));

    /// <summary>Counts the records; of several with the same id the first is kept and the others are reported, with both positions.</summary>
    public IReadOnlyList<SourceRecord> Gather(IReadOnlyList<SourceRecord> records)
    {
        Gathered += records.Count;
        var first = new List<SourceRecord>(records.Count);
        foreach (var record in records)
        {
            var key = RecordHash.OfText(record.RecordId);
            if (seen.TryAdd(key, record.Position))
            {
                first.Add(record);
                LookForAlike(record, key);
                continue;
            }

            problems.Add(new RunProblem(record.RecordId, record.RecordUrl, record.Position, new Problem(
                "duplicate-identifier", Severity.Warning, Whose.Source, "identifier", record.RecordId,
                $"the source lists this identifier twice, at positions {seen[key]} and {record.Position}; the first was taken, the second was not")));
        }

        return first;
    }

    public void Count(IReadOnlyList<Decision> decisions)
    {
        foreach (var decision in decisions)
        {
            var (record, kind, _, found, _) = decision;
            // Of what was mapped anew before the listing came, only what is added or back has not been counted yet.
            unmapped.Add(decision.Unmapped, again: examined > 0 && kind is not (DecisionKind.Added or DecisionKind.Restored));
            switch (kind)
            {
                case DecisionKind.Added: added++; break;
                case DecisionKind.Updated: updated++; break;
                case DecisionKind.Remapped: remappedNow++; break;
                case DecisionKind.Restored:
                    restored++;
                    cameBack.Add(RecordHash.OfText(record.RecordId));
                    break;
                case DecisionKind.Rejected:
                    rejected++;
                    Reading.TryNextTime(record.RecordId);
                    break;
                default:
                    unchanged++;
                    if (kind is DecisionKind.Unchanged)
                        stored++; // as it was, and so not mapped
                    break;
            }

            foreach (var problem in found)
                Add(new RunProblem(record.RecordId, record.RecordUrl, record.Position, problem), decision.Dataset?.Publisher.Code ?? decision.RefusedOf);
        }
    }

    /// <summary>Counts what was mapped anew before the source was asked. What the mapping refuses is told when the source lists it.</summary>
    public void CountRemapped(IReadOnlyList<Decision> decisions)
    {
        remapped += decisions.Count(d => d.Kind is DecisionKind.Remapped);
        examined += decisions.Count;
        foreach (var decision in decisions)
            unmapped.Add(decision.Unmapped);
    }

    /// <summary>Counts what the listing lacks.</summary>
    public void Count(IReadOnlyList<(KnownRecord Record, CatalogueWrite Write)> absent)
    {
        foreach (var (_, write) in absent)
        {
            switch (write)
            {
                case CatalogueWrite.Hold: held++; missing++; break;
                case CatalogueWrite.Withdraw: withdrawn++; break;
                default: missing++; break;
            }
        }
    }

    public void Report(SourceException fault) =>
        Reading.Report(new Problem(fault.Code, Severity.Error, fault.Whose, null, fault.Url, fault.Message), recordUrl: fault.Url);

    /// <summary>Problems met since the last call, the connector's included, to be stored one by one.</summary>
    public IReadOnlyList<RunProblem> TakeProblems()
    {
        TakeFromReading();
        return problems.Take();
    }

    public RunReport Report(Verdict verdict)
    {
        TakeFromReading();
        var ended = verdict.Status is not RunStatus.Running;
        var complete = ended && Brakes.IsComplete(this);
        return new RunReport
        {
            Id = RunId,
            Source = source.Id,
            Status = verdict.Status,
            StartedAt = StartedAt,
            FinishedAt = ended ? clock.GetUtcNow() : null,
            Gathered = Gathered,
            Added = added,
            Updated = updated,
            Unchanged = unchanged,
            Remapped = remapped + remappedNow,
            Restored = restored,
            Missing = missing,
            Withdrawn = withdrawn,
            Rejected = rejected,
            Held = held,
            Problems = problems.Counts(),
            Refused = refused.Counts(),
            Unmapped = unmapped.Counts(),
            MappedAll = complete && IsWhole && stored <= examined,
            Listing = new Listing
            {
                Announced = Reading.Announced,
                Received = Gathered,
                Unique = Unique,
                Unreadable = Reading.Unreadable,
                Pages = Reading.Pages,
                NotModified = Reading.NotModified,
                Complete = complete,
                Incremental = Reading.ChangesOnly,
            },
            Requests = Reading.Requests,
            Bytes = Reading.Bytes,
            Seconds = Math.Round(clock.GetElapsedTime(startedTicks).TotalSeconds, 3),
            Error = verdict.Why,
        };
    }

    private void TakeFromReading()
    {
        foreach (var problem in Reading.TakeProblems())
            Add(problem, body: null);
    }

    private void Add(RunProblem problem, string? body)
    {
        problems.Add(problem);
        if (source.Shared)
            refused.Add(body == source.PublisherCode ? null : body, problem);
    }

    /// <summary>
    /// Ids are compared exactly (see <see cref="SourceRecord.RecordId"/>): those that differ by case, width or normal form alone are two records, and told. Most
    /// ids are in their folded form already and need no second place in memory.
    /// </summary>
    private void LookForAlike(SourceRecord record, UInt128 exact)
    {
        var fold = Text.Comparable(record.RecordId);
        var isFolded = fold == record.RecordId;
        var key = isFolded ? exact : RecordHash.OfText(fold);
        if (folded.TryGetValue(key, out var other) || (!isFolded && seen.TryGetValue(key, out other)))
        {
            problems.Add(new RunProblem(record.RecordId, record.RecordUrl, record.Position, new Problem(
                "similar-identifiers", Severity.Warning, Whose.Source, "identifier", record.RecordId,
                $"the identifiers at positions {other} and {record.Position} differ only by case, width, white space or Unicode normal form; they were taken as two records")));
        }

        if (!isFolded)
            folded.TryAdd(key, record.Position);
    }
}

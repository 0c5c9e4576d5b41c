using System.Runtime.ExceptionServices;
using Harvester.Core.Mapping;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>Compares what came with what is stored and decides what to write. Pure.</summary>
internal static class Reconciliation
{
    /// <param name="processors">At most so many map at once.</param>
    public static IReadOnlyList<Decision> Decide(
        IReadOnlyList<SourceRecord> records, IReadOnlyDictionary<string, KnownRecord> known, IMapper mapper, Source source, DateTimeOffset now, int processors)
    {
        var mappingVersion = mapper.VersionFor(source);
        return Each(records.Count, processors, i => Decide(records[i], known.GetValueOrDefault(records[i].RecordId), mappingVersion, mapper, source, now));
    }

    /// <summary>What the present mapping makes of stored payloads. A record that it refuses stays as it is.</summary>
    public static IReadOnlyList<Decision> Remap(IReadOnlyList<(KnownRecord Known, RawPayload Raw)> stored, IMapper mapper, Source source, DateTimeOffset now) =>
        Each(stored.Count, Environment.ProcessorCount, i => Remap(stored[i].Known, stored[i].Raw, mapper, source, now));

    /// <summary>Mapping is most of a first harvest's work, and pure: each record on whichever processor is free.</summary>
    private static Decision[] Each(int count, int processors, Func<int, Decision> decide)
    {
        var decisions = new Decision[count];
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = processors }, i => decisions[i] = decide(i));
        }
        catch (AggregateException several) when (several.InnerException is { } first)
        {
            ExceptionDispatchInfo.Throw(first); // as a loop would have thrown it
        }

        return decisions;
    }

    private static Decision Decide(
        SourceRecord record, KnownRecord? known, string mappingVersion, IMapper mapper, Source source, DateTimeOffset now)
    {
        var active = known is { State: DatasetState.Active };
        if (active && known!.RawHash == record.RawHash && known.MappingVersion == mappingVersion)
            return new Decision(record, DecisionKind.Unchanged, null, [], Again(known));

        var result = record.Payload.Length <= SourceRecord.LargestPayload ? mapper.Map(record, source) : TooLarge(record);
        return Decide(record, known, active, result, now) with { Unmapped = result.Unmapped, RefusedOf = result.RefusedOf };
    }

    private static Decision Decide(SourceRecord record, KnownRecord? known, bool active, MappingResult result, DateTimeOffset now)
    {
        var (mapped, problems) = result;
        if (mapped is null)
            return new Decision(record, DecisionKind.Rejected, null, [.. problems, .. Kept(known)], known is null ? null : Again(known));

        var raw = new RawPayload(record.Kind, record.RecordId, record.RecordUrl, record.RawHash, record.Payload);
        if (known is null)
            return new Decision(record, DecisionKind.Added, mapped, problems, new CatalogueWrite.Put(ChangeKind.Added, Dated(mapped, now), raw));

        // The id is frozen at first sight: a moved record keeps it although its record id would make another.
        var kept = mapped with { Id = known.Id, PreviousIds = known.PreviousIds };
        if (!active)
            return new Decision(record, DecisionKind.Restored, kept, problems, new CatalogueWrite.Put(ChangeKind.Restored, Dated(kept, now, known), raw));
        if (mapped.Provenance.ContentHash != known.ContentHash)
        {
            var isOurs = known.RawHash == record.RawHash;
            var put = new CatalogueWrite.Put(ChangeKind.Updated, Dated(kept, now, known), raw) { Reason = isOurs ? ChangeReason.Mapping : null };
            return new Decision(record, isOurs ? DecisionKind.Remapped : DecisionKind.Updated, kept, problems, put);
        }

        return new Decision(record, DecisionKind.Refreshed, kept, problems, new CatalogueWrite.Refresh(Same(kept, known, null), raw));
    }

    private static Decision Remap(KnownRecord known, RawPayload stored, IMapper mapper, Source source, DateTimeOffset now)
    {
        var record = new SourceRecord
        {
            Source = source.Id,
            RecordId = stored.RecordId,
            RecordUrl = stored.RecordUrl,
            Position = 0, // it stands in no listing now
            Kind = stored.Kind,
            Payload = stored.Json,
            RawHash = stored.RawHash,
        };
        var result = mapper.Map(record, source);
        return Remap(record, known, result, now) with { Unmapped = result.Unmapped };
    }

    private static Decision Remap(SourceRecord record, KnownRecord known, MappingResult result, DateTimeOffset now)
    {
        var (mapped, problems) = result;
        if (mapped is null)
            return new Decision(record, DecisionKind.Rejected, null, [.. problems, .. Kept(known)], null);
        var kept = mapped with { Id = known.Id, PreviousIds = known.PreviousIds };
        return mapped.Provenance.ContentHash == known.ContentHash
            ? new Decision(record, DecisionKind.Refreshed, kept, problems, new CatalogueWrite.Remap(Same(kept, known, known.MissingSince)))
            : new Decision(record, DecisionKind.Remapped, kept, problems, new CatalogueWrite.Remap(Dated(kept, now, known, known.MissingSince)));
    }

    private static MappingResult TooLarge(SourceRecord record) => new(null,
    [
        new Problem("record-too-large", Severity.Error, Whose.Record, null, null,
            $"the record has {record.Payload.Length} bytes, and a store holds documents of at most {SourceRecord.LargestPayload}; it was refused"),
    ]);

    // A record that is as it was costs a write only if it was thought to be gone.
    private static CatalogueWrite.Seen? Again(KnownRecord known) =>
        known is { State: DatasetState.Active } and ({ MissingSince: not null } or { HeldBy: not null }) ? new CatalogueWrite.Seen(known.Id) : null;

    private static Dataset Dated(Dataset dataset, DateTimeOffset now, KnownRecord? known = null, DateTimeOffset? missingSince = null) => dataset with
    {
        State = DatasetState.Active,
        Version = (known?.Version ?? 0) + 1,
        Provenance = dataset.Provenance with { FirstSeen = known?.FirstSeen ?? now, LastChanged = now, MissingSince = missingSince },
    };

    private static Dataset Same(Dataset dataset, KnownRecord known, DateTimeOffset? missingSince) => dataset with
    {
        Version = known.Version,
        Provenance = dataset.Provenance with { FirstSeen = known.FirstSeen, LastChanged = known.LastChanged, MissingSince = missingSince },
    };

    private static IEnumerable<Problem> Kept(KnownRecord? known) => known is not { State: DatasetState.Active } ? [] :
    [
        new Problem("old-version-kept", Severity.Warning, Whose.Record, null, null,
            $"the record cannot be taken as it is now; version {known.Version} of {known.LastChanged:yyyy-MM-dd} is still shown"),
    ];
}

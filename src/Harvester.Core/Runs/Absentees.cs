using System.Runtime.CompilerServices;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>Stored datasets that a listing lacks.</summary>
internal static class Absentees
{
    public static async IAsyncEnumerable<KnownRecord> Of(
        RunTally tally, IAsyncEnumerable<KnownRecord> active, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var record in active.WithCancellation(cancellationToken))
        {
            if (!tally.HasSeen(record.RecordId))
                yield return record;
        }
    }

    /// <summary>Missed at first, withdrawn when a second complete run in a row lacks it, held when the run is suspicious.</summary>
    public static IReadOnlyList<(KnownRecord Record, CatalogueWrite Write)> Decide(IReadOnlyList<KnownRecord> absent, Verdict verdict, DateTimeOffset now) =>
    [
        .. absent.Select(record => (record, verdict.HoldsAbsent ? new CatalogueWrite.Hold(record.Id)
            : record.MissingSince is null ? new CatalogueWrite.Miss(record.Id, now)
            : (CatalogueWrite)new CatalogueWrite.Withdraw(record.Id))),
    ];
}

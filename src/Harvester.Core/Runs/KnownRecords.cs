using System.Collections.Frozen;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>
/// What is stored of a source's records. Where nothing was stored when the run began, nothing is asked batch by batch: only the holder of the source's lease
/// adds to it, and a run takes each record once (<see cref="RunTally.Gather"/>).
/// </summary>
internal sealed class KnownRecords
{
    private readonly Source source;
    private readonly ICatalogueWriter catalogue;
    private readonly bool areThereAny;

    private KnownRecords(Source source, ICatalogueWriter catalogue, bool areThereAny) => (this.source, this.catalogue, this.areThereAny) = (source, catalogue, areThereAny);

    public static async Task<KnownRecords> OfAsync(Source source, ICatalogueWriter catalogue, CancellationToken cancellationToken) =>
        new(source, catalogue, await catalogue.HasAnyAsync(source.Id, cancellationToken));

    /// <summary>Of these records, by record id; a new record is absent from the answer.</summary>
    public async Task<IReadOnlyDictionary<string, KnownRecord>> AmongAsync(IReadOnlyList<SourceRecord> records, CancellationToken cancellationToken) =>
        areThereAny ? await catalogue.KnownAsync(source.Id, [.. records.Select(r => r.RecordId)], cancellationToken) : FrozenDictionary<string, KnownRecord>.Empty;
}

using Harvester.Core.Mapping;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>Reads the real catalogue and writes nothing: for previews. Maps every record, the unchanged ones too, so that a person can look at them.</summary>
internal sealed class DryRun(ICatalogueWriter catalogue, IMapper mapper) : ICatalogueWriter, IRunStore, IMapper
{
    public int BatchSize => catalogue.BatchSize;

    // No stored record has this version, so none is passed over; nothing is stored, so none ever will.
    public string VersionFor(Source source) => "preview";

    public MappingResult Map(SourceRecord record, Source source) => mapper.Map(record, source);

    public Task<bool> HasAnyAsync(string source, CancellationToken cancellationToken) => catalogue.HasAnyAsync(source, cancellationToken);

    public Task<IReadOnlyDictionary<string, KnownRecord>> KnownAsync(string source, IReadOnlyCollection<string> recordIds, CancellationToken cancellationToken) =>
        catalogue.KnownAsync(source, recordIds, cancellationToken);

    public Task<IReadOnlySet<string>> TakenAsync(IReadOnlyCollection<string> datasetIds, CancellationToken cancellationToken) =>
        catalogue.TakenAsync(datasetIds, cancellationToken);

    public Task<IReadOnlyDictionary<string, (string Source, string RecordId)>> ActiveAsync(IReadOnlyCollection<string> datasetIds, CancellationToken cancellationToken) =>
        catalogue.ActiveAsync(datasetIds, cancellationToken);

    public Task<long> CountActiveAsync(string source, CancellationToken cancellationToken) => catalogue.CountActiveAsync(source, cancellationToken);

    public IAsyncEnumerable<KnownRecord> ActiveAsync(string source, CancellationToken cancellationToken) =>
        catalogue.ActiveAsync(source, cancellationToken);

    // Every record is mapped by a dry run as it comes.
    public IAsyncEnumerable<(KnownRecord Known, RawPayload Raw)> MappedOtherwiseAsync(string source, string mappingVersion, CancellationToken cancellationToken) =>
        AsyncEnumerable.Empty<(KnownRecord, RawPayload)>();

    public Task<IReadOnlyList<Takedown>> TakedownsAsync(string source, CancellationToken cancellationToken) => catalogue.TakedownsAsync(source, cancellationToken);

    public PreparedBatch Prepare(CatalogueBatch batch) => new(batch);

    /// <summary>Writes nothing; ids that are taken are found as a store finds them, so that a preview shows those that a run would give.</summary>
    public async Task ApplyAsync(Lease lease, PreparedBatch batch, CancellationToken cancellationToken)
    {
        var added = batch.Batch.Writes.OfType<CatalogueWrite.Put>().Where(put => put.Kind is ChangeKind.Added).ToList();
        if (added.Count == 0)
            return;
        var taken = (await catalogue.TakenAsync([.. added.Select(put => put.DatasetId)], cancellationToken)).ToHashSet(StringComparer.Ordinal);
        if (added.Find(put => !taken.Add(put.DatasetId)) is { } put)
            throw new IdTakenException(put.DatasetId, put.Dataset.Provenance.RecordId);
    }

    public Task SaveAsync(RunReport report, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task AddProblemsAsync(string run, string source, IReadOnlyCollection<RunProblem> problems, CancellationToken cancellationToken) => Task.CompletedTask;

    // A run only writes its report; nobody reads reports through a dry run.
    public Task<RunReport?> GetAsync(string id, CancellationToken cancellationToken) => throw NotRead();

    public Task<IReadOnlyList<RunReport>> ListAsync(string? source, int limit, string? before, CancellationToken cancellationToken) => throw NotRead();

    public Task<IReadOnlyDictionary<string, RunReport>> LatestAsync(CancellationToken cancellationToken) => throw NotRead();

    public Task<IReadOnlyList<RunProblem>> ProblemsAsync(string run, int skip, int limit, CancellationToken cancellationToken) => throw NotRead();

    public Task<IReadOnlyList<(string Source, string Run, RunProblem Problem)>> FindProblemsAsync(string text, int limit, CancellationToken cancellationToken) => throw NotRead();

    private static InvalidOperationException NotRead() => new("a dry run keeps no reports");
}

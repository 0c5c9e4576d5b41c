using System.Runtime.CompilerServices;
using Harvester.Core.Ports;
using Microsoft.Data.Sqlite;

namespace Harvester.Storage.Sqlite;

/// <summary>Writes datasets, payloads, versions and the change log, one transaction per batch.</summary>
internal sealed class SqliteCatalogue(SqliteDatabase database) : ICatalogueWriter
{
    private const string ActiveSql = $"SELECT {DatasetRow.Known} FROM datasets d WHERE d.source = ?1 AND d.state = 'active' ORDER BY d.record_id";

    private const string MappedOtherwiseSql = $"""
        SELECT {DatasetRow.Known}, {DatasetRow.Raw}, d.key FROM datasets d JOIN payloads p ON p.key = d.key
        WHERE d.source = ?1 AND d.state = 'active' AND d.mapping_version <> ?2 AND d.key > ?3 ORDER BY d.key LIMIT ?4
        """;

    private const int PageSize = 500;

    /// <summary>Measured on 100,000 records: 500 took a tenth longer, and twice the pauses of the collector; 60 gained nothing more.</summary>
    public int BatchSize => 125;

    public Task<bool> HasAnyAsync(string source, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.One("SELECT EXISTS (SELECT 1 FROM datasets WHERE source = ?1)", static row => row.GetBoolean(0), source), cancellationToken);

    public Task<IReadOnlyDictionary<string, KnownRecord>> KnownAsync(
        string source, IReadOnlyCollection<string> recordIds, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<string, KnownRecord>>(
            session => SqliteLookup.Known(session, source, recordIds).ToDictionary(record => record.RecordId, StringComparer.Ordinal), cancellationToken);

    public Task<IReadOnlySet<string>> TakenAsync(IReadOnlyCollection<string> datasetIds, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlySet<string>>(session => SqliteLookup.Taken(session, datasetIds).ToHashSet(StringComparer.Ordinal), cancellationToken);

    public Task<IReadOnlyDictionary<string, (string Source, string RecordId)>> ActiveAsync(IReadOnlyCollection<string> datasetIds, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<string, (string Source, string RecordId)>>(
            session => SqliteLookup.Active(session, datasetIds).ToDictionary(found => found.Id, found => (found.Source, found.RecordId), StringComparer.Ordinal), cancellationToken);

    public Task<long> CountActiveAsync(string source, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.One("SELECT COUNT(*) FROM datasets WHERE source = ?1 AND state = 'active'", static row => row.GetInt64(0), source), cancellationToken);

    public IAsyncEnumerable<KnownRecord> ActiveAsync(string source, CancellationToken cancellationToken) =>
        database.StreamAsync(ActiveSql, [source], DatasetRow.ReadKnown, cancellationToken);

    // By pages and not by one statement: a reader that stays open keeps the write-ahead log from being taken in, and everything may be mapped anew.
    public async IAsyncEnumerable<(KnownRecord Known, RawPayload Raw)> MappedOtherwiseAsync(
        string source, string mappingVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var last = 0L; ;)
        {
            var after = last;
            var page = await database.ReadAsync(session => session.All(MappedOtherwiseSql, ReadWithPayload, source, mappingVersion, after, PageSize), cancellationToken);
            foreach (var (key, known, raw) in page)
            {
                last = key;
                yield return (known, raw);
            }

            if (page.Count < PageSize)
                yield break;
        }
    }

    public Task<IReadOnlyList<Takedown>> TakedownsAsync(string source, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Takedown>>(
        session => session.All($"SELECT {SqliteTakedownStore.Columns} FROM takedowns WHERE source = ?1", SqliteTakedownStore.Read, source), cancellationToken);

    public PreparedBatch Prepare(CatalogueBatch batch) => new PreparedWrites(batch);

    public async Task ApplyAsync(Lease lease, PreparedBatch batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        batch.BeginApplying();
        var prepared = (PreparedWrites)batch;
        await database.WriteAsync(
            session =>
            {
                new SqliteBatch(session, lease, batch.Batch).Apply(prepared.Writes, cancellationToken);
                return 0;
            },
            cancellationToken);
    }

    private static (long Key, KnownRecord Known, RawPayload Raw) ReadWithPayload(SqliteDataReader row) =>
        (row.GetInt64(DatasetRow.KnownWidth + DatasetRow.RawWidth), DatasetRow.ReadKnown(row), DatasetRow.ReadRaw(row, DatasetRow.KnownWidth));
}

using Harvester.Core.Ports;

namespace Harvester.Storage.Sqlite;

/// <summary>Writes datasets, payloads, versions and the change log, one transaction per batch.</summary>
internal sealed class SqliteCatalogue(SqliteDatabase database) : ICatalogueWriter
{
    private const string KnownSql = $"SELECT {DatasetRow.Known} FROM datasets d WHERE d.source = ?1 AND d.record_id = ?2";
    private const string TakenSql = "SELECT 1 FROM datasets WHERE id = ?1 UNION ALL SELECT 1 FROM previous_ids WHERE id = ?1";
    private const string ActiveSql = $"SELECT {DatasetRow.Known} FROM datasets d WHERE d.source = ?1 AND d.state = 'active' ORDER BY d.record_id";

    public Task<IReadOnlyDictionary<string, KnownRecord>> KnownAsync(
        string source, IReadOnlyCollection<string> recordIds, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<string, KnownRecord>>(
            session =>
            {
                var known = new Dictionary<string, KnownRecord>(recordIds.Count, StringComparer.Ordinal);
                foreach (var recordId in recordIds)
                {
                    if (session.One(KnownSql, DatasetRow.ReadKnown, source, recordId) is { } record)
                        known[recordId] = record;
                }

                return known;
            },
            cancellationToken);

    public Task<IReadOnlySet<string>> TakenAsync(IReadOnlyCollection<string> datasetIds, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlySet<string>>(
            session => datasetIds.Where(id => session.One(TakenSql, static _ => true, id)).ToHashSet(StringComparer.Ordinal), cancellationToken);

    public IAsyncEnumerable<KnownRecord> ActiveAsync(string source, CancellationToken cancellationToken) =>
        database.StreamAsync(ActiveSql, [source], DatasetRow.ReadKnown, cancellationToken);

    public async Task ApplyAsync(Lease lease, CatalogueBatch batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // Serialising and compressing take most of the time and need no lock: the store's own numbers stand in columns.
        var writes = batch.Writes.Select(PreparedWrite.Of).ToArray();
        await database.WriteAsync(
            session =>
            {
                new SqliteBatch(session, lease, batch).Apply(writes, cancellationToken);
                return 0;
            },
            cancellationToken);
    }
}

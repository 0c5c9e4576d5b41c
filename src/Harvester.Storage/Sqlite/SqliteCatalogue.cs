using Harvester.Core.Ports;

namespace Harvester.Storage.Sqlite;

/// <summary>Writes datasets, payloads, versions and the change log, one transaction per batch.</summary>
internal sealed class SqliteCatalogue(SqliteDatabase database) : ICatalogueWriter
{
    private const string ActiveSql = $"SELECT {DatasetRow.Known} FROM datasets d WHERE d.source = ?1 AND d.state = 'active' ORDER BY d.record_id";

    public Task<IReadOnlyDictionary<string, KnownRecord>> KnownAsync(
        string source, IReadOnlyCollection<string> recordIds, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<string, KnownRecord>>(
            session => SqliteLookup.Known(session, source, recordIds).ToDictionary(record => record.RecordId, StringComparer.Ordinal), cancellationToken);

    public Task<IReadOnlySet<string>> TakenAsync(IReadOnlyCollection<string> datasetIds, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlySet<string>>(session => SqliteLookup.Taken(session, datasetIds).ToHashSet(StringComparer.Ordinal), cancellationToken);

    public Task<IReadOnlyDictionary<string, (string Source, string RecordId)>> ActiveAsync(IReadOnlyCollection<string> datasetIds, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<string, (string Source, string RecordId)>>(
            session => SqliteLookup.Active(session, datasetIds).ToDictionary(found => found.Id, found => (found.Source, found.RecordId), StringComparer.Ordinal), cancellationToken);

    public IAsyncEnumerable<KnownRecord> ActiveAsync(string source, CancellationToken cancellationToken) =>
        database.StreamAsync(ActiveSql, [source], DatasetRow.ReadKnown, cancellationToken);

    public async Task ApplyAsync(Lease lease, CatalogueBatch batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // Serialising and compressing take most of the time and need no lock, nor each other: the store's own numbers stand in columns.
        var writes = new PreparedWrite[batch.Writes.Count];
        Parallel.For(0, writes.Length, i => writes[i] = PreparedWrite.Of(batch.Writes[i]));
        await database.WriteAsync(
            session =>
            {
                new SqliteBatch(session, lease, batch).Apply(writes, cancellationToken);
                return 0;
            },
            cancellationToken);
    }
}

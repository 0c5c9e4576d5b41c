using Harvester.Core.Ports;
using Microsoft.Data.Sqlite;

namespace Harvester.Storage.Sqlite;

/// <summary>Reads the change log, each entry with its version of the dataset, present or superseded.</summary>
internal sealed class SqliteChangeLog(SqliteDatabase database) : IChangeLog
{
    private const int Longest = 1000;

    private const string Read = """
        SELECT c.sequence, c.kind, c.id, c.at, c.run, coalesce(d.key, v.dataset), c.id, coalesce(d.previous_ids, v.previous_ids), coalesce(d.state, v.state), c.version, c.sequence,
            coalesce(d.first_seen, v.first_seen), coalesce(d.last_changed, v.last_changed), coalesce(d.missing_since, v.missing_since), o.document, v.document, a.document, c.reason
        FROM changes c
        LEFT JOIN datasets d ON d.key = c.dataset AND d.version = c.version
        LEFT JOIN documents o ON o.key = d.key
        LEFT JOIN versions v ON d.key IS NULL AND v.dataset = c.dataset AND v.version = c.version
        LEFT JOIN annotations a ON a.id = c.id
        WHERE c.sequence > ?1 ORDER BY c.sequence LIMIT ?2
        """;

    public Task<IReadOnlyList<Change>> ReadAsync(long since, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, Longest);
        return database.ReadAsync<IReadOnlyList<Change>>(session => session.All(Read, ReadChange, since, limit), cancellationToken);
    }

    public Task<IReadOnlyList<ChangeEntry>> EntriesAsync(long since, int limit, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<ChangeEntry>>(
        session => session.All(
            "SELECT sequence, kind, id, at, run FROM changes WHERE sequence > ?1 ORDER BY sequence LIMIT ?2",
            static row => new ChangeEntry(row.GetInt64(0), DatasetRow.Kind(row.GetString(1)), row.GetString(2), DatasetRow.Instant(row.GetInt64(3)), DatasetRow.Text(row, 4)), since, limit),
        cancellationToken);

    public Task<long> LastAsync(CancellationToken cancellationToken) => database.ReadAsync(SqliteSequence.Last, cancellationToken);

    public Task<long> CompactedToAsync(CancellationToken cancellationToken) => database.ReadAsync(SqlitePruning.CompactedTo, cancellationToken);

    public Task<PrunedChanges> PruneAsync(DateTimeOffset before, string? after, int datasets, CancellationToken cancellationToken) =>
        database.WriteAsync(session => SqlitePruning.Prune(session, before, after, datasets), cancellationToken);

    public Task<string> EpochAsync(CancellationToken cancellationToken) => database.ReadAsync(
        static session => session.One("SELECT value FROM meta WHERE key = 'epoch'", static row => row.GetString(0))
            ?? throw new FormatException("the store has no epoch"),
        cancellationToken);

    private static Change ReadChange(SqliteDataReader row) => new(
        row.GetInt64(0),
        DatasetRow.Kind(row.GetString(1)),
        row.GetString(2),
        DatasetRow.Instant(row.GetInt64(3)),
        DatasetRow.Text(row, 4),
        row.IsDBNull(5) ? null : DatasetRow.Read(row, 6),
        DatasetRow.Reason(DatasetRow.Text(row, 6 + DatasetRow.Width)));
}

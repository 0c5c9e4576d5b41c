using System.Text.Json;
using Harvester.Core.Ports;
using Microsoft.Data.Sqlite;

namespace Harvester.Storage.Sqlite;

/// <summary>One row for each takedown. Erasing is one transaction, which overwrites with zeros what it frees.</summary>
internal sealed class SqliteTakedownStore(SqliteDatabase database) : ITakedownStore
{
    public const string Columns = "id, previous_ids, source, record_ids, reason, at";

    public Task<Takedown> EraseAsync(Lease lease, string id, string reason, DateTimeOffset at, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            session.Script("PRAGMA secure_delete = ON");
            try
            {
                SqliteBatch.Fence(session, lease);
                return new SqliteErasure(session, lease, at).Erase(id, reason);
            }
            finally
            {
                session.Script("PRAGMA secure_delete = OFF");
            }
        },
        cancellationToken);

    // Pages that were freed before still hold what was written on them, and the write-ahead log holds old pages: both are written anew.
    public Task<bool> WipeAsync(CancellationToken cancellationToken) => database.OutsideTransactionAsync(
        static session =>
        {
            session.Script("VACUUM");
            return session.One("PRAGMA wal_checkpoint(TRUNCATE)", static row => row.GetInt64(0)) == 0;
        },
        cancellationToken);

    public Task SweepAsync(CancellationToken cancellationToken) => database.WriteAsync(
        static session => session.Execute("DELETE FROM link_history WHERE id IN (SELECT id FROM takedowns)") + session.Execute("DELETE FROM headers WHERE dataset IN (SELECT id FROM takedowns)"),
        cancellationToken);

    public Task<IReadOnlyList<Takedown>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Takedown>>(
        static session => session.All($"SELECT {Columns} FROM takedowns ORDER BY at DESC, id", Read), cancellationToken);

    public Task<Takedown?> FindAsync(string id, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.One($"SELECT {Columns} FROM takedowns WHERE id = ?1 OR ?1 IN (SELECT value FROM json_each(previous_ids)) ORDER BY at DESC LIMIT 1", Read, id), cancellationToken);

    public Task LiftAsync(Lease lease, Takedown takedown, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            SqliteBatch.Fence(session, lease);
            return session.Execute("DELETE FROM takedowns WHERE id = ?1 AND source = ?2", takedown.Id, lease.Source);
        },
        cancellationToken);

    public static int Add(SqliteSession session, Takedown takedown) => session.Execute(
        $"INSERT OR REPLACE INTO takedowns ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        takedown.Id, JsonSerializer.Serialize(takedown.PreviousIds), takedown.Source, JsonSerializer.Serialize(takedown.RecordIds), takedown.Reason, DatasetRow.Milliseconds(takedown.At));

    public static Takedown Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        PreviousIds = DatasetRow.Ids(row.GetString(1)),
        Source = row.GetString(2),
        RecordIds = DatasetRow.Ids(row.GetString(3)),
        Reason = row.GetString(4),
        At = DatasetRow.Instant(row.GetInt64(5)),
    };
}

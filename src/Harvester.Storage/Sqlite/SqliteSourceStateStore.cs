using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Microsoft.Data.Sqlite;

namespace Harvester.Storage.Sqlite;

/// <summary>Source states and leases. A lease is judged by the caller's clock alone; its token only ever grows, so that a wrong clock costs a run, not data.</summary>
internal sealed class SqliteSourceStateStore(SqliteDatabase database) : ISourceStateStore
{
    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public const string Columns =
        "source, next_due, schedule, last_run, last_finished, last_success, failures, lease_owner, lease_until,"
        + " back_off, last_full, newest_change, try_again, part, found, unmapped";

    private const string Select = $"SELECT {Columns} FROM sources ";

    public Task<SourceState?> GetAsync(string source, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.One(Select + "WHERE source = ?1", Read, source), cancellationToken);

    public Task<IReadOnlyList<SourceState>> ListAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<SourceState>>(session => session.All(Select + "ORDER BY source", Read), cancellationToken);

    public Task SaveAsync(SourceState state, CancellationToken cancellationToken) => database.WriteAsync(session => Save(session, state), cancellationToken);

    public static int Save(SqliteSession session, SourceState state) => session.Execute(
        """
        INSERT INTO sources (source, next_due, schedule, last_run, last_finished, last_success, failures, back_off, last_full,
            newest_change, try_again, part, found, unmapped) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
        ON CONFLICT (source) DO UPDATE SET next_due = excluded.next_due, schedule = excluded.schedule, last_run = excluded.last_run,
            last_finished = excluded.last_finished, last_success = excluded.last_success, failures = excluded.failures, back_off = excluded.back_off,
            last_full = excluded.last_full, newest_change = excluded.newest_change, try_again = excluded.try_again, part = excluded.part, found = excluded.found,
            unmapped = excluded.unmapped
        """,
        state.Source, DatasetRow.Milliseconds(state.NextDue), state.Schedule, state.LastRun, DatasetRow.Milliseconds(state.LastFinished),
        DatasetRow.Milliseconds(state.LastSuccess), state.Failures, state.BackOff, DatasetRow.Milliseconds(state.LastFull),
        DatasetRow.Milliseconds(state.NewestChange), state.TryAgain.Count == 0 ? null : JsonSerializer.Serialize(state.TryAgain),
        state.Part, state.Found.Count == 0 ? null : JsonSerializer.Serialize(state.Found),
        state.Unmapped.Count == 0 ? null : JsonSerializer.Serialize(state.Unmapped));

    public Task<Lease?> AcquireAsync(string source, string owner, DateTimeOffset now, TimeSpan term, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => session.One(
                """
                INSERT INTO sources (source, lease_owner, lease_until, token) VALUES (?1, ?2, ?4, 1)
                ON CONFLICT (source) DO UPDATE SET lease_owner = excluded.lease_owner, lease_until = excluded.lease_until, token = token + 1
                    WHERE lease_owner IS NULL OR lease_until <= ?3
                RETURNING token
                """,
                row => new Lease(source, owner, row.GetInt64(0)),
                source, owner, DatasetRow.Milliseconds(now), DatasetRow.Milliseconds(now + term)),
            cancellationToken);

    public Task<bool> RenewAsync(Lease lease, DateTimeOffset now, TimeSpan term, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Execute(
            "UPDATE sources SET lease_until = ?4 WHERE source = ?1 AND token = ?2 AND lease_owner = ?3",
            lease.Source, lease.Token, lease.Owner, DatasetRow.Milliseconds(now + term)) > 0,
        cancellationToken);

    public Task ReleaseAsync(Lease lease, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Execute(
            "UPDATE sources SET lease_owner = NULL, lease_until = NULL WHERE source = ?1 AND token = ?2", lease.Source, lease.Token),
        cancellationToken);

    public static SourceState Read(SqliteDataReader row) => new()
    {
        Source = row.GetString(0),
        NextDue = DatasetRow.OptionalInstant(row, 1),
        Schedule = DatasetRow.Text(row, 2),
        LastRun = DatasetRow.Text(row, 3),
        LastFinished = DatasetRow.OptionalInstant(row, 4),
        LastSuccess = DatasetRow.OptionalInstant(row, 5),
        Failures = row.GetInt32(6),
        LeaseOwner = DatasetRow.Text(row, 7),
        LeaseUntil = DatasetRow.OptionalInstant(row, 8),
        BackOff = row.GetInt32(9),
        LastFull = DatasetRow.OptionalInstant(row, 10),
        NewestChange = DatasetRow.OptionalInstant(row, 11),
        TryAgain = DatasetRow.Text(row, 12) is { } ids ? JsonSerializer.Deserialize<string[]>(ids)! : [],
        Part = DatasetRow.Text(row, 13),
        Found = DatasetRow.Text(row, 14) is { } found ? JsonSerializer.Deserialize<Dictionary<string, long>>(found)! : [],
        Unmapped = DatasetRow.Text(row, 15) is { } unmapped ? JsonSerializer.Deserialize<UnmappedCount[]>(unmapped)! : [],
    };
}

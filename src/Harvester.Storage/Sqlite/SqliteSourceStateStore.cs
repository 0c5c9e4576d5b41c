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
        + " back_off, last_full, newest_change, try_again, part, found, unmapped, removed_by, request_id, request_at, request_full,"
        + " pause_until, pause_by, pause_why, cancel_run, cancel_at";

    private const string Select = $"SELECT {Columns} FROM sources ";

    /// <summary>The columns of <see cref="Memory"/>, whose parameters begin at ?5.</summary>
    private const string SetMemory =
        "last_run = ?5, last_finished = ?6, last_success = ?7, failures = ?8, back_off = ?9, last_full = ?10, newest_change = ?11, try_again = ?12, part = ?13,"
        + " found = ?14, unmapped = ?15, removed_by = ?16";

    public Task<SourceState?> GetAsync(string source, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.One(Select + "WHERE source = ?1", Read, source), cancellationToken);

    public Task<IReadOnlyList<SourceState>> ListAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<SourceState>>(session => session.All(Select + "ORDER BY source", Read), cancellationToken);

    public Task<bool> RememberAsync(Lease lease, SourceState state, string? served, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            var lands = session.Execute(
                $"UPDATE sources SET next_due = CASE WHEN schedule IS ?3 THEN ?4 ELSE next_due END, {SetMemory} WHERE source = ?1 AND token = ?2",
                [lease.Source, lease.Token, state.Schedule, DatasetRow.Milliseconds(state.NextDue), .. Memory(state)]) > 0;
            if (lands && served is not null)
                Unask(session, lease.Source, served);
            return lands;
        },
        cancellationToken);

    public Task<bool> PlanAsync(string source, string schedule, DateTimeOffset? nextDue, string? scheduleWas, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            if (scheduleWas is null)
                session.Execute("INSERT OR IGNORE INTO sources (source) VALUES (?1)", source);
            return session.Execute(
                "UPDATE sources SET schedule = ?2, next_due = ?3 WHERE source = ?1 AND schedule IS ?4", source, schedule, DatasetRow.Milliseconds(nextDue), scheduleWas) > 0;
        },
        cancellationToken);

    public Task RequestAsync(string source, HarvestRequest request, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Execute(
            """
            INSERT INTO sources (source, request_id, request_at, request_full) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (source) DO UPDATE SET request_id = excluded.request_id, request_at = excluded.request_at, request_full = max(request_full, excluded.request_full)
            """,
            source, request.Id, DatasetRow.Milliseconds(request.At), request.Full ? 1 : 0),
        cancellationToken);

    public Task<bool> TakeBackAsync(string source, string request, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Unask(session, source, request) > 0, cancellationToken);

    public Task CancelAsync(string source, CancelRequest request, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Execute("UPDATE sources SET cancel_run = ?2, cancel_at = ?3 WHERE source = ?1", source, request.Run, DatasetRow.Milliseconds(request.At)),
        cancellationToken);

    public Task PauseAsync(string source, SourcePause? pause, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Execute(
            """
            INSERT INTO sources (source, pause_until, pause_by, pause_why) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (source) DO UPDATE SET pause_until = excluded.pause_until, pause_by = excluded.pause_by, pause_why = excluded.pause_why
            """,
            source, DatasetRow.Milliseconds(pause?.Until), pause?.By, pause?.Why),
        cancellationToken);

    /// <summary>The whole state but the lease, of a source that a copy brings: nobody else works on a store that is being filled.</summary>
    public static void Import(SqliteSession session, SourceState state)
    {
        session.Execute(
            "INSERT INTO sources (source, schedule, request_id, request_at, request_full, pause_until, pause_by, pause_why) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            state.Source, state.Schedule, state.Request?.Id, DatasetRow.Milliseconds(state.Request?.At), state.Request?.Full is true ? 1 : 0,
            DatasetRow.Milliseconds(state.Pause?.Until), state.Pause?.By, state.Pause?.Why);
        session.Execute(
            $"UPDATE sources SET next_due = ?4, {SetMemory} WHERE source = ?1 AND token = ?2 AND schedule IS ?3",
            [state.Source, 0, state.Schedule, DatasetRow.Milliseconds(state.NextDue), .. Memory(state)]);
    }

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
        RemovedBy = DatasetRow.Text(row, 16),
        Request = DatasetRow.Text(row, 17) is { } request ? new HarvestRequest(request, DatasetRow.Instant(row.GetInt64(18)), row.GetInt64(19) != 0) : null,
        Pause = DatasetRow.OptionalInstant(row, 20) is { } until ? new SourcePause(until, row.GetString(21), row.GetString(22)) : null,
        Cancel = DatasetRow.Text(row, 23) is { } run ? new CancelRequest(run, DatasetRow.Instant(row.GetInt64(24))) : null,
    };

    private static int Unask(SqliteSession session, string source, string request) =>
        session.Execute("UPDATE sources SET request_id = NULL, request_at = NULL, request_full = 0 WHERE source = ?1 AND request_id = ?2", source, request);

    private static object?[] Memory(SourceState state) =>
    [
        state.LastRun, DatasetRow.Milliseconds(state.LastFinished), DatasetRow.Milliseconds(state.LastSuccess), state.Failures, state.BackOff,
        DatasetRow.Milliseconds(state.LastFull), DatasetRow.Milliseconds(state.NewestChange), state.TryAgain.Count == 0 ? null : JsonSerializer.Serialize(state.TryAgain),
        state.Part, state.Found.Count == 0 ? null : JsonSerializer.Serialize(state.Found),
        state.Unmapped.Count == 0 ? null : JsonSerializer.Serialize(state.Unmapped), state.RemovedBy,
    ];
}

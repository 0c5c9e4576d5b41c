using Harvester.Core.Model;
using Harvester.Core.Ports;
using Microsoft.Data.Sqlite;

namespace Harvester.Storage.Sqlite;

/// <summary>One row for each act, in the order of their ids, which is that of time.</summary>
internal sealed class SqliteAuditLog(SqliteDatabase database) : IAuditLog
{
    public const string Columns = "id, at, token, who, action, municipality, source, run, dataset, standard_dataset, detail, outcome";

    // Ids are hexadecimal digits.
    private const string AfterAll = "~";

    public Task AddAsync(AuditEntry entry, CancellationToken cancellationToken) => database.WriteAsync(session => Add(session, entry), cancellationToken);

    public Task CompleteAsync(AuditEntry entry, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Execute($"DELETE FROM audit WHERE id = ?1 AND outcome = '{EnumWord.Of(AuditOutcome.Begun)}'", entry.Id) > 0 ? Add(session, entry) : 0,
        cancellationToken);

    public Task<IReadOnlyList<AuditEntry>> ListAsync(AuditFilter filter, string? before, int limit, CancellationToken cancellationToken)
    {
        // A query for each combination, so that each has its index.
        var wanted = (filter.Source is null ? "" : " AND source = ?3") + (filter.Municipality is null ? "" : " AND municipality = ?4");
        return database.ReadAsync<IReadOnlyList<AuditEntry>>(
            session => session.All(
                $"SELECT {Columns} FROM audit WHERE id < ?1{wanted} AND (?3 IS NULL OR 1) AND (?4 IS NULL OR 1) ORDER BY id DESC LIMIT ?2",
                Read, before ?? AfterAll, limit, filter.Source, filter.Municipality),
            cancellationToken);
    }

    public static int Add(SqliteSession session, AuditEntry entry) => session.Execute(
        $"INSERT INTO audit ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        entry.Id, DatasetRow.Milliseconds(entry.At), entry.Token, entry.Who, EnumWord.Of(entry.Action), entry.Municipality, entry.Source, entry.Run, entry.Dataset,
        entry.StandardDataset, entry.Detail, EnumWord.Of(entry.Outcome));

    public static AuditEntry Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        At = DatasetRow.Instant(row.GetInt64(1)),
        Token = DatasetRow.Text(row, 2),
        Who = row.GetString(3),
        Action = Enum.Parse<AuditAction>(row.GetString(4), ignoreCase: true),
        Municipality = DatasetRow.Text(row, 5),
        Source = DatasetRow.Text(row, 6),
        Run = DatasetRow.Text(row, 7),
        Dataset = DatasetRow.Text(row, 8),
        StandardDataset = DatasetRow.Text(row, 9),
        Detail = row.GetString(10),
        Outcome = Enum.Parse<AuditOutcome>(row.GetString(11), ignoreCase: true),
    };
}

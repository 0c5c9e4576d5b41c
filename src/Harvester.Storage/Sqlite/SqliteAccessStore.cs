using System.Globalization;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Microsoft.Data.Sqlite;

namespace Harvester.Storage.Sqlite;

/// <summary>One row for each token.</summary>
internal sealed class SqliteAccessStore(SqliteDatabase database) : IAccessStore
{
    public const string Columns = "id, label, role, municipality, hash, issue, created_at, created_by, issued_at, revoked_at, last_used";

    public Task AddAsync(AccessToken token, CancellationToken cancellationToken) => database.WriteAsync(session => Add(session, token), cancellationToken);

    public Task<AccessToken?> GetAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.One($"SELECT {Columns} FROM tokens WHERE id = ?1", Read, id), cancellationToken);

    public Task<IReadOnlyList<AccessToken>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<AccessToken>>(
        session => session.All($"SELECT {Columns} FROM tokens ORDER BY created_at, id", Read), cancellationToken);

    public Task<AccessToken?> ReissueAsync(string id, string hash, DateTimeOffset at, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.One(
            $"UPDATE tokens SET hash = ?2, issued_at = ?3, issue = issue + 1 WHERE id = ?1 AND revoked_at IS NULL RETURNING {Columns}", Read, id, hash, DatasetRow.Milliseconds(at)),
        cancellationToken);

    public Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Execute("UPDATE tokens SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL", id, DatasetRow.Milliseconds(at)) > 0, cancellationToken);

    public Task UseAsync(string id, DateOnly day, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Execute("UPDATE tokens SET last_used = ?2 WHERE id = ?1 AND (last_used IS NULL OR last_used < ?2)", id, Day(day)), cancellationToken);

    public static int Add(SqliteSession session, AccessToken token) => session.Execute(
        $"INSERT INTO tokens ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        token.Id, token.Label, EnumWord.Of(token.Role), token.Municipality, token.Hash, token.Issue, DatasetRow.Milliseconds(token.CreatedAt), token.CreatedBy,
        DatasetRow.Milliseconds(token.IssuedAt), DatasetRow.Milliseconds(token.RevokedAt), Day(token.LastUsed));

    public static AccessToken Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Label = row.GetString(1),
        Role = Enum.Parse<AccessRole>(row.GetString(2), ignoreCase: true),
        Municipality = DatasetRow.Text(row, 3),
        Hash = row.GetString(4),
        Issue = row.GetInt32(5),
        CreatedAt = DatasetRow.Instant(row.GetInt64(6)),
        CreatedBy = row.GetString(7),
        IssuedAt = DatasetRow.Instant(row.GetInt64(8)),
        RevokedAt = DatasetRow.OptionalInstant(row, 9),
        LastUsed = Day(DatasetRow.Text(row, 10)),
    };

    /// <summary>A day as ISO 8601 has it, so that days compare as texts.</summary>
    internal static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Microsoft.Data.Sqlite;

namespace Harvester.Storage.Sqlite;

/// <summary>One row for each subscription; the hashes of its secrets are a JSON array.</summary>
internal sealed class SqliteSubscriptionStore(SqliteDatabase database) : ISubscriptionStore
{
    public const string Columns = "id, kind, target, audience, municipality, language, created_at, created_by, secrets";

    public Task<bool> AddAsync(Subscription subscription, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Add(session, subscription) > 0, cancellationToken);

    public static int Add(SqliteSession session, Subscription subscription) => session.Execute(
        $"INSERT INTO subscriptions ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (id) DO NOTHING",
        subscription.Id, EnumWord.Of(subscription.Kind), subscription.Target, EnumWord.Of(subscription.Audience), subscription.MunicipalityCode, subscription.Language,
        DatasetRow.Milliseconds(subscription.CreatedAt), subscription.CreatedBy, JsonSerializer.Serialize(subscription.SecretHashes));

    public Task<IReadOnlyList<Subscription>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Subscription>>(
        static session => session.All($"SELECT {Columns} FROM subscriptions ORDER BY created_at, id", Read), cancellationToken);

    public Task<Subscription?> FindAsync(string secretHash, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.One($"SELECT {Columns} FROM subscriptions WHERE ?1 IN (SELECT value FROM json_each(secrets))", Read, secretHash), cancellationToken);

    public Task AddSecretAsync(string id, string secretHash, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            if (session.One("SELECT secrets FROM subscriptions WHERE id = ?1", static row => DatasetRow.Ids(row.GetString(0)), id) is not { } known)
                return 0;
            string[] secrets = [.. known.Where(one => one != secretHash).Append(secretHash).TakeLast(ISubscriptionStore.MostSecrets)];
            return session.Execute("UPDATE subscriptions SET secrets = ?2 WHERE id = ?1", id, JsonSerializer.Serialize(secrets));
        },
        cancellationToken);

    public Task<bool> RemoveAsync(string id, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.Execute("DELETE FROM subscriptions WHERE id = ?1", id) > 0, cancellationToken);

    public static Subscription Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Kind = Enum.Parse<DeliveryKind>(row.GetString(1), ignoreCase: true),
        Target = row.GetString(2),
        Audience = Enum.Parse<NoticeAudience>(row.GetString(3), ignoreCase: true),
        MunicipalityCode = DatasetRow.Text(row, 4),
        Language = row.GetString(5),
        CreatedAt = DatasetRow.Instant(row.GetInt64(6)),
        CreatedBy = DatasetRow.Text(row, 7),
        SecretHashes = DatasetRow.Ids(row.GetString(8)),
    };
}

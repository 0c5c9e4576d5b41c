using Harvester.Core.Model;
using Harvester.Core.Ports;
using Microsoft.Data.Sqlite;

namespace Harvester.Storage.Sqlite;

/// <summary>One row for each source, audience and body, and one for each delivery on its way. A state and its deliveries are one transaction.</summary>
internal sealed class SqliteNoticeStore(SqliteDatabase database) : INoticeStore
{
    public const string StateColumns = "source, audience, broken, since, run, told_at, told, body";
    public const string DeliveryColumns = "id, thread, before, source, event, kind, target, subject, body, unsubscribe, created_at, next_try, attempts, fault";

    public Task<IReadOnlyList<NoticeState>> StatesAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<NoticeState>>(
        static session => session.All($"SELECT {StateColumns} FROM notices ORDER BY source, audience, body", ReadState), cancellationToken);

    public Task SaveAsync(NoticeState state, IReadOnlyCollection<Delivery> deliveries, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            foreach (var delivery in deliveries)
                Add(session, delivery);
            return Save(session, state);
        },
        cancellationToken);

    public static int Save(SqliteSession session, NoticeState state) => session.Execute(
        $"INSERT OR REPLACE INTO notices ({StateColumns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        state.Source, EnumWord.Of(state.Audience), state.IsBroken ? 1 : 0, DatasetRow.Milliseconds(state.Since), state.Run, DatasetRow.Milliseconds(state.ToldAt), state.Told, state.Body ?? "");

    public static int Add(SqliteSession session, Delivery delivery) => session.Execute(
        $"INSERT INTO deliveries ({DeliveryColumns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) ON CONFLICT (id) DO NOTHING",
        delivery.Id, delivery.Thread, delivery.Before, delivery.Source, EnumWord.Of(delivery.Event), EnumWord.Of(delivery.Kind), delivery.Target, delivery.Subject, delivery.Body,
        delivery.Unsubscribe, DatasetRow.Milliseconds(delivery.CreatedAt), DatasetRow.Milliseconds(delivery.NextTry), delivery.Attempts, delivery.Fault);

    public Task<IReadOnlyList<Delivery>> PendingAsync(int limit, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Delivery>>(
        session => session.All($"SELECT {DeliveryColumns} FROM deliveries ORDER BY created_at, id LIMIT ?1", ReadDelivery, limit), cancellationToken);

    public Task PutOffAsync(Delivery delivery, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Execute(
            "UPDATE deliveries SET next_try = ?2, attempts = ?3, fault = ?4 WHERE id = ?1", delivery.Id, DatasetRow.Milliseconds(delivery.NextTry), delivery.Attempts, delivery.Fault),
        cancellationToken);

    public Task RemoveAsync(string delivery, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.Execute("DELETE FROM deliveries WHERE id = ?1", delivery), cancellationToken);

    public Task TakeBackAsync(string source, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.Execute("DELETE FROM deliveries WHERE source = ?1", source), cancellationToken);

    public Task TakeBackAsync(DeliveryKind kind, string target, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.Execute("DELETE FROM deliveries WHERE kind = ?1 AND target = ?2", EnumWord.Of(kind), target), cancellationToken);

    public static NoticeState ReadState(SqliteDataReader row) => new()
    {
        Source = row.GetString(0),
        Audience = Enum.Parse<NoticeAudience>(row.GetString(1), ignoreCase: true),
        IsBroken = row.GetInt64(2) != 0,
        Since = DatasetRow.Instant(row.GetInt64(3)),
        Run = row.GetString(4),
        ToldAt = DatasetRow.OptionalInstant(row, 5),
        Told = row.GetInt32(6),
        Body = row.GetString(7) is { Length: > 0 } body ? body : null,
    };

    public static Delivery ReadDelivery(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Thread = row.GetString(1),
        Before = DatasetRow.Text(row, 2),
        Source = row.GetString(3),
        Event = Enum.Parse<NoticeEvent>(row.GetString(4), ignoreCase: true),
        Kind = Enum.Parse<DeliveryKind>(row.GetString(5), ignoreCase: true),
        Target = row.GetString(6),
        Subject = row.GetString(7),
        Body = row.GetString(8),
        Unsubscribe = DatasetRow.Text(row, 9),
        CreatedAt = DatasetRow.Instant(row.GetInt64(10)),
        NextTry = DatasetRow.Instant(row.GetInt64(11)),
        Attempts = row.GetInt32(12),
        Fault = DatasetRow.Text(row, 13),
    };
}

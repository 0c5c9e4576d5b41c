using Harvester.Core.Ports;

namespace Harvester.Storage.Sqlite;

/// <summary>One row for each dataset with addresses, one for each time that an answer changed.</summary>
internal sealed class SqliteLinkStore(SqliteDatabase database) : ILinkStore
{
    public Task PlanAsync(IReadOnlyCollection<LinkPlan> plans, bool replace, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            foreach (var plan in plans)
            {
                if (plan.Due is not { } due)
                    session.Execute("DELETE FROM links WHERE id = ?1", plan.Id);
                else
                    session.Execute(
                        replace
                            ? "INSERT INTO links (id, due) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET due = excluded.due"
                            : "INSERT INTO links (id, due) VALUES (?1, ?2) ON CONFLICT (id) DO NOTHING",
                        plan.Id, DatasetRow.Milliseconds(due));
            }

            return 0;
        },
        cancellationToken);

    public Task<IReadOnlyList<string>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<string>>(
        session => session.All("SELECT id FROM links WHERE due <= ?1 ORDER BY due, id LIMIT ?2", static row => row.GetString(0), DatasetRow.Milliseconds(now), limit), cancellationToken);

    public Task AddHistoryAsync(IReadOnlyCollection<LinkChange> changes, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            foreach (var change in changes)
                Add(session, change);
            return 0;
        },
        cancellationToken);

    public static int Add(SqliteSession session, LinkChange change) => session.Execute(
        "INSERT INTO link_history (id, distribution, url, code, at) VALUES (?1, ?2, ?3, ?4, ?5)",
        change.Id, change.Distribution, change.Url, change.Code, DatasetRow.Milliseconds(change.At));

    public Task<IReadOnlyList<LinkChange>> HistoryAsync(string id, int limit, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<LinkChange>>(
        session => session.All(
            "SELECT distribution, url, code, at FROM link_history WHERE id = ?1 ORDER BY at DESC, key DESC LIMIT ?2",
            row => new LinkChange(id, row.GetString(0), row.GetString(1), row.GetString(2), DatasetRow.Instant(row.GetInt64(3))), id, limit),
        cancellationToken);
}

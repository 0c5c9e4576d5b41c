using Harvester.Core.Ports;

namespace Harvester.Storage.Sqlite;

/// <summary>One row for each kind of background work.</summary>
internal sealed class SqliteJobStore(SqliteDatabase database) : IJobStore
{
    public Task<JobState?> GetAsync(string job, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.One(
            "SELECT epoch, sequence, revision, next_due FROM jobs WHERE job = ?1 AND revision IS NOT NULL",
            row => new JobState(job, row.GetString(0), row.GetInt64(1), row.GetString(2), DatasetRow.OptionalInstant(row, 3)), job),
        cancellationToken);

    public Task SaveAsync(JobState state, CancellationToken cancellationToken) => database.WriteAsync(session => Save(session, state), cancellationToken);

    public static int Save(SqliteSession session, JobState state) => session.Execute(
        """
        INSERT INTO jobs (job, epoch, sequence, revision, next_due) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (job) DO UPDATE SET epoch = excluded.epoch, sequence = excluded.sequence, revision = excluded.revision, next_due = excluded.next_due
        """,
        state.Job, state.Epoch, state.Sequence, state.Revision, DatasetRow.Milliseconds(state.NextDue));

    public Task<bool> TakeAsync(string job, string owner, DateTimeOffset now, TimeSpan term, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Execute(
            """
            INSERT INTO jobs (job, lease_owner, lease_until) VALUES (?1, ?2, ?4)
            ON CONFLICT (job) DO UPDATE SET lease_owner = excluded.lease_owner, lease_until = excluded.lease_until
                WHERE lease_owner IS NULL OR lease_owner = ?2 OR lease_until <= ?3
            """,
            job, owner, DatasetRow.Milliseconds(now), DatasetRow.Milliseconds(now + term)) > 0,
        cancellationToken);

    public Task ReleaseAsync(string job, string owner, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Execute("UPDATE jobs SET lease_owner = NULL, lease_until = NULL WHERE job = ?1 AND lease_owner = ?2", job, owner),
        cancellationToken);
}

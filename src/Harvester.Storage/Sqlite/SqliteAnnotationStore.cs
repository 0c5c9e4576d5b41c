using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Storage.Sqlite;

/// <summary>Annotations in their own table; only a visible one enters the change log.</summary>
internal sealed class SqliteAnnotationStore(SqliteDatabase database) : IAnnotationStore
{
    public Task<Annotations?> GetAsync(string id, CancellationToken cancellationToken) => database.ReadAsync(
        session => Find(session, id), cancellationToken);

    public Task PutAsync(IReadOnlyCollection<AnnotationWrite> writes, DateTimeOffset at, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            var sequence = new SqliteSequence(session);
            foreach (var one in writes.GroupBy(write => write.Id, StringComparer.Ordinal))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var stored = Find(session, one.Key);
                var merged = one.Aggregate(stored, (before, write) => write.Merged(before, at))!;
                if (merged.Equals(stored))
                    continue;
                if (Store(session, merged) && !merged.LooksLike(stored ?? new Annotations { Id = one.Key }))
                    Log(session, one.Key, sequence.Next(), DatasetRow.Milliseconds(at));
            }

            sequence.Save();
            return 0;
        },
        cancellationToken);

    private static Annotations? Find(SqliteSession session, string id) =>
        session.One("SELECT document FROM annotations WHERE id = ?1", static row => DatasetRow.ReadAnnotations(row, 0), id);

    /// <summary>False when the dataset is unknown.</summary>
    private static bool Store(SqliteSession session, Annotations annotations) => session.Execute(
        """
        INSERT INTO annotations (id, document) SELECT id, ?2 FROM datasets WHERE id = ?1
        ON CONFLICT (id) DO UPDATE SET document = excluded.document
        """,
        annotations.Id, JsonSerializer.SerializeToUtf8Bytes(annotations, DatasetJson.Plain.Annotations)) > 0;

    private static void Log(SqliteSession session, string id, long sequence, long at)
    {
        session.Execute(
            """
            INSERT INTO changes (sequence, dataset, id, kind, at, run, version)
            SELECT ?2, key, id, 'annotated', ?3, NULL, version FROM datasets WHERE id = ?1
            """,
            id, sequence, at);
        // A column, not the document: who asks for what changed since a number gets this dataset too.
        session.Execute("UPDATE datasets SET sequence = ?2 WHERE id = ?1", id, sequence);
    }
}

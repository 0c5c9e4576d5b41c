using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Storage.Sqlite;

/// <summary>Annotations in their own table; only a visible one enters the change log.</summary>
internal sealed class SqliteAnnotationStore(SqliteDatabase database) : IAnnotationStore
{
    public Task<Annotations?> GetAsync(string id, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.One("SELECT document FROM annotations WHERE id = ?1", static row => DatasetRow.ReadAnnotations(row, 0), id),
        cancellationToken);

    public async Task PutAsync(IReadOnlyCollection<AnnotationWrite> writes, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var documents = writes
            .Select(write => (write.Annotations.Id, write.Visible, Json: JsonSerializer.SerializeToUtf8Bytes(write.Annotations, DatasetJson.Plain.Annotations)))
            .ToArray();
        await database.WriteAsync(
            session =>
            {
                var sequence = new SqliteSequence(session);
                foreach (var (id, visible, json) in documents)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (Store(session, id, json) && visible)
                        Log(session, id, sequence.Next(), DatasetRow.Milliseconds(at));
                }

                sequence.Save();
                return 0;
            },
            cancellationToken);
    }

    /// <summary>False when the dataset is unknown.</summary>
    private static bool Store(SqliteSession session, string id, byte[] json) => session.Execute(
        """
        INSERT INTO annotations (id, document) SELECT id, ?2 FROM datasets WHERE id = ?1
        ON CONFLICT (id) DO UPDATE SET document = excluded.document
        """,
        id, json) > 0;

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

using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Storage.Copying;

namespace Harvester.Storage.Sqlite;

/// <summary>
/// What a copy brings, as rows. A dataset's key is the number of its first entry in the change log, as it is of one that was harvested here; which that is
/// stands in a table of its own until the copy is whole.
/// </summary>
internal static class SqliteImport
{
    public static void Prepare(SqliteSession session) => session.Script("CREATE TABLE IF NOT EXISTS copy_keys (id TEXT PRIMARY KEY, key INTEGER NOT NULL) WITHOUT ROWID");

    public static void CleanUp(SqliteSession session) => session.Script("DROP TABLE IF EXISTS copy_keys");

    /// <summary>Everything but what the store says of itself.</summary>
    public static void Clear(SqliteSession session)
    {
        CleanUp(session);
        foreach (var table in session.All("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'meta' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'", static row => row.GetString(0)))
            session.Script($"DELETE FROM \"{table}\"");
    }

    public static void Write(SqliteSession session, IReadOnlyList<CopyItem> items, CancellationToken cancellationToken)
    {
        SqliteDuplicateStore.Put(session, items.OfType<CopyItem.Duplicate>().Select(item => item.Row), cancellationToken);
        foreach (var item in items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Write(session, item);
        }
    }

    private static void Write(SqliteSession session, CopyItem item)
    {
        switch (item)
        {
            case CopyItem.Entry(var made, var id, var version):
                session.Execute(
                    "INSERT INTO changes (sequence, dataset, id, kind, at, run, version, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                    made.Sequence, Key(session, id, made.Sequence), id, DatasetRow.Word(made.Kind), DatasetRow.Milliseconds(made.At), made.Run, version, DatasetRow.Word(made.Reason));
                break;
            case CopyItem.Present present:
                Write(session, present);
                break;
            case CopyItem.Superseded(var dataset, var made, var hash, _):
                session.Execute(
                    """
                    INSERT INTO versions (dataset, version, made_by, state, content_hash, first_seen, last_changed, missing_since, previous_ids, document)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                    """,
                    Key(session, dataset.Id, made.Sequence), dataset.Version, made.Sequence, DatasetRow.Word(dataset.State), hash,
                    DatasetRow.Milliseconds(dataset.Provenance.FirstSeen), DatasetRow.Milliseconds(dataset.Provenance.LastChanged),
                    DatasetRow.Milliseconds(dataset.Provenance.MissingSince), DatasetRow.Ids(dataset.PreviousIds), Compressed.Pack(DatasetJson.Serialize(dataset)));
                break;
            case CopyItem.Annotated(var annotations):
                session.Execute(
                    "INSERT INTO annotations (id, document) VALUES (?1, ?2)", annotations.Id, JsonSerializer.SerializeToUtf8Bytes(annotations, DatasetJson.Plain.Annotations));
                break;
            case CopyItem.Run(var report):
                SqliteRunStore.Save(session, report, JsonSerializer.SerializeToUtf8Bytes(report, DatasetJson.Plain.RunReport));
                break;
            case CopyItem.Problem(var run, var source, var problem):
                SqliteRunStore.AddProblem(session, run, source, JsonSerializer.SerializeToUtf8Bytes(problem, DatasetJson.Plain.RunProblem));
                break;
            case CopyItem.Source(var state):
                SqliteSourceStateStore.Import(session, state);
                break;
            case CopyItem.LinkDue(var id, var due):
                session.Execute("INSERT INTO links (id, due) VALUES (?1, ?2)", id, DatasetRow.Milliseconds(due));
                break;
            case CopyItem.LinkFound(var change):
                SqliteLinkStore.Add(session, change);
                break;
            case CopyItem.Header(var state):
                SqliteHeaderStore.Save(session, state);
                break;
            case CopyItem.Contributed(var contribution):
                SqliteCoverageStore.Put(session, contribution);
                break;
            case CopyItem.Sum(var count):
                SqliteCoverageStore.Add(session, count);
                break;
            case CopyItem.Snapshot(var figures):
                SqliteCoverageStore.Save(session, figures);
                break;
            case CopyItem.Job(var state):
                SqliteJobStore.Save(session, state);
                break;
            case CopyItem.Duplicate:
                break; // all of a batch at once
            case CopyItem.Verdict(var word):
                SqliteDuplicateStore.Put(session, word);
                break;
            case CopyItem.TakenDown(var takedown):
                SqliteTakedownStore.Add(session, takedown);
                break;
            case CopyItem.Token(var token):
                SqliteAccessStore.Add(session, token);
                break;
            case CopyItem.Act(var entry):
                SqliteAuditLog.Add(session, entry);
                break;
            case CopyItem.Noted(var note):
                SqliteNoteStore.Put(session, note);
                break;
            case CopyItem.Subscribed(var subscription):
                SqliteSubscriptionStore.Add(session, subscription);
                break;
            case CopyItem.Notice(var state):
                SqliteNoticeStore.Save(session, state);
                break;
            case CopyItem.UnderWay(var delivery):
                SqliteNoticeStore.Add(session, delivery);
                break;
            case CopyItem.Answer(var source, var kept, _):
                SqliteAnswerStore.Add(session, source, kept);
                break;
            case CopyItem.AnswerPiece(var source, var url, var number, var packed):
                session.Execute(
                    "INSERT INTO answer_pieces (answer, number, piece) SELECT key, ?3, ?4 FROM answers WHERE source = ?1 AND url = ?2", source, url, number, packed);
                break;
        }
    }

    private static void Write(SqliteSession session, CopyItem.Present present)
    {
        var (dataset, known, made) = (present.Dataset, present.Known, present.Made);
        var key = Key(session, dataset.Id, made.Sequence);
        session.Execute(
            """
            INSERT INTO datasets (key, id, source, record_id, state, publisher_code, publisher_key, raw_hash, content_hash, mapping_version,
                first_seen, last_changed, missing_since, held_by, version, sequence, made_by, distributions, previous_ids)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
            """,
            key, dataset.Id, dataset.Provenance.Source, known.RecordId, DatasetRow.Word(dataset.State), dataset.Publisher.Code, known.PublisherKey, known.RawHash,
            known.ContentHash, known.MappingVersion, DatasetRow.Milliseconds(known.FirstSeen), DatasetRow.Milliseconds(known.LastChanged),
            DatasetRow.Milliseconds(known.MissingSince), known.HeldBy, dataset.Version, dataset.Sequence, made.Sequence, dataset.Distributions.Count,
            DatasetRow.Ids(dataset.PreviousIds));
        session.Execute("INSERT INTO documents (key, document) VALUES (?1, ?2)", key, DatasetJson.Serialize(dataset));
        if (present.Payload is { } payload)
        {
            session.Execute(
                "INSERT INTO payloads (key, kind, record_id, record_url, raw_hash, payload) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                key, payload.Kind.ToString(), payload.RecordId, payload.RecordUrl, payload.RawHash, payload.Packed);
        }

        foreach (var id in dataset.PreviousIds)
            session.Execute("INSERT INTO previous_ids (id, dataset) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET dataset = excluded.dataset", id, key);
    }

    private static long Key(SqliteSession session, string id, long number)
    {
        session.Execute("INSERT OR IGNORE INTO copy_keys (id, key) VALUES (?1, ?2)", id, number);
        return session.One("SELECT key FROM copy_keys WHERE id = ?1", static row => row.GetInt64(0), id);
    }
}

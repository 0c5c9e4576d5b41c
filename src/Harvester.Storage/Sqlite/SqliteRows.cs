using Harvester.Core.Model;
using Harvester.Core.Ports;
using Microsoft.Data.Sqlite;

namespace Harvester.Storage.Sqlite;

/// <summary>The single statements of a batch: what each write does to the tables, without deciding whether it should.</summary>
internal sealed class SqliteRows(SqliteSession session)
{
    private const string Stored = "SELECT d.key, d.id, d.source, d.record_id, d.state, d.version, d.content_hash, d.previous_ids FROM datasets d ";

    // Moves are rare: nearly every new dataset is spared a look-up.
    private bool redirects = session.One("SELECT EXISTS (SELECT 1 FROM previous_ids)", static row => row.GetBoolean(0));

    public StoredRow? Find(string id) => session.One(Stored + "WHERE d.id = ?1", Read, id);

    public StoredRow? FindByPreviousId(string id) =>
        redirects ? session.One(Stored + "WHERE d.key = (SELECT dataset FROM previous_ids WHERE id = ?1)", Read, id) : null;

    /// <summary>Content hash of a superseded version; null when there is none.</summary>
    public string? HashOf(long key, int version) =>
        session.One("SELECT content_hash FROM versions WHERE dataset = ?1 AND version = ?2", static row => row.GetString(0), key, version);

    public bool HasHash(long key, string hash) =>
        session.One("SELECT 1 FROM versions WHERE dataset = ?1 AND content_hash = ?2", static _ => true, key, hash);

    public bool WasWithdrawn(long key, string? run, long at) => session.One(
        "SELECT 1 FROM versions v JOIN changes c ON c.sequence = v.made_by WHERE v.dataset = ?1 AND c.kind = 'withdrawn' AND c.run IS ?2 AND c.at = ?3",
        static _ => true, key, run, at);

    public void Insert(CatalogueWrite.Put put, PreparedWrite prepared, long sequence)
    {
        var (dataset, raw) = (put.Dataset, put.Raw);
        session.Execute(
            """
            INSERT INTO datasets (key, id, source, record_id, state, publisher_code, publisher_key, raw_hash, content_hash, mapping_version,
                first_seen, last_changed, missing_since, version, sequence, made_by, distributions, previous_ids)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?1, ?1, ?15, ?16)
            """,
            sequence, dataset.Id, dataset.Provenance.Source, dataset.Provenance.RecordId, DatasetRow.Word(dataset.State),
            dataset.Publisher.Code, dataset.Publisher.Key(), dataset.Provenance.RawHash, dataset.Provenance.ContentHash,
            dataset.Provenance.MappingVersion, DatasetRow.Milliseconds(dataset.Provenance.FirstSeen),
            DatasetRow.Milliseconds(dataset.Provenance.LastChanged), DatasetRow.Milliseconds(dataset.Provenance.MissingSince),
            dataset.Version, dataset.Distributions.Count, DatasetRow.Ids(dataset.PreviousIds));
        session.Execute("INSERT INTO documents (key, document) VALUES (?1, ?2)", sequence, prepared.Document);
        session.Execute(
            "INSERT INTO payloads (key, kind, record_id, record_url, raw_hash, payload) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            sequence, raw.Kind.ToString(), raw.RecordId, raw.RecordUrl, raw.RawHash, prepared.Payload);
        Redirect(sequence, dataset.PreviousIds);
    }

    public void Replace(StoredRow stored, CatalogueWrite.Put put, PreparedWrite prepared, long sequence)
    {
        Content(stored, put.Dataset, put.Raw, prepared);
        session.Execute("UPDATE datasets SET state = ?2 WHERE key = ?1", stored.Key, DatasetRow.Word(put.Dataset.State));
        Number(stored, put.Dataset.Version, sequence);
    }

    /// <summary>The dataset's version and its place in the change log.</summary>
    public void Number(StoredRow stored, int version, long sequence) => session.Execute(
        "UPDATE datasets SET version = ?2, sequence = ?3, made_by = ?3 WHERE key = ?1", stored.Key, version, sequence);

    /// <summary>Another document of the same payload: what the source said, and when it was seen, stays.</summary>
    public void Remap(StoredRow stored, Dataset dataset, PreparedWrite prepared)
    {
        session.Execute(
            """
            UPDATE datasets SET publisher_code = ?2, publisher_key = ?3, content_hash = ?4, mapping_version = ?5, last_changed = ?6, distributions = ?7
            WHERE key = ?1
            """,
            stored.Key, dataset.Publisher.Code, dataset.Publisher.Key(), dataset.Provenance.ContentHash, dataset.Provenance.MappingVersion,
            DatasetRow.Milliseconds(dataset.Provenance.LastChanged), dataset.Distributions.Count);
        session.Execute("UPDATE documents SET document = ?2 WHERE key = ?1", stored.Key, prepared.Document);
    }

    public void Refresh(StoredRow stored, CatalogueWrite.Refresh refresh, PreparedWrite prepared) =>
        Content(stored, refresh.Dataset, refresh.Raw, prepared);

    public void Withdraw(StoredRow stored, long sequence, long at) => session.Execute(
        """
        UPDATE datasets SET state = 'withdrawn', version = version + 1, sequence = ?2, made_by = ?2, last_changed = ?3, held_by = NULL
        WHERE key = ?1
        """,
        stored.Key, sequence, at);

    /// <summary>Copies the present document to the versions, before it is superseded.</summary>
    public void Archive(StoredRow stored)
    {
        var document = session.One(
            "SELECT document FROM documents WHERE key = ?1", static row => row.GetFieldValue<byte[]>(0), stored.Key);
        session.Execute(
            """
            INSERT INTO versions (dataset, version, made_by, state, content_hash, first_seen, last_changed, missing_since, previous_ids, document)
            SELECT key, version, made_by, state, content_hash, first_seen, last_changed, missing_since, previous_ids, ?2
            FROM datasets WHERE key = ?1
            """,
            stored.Key, Compressed.Pack(document));
    }

    /// <summary>Takes a dataset that was moved out of the catalogue; its tombstone stays among the versions for the change log.</summary>
    public void Bury(StoredRow moved, long sequence, long at)
    {
        session.Execute(
            """
            INSERT INTO versions (dataset, version, made_by, state, content_hash, first_seen, last_changed, missing_since, previous_ids, document)
            SELECT dataset, version + 1, ?3, 'withdrawn', content_hash, first_seen, ?4, missing_since, previous_ids, document
            FROM versions WHERE dataset = ?1 AND version = ?2
            """,
            moved.Key, moved.Version, sequence, at);
        session.Execute("DELETE FROM annotations WHERE id = ?1", moved.Id);
    }

    /// <summary>The old dataset gets the moved one's content, record id and payload; everything that led to either leads to it.</summary>
    public void TakeOver(StoredRow old, StoredRow moved, long sequence, long at)
    {
        session.Execute("DELETE FROM documents WHERE key = ?1", old.Key);
        session.Execute("DELETE FROM payloads WHERE key = ?1", old.Key);
        session.Execute("UPDATE documents SET key = ?1 WHERE key = ?2", old.Key, moved.Key);
        session.Execute("UPDATE payloads SET key = ?1 WHERE key = ?2", old.Key, moved.Key);
        // Its record id must be free before the old dataset takes it.
        session.Execute(
            """
            UPDATE datasets SET (publisher_code, publisher_key, raw_hash, content_hash, mapping_version, distributions, missing_since)
                = (SELECT m.publisher_code, m.publisher_key, m.raw_hash, m.content_hash, m.mapping_version, m.distributions, m.missing_since
                   FROM datasets m WHERE m.key = ?2),
                state = 'active', version = version + 1, sequence = ?3, made_by = ?3, last_changed = ?4, held_by = NULL, previous_ids = ?5
            WHERE key = ?1
            """,
            old.Key, moved.Key, sequence, at,
            DatasetRow.Ids([.. old.PreviousIds.Append(moved.Id).Concat(moved.PreviousIds).Distinct(StringComparer.Ordinal)]));
        var recordId = session.One("SELECT record_id FROM datasets WHERE key = ?1", static row => row.GetString(0), moved.Key);
        session.Execute("DELETE FROM datasets WHERE key = ?1", moved.Key);
        session.Execute("UPDATE datasets SET record_id = ?2 WHERE key = ?1", old.Key, recordId);
        session.Execute("UPDATE previous_ids SET dataset = ?1 WHERE dataset = ?2", old.Key, moved.Key);
        Redirect(old.Key, [moved.Id]);
    }

    private static StoredRow Read(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), DatasetRow.State(row.GetString(4)), row.GetInt32(5), row.GetString(6),
        DatasetRow.Ids(DatasetRow.Text(row, 7)));

    private void Content(StoredRow stored, Dataset dataset, RawPayload raw, PreparedWrite prepared)
    {
        // Previous ids are never taken back: links that once worked go on working.
        var previous = dataset.PreviousIds.Count == 0
            ? stored.PreviousIds
            : [.. stored.PreviousIds.Union(dataset.PreviousIds, StringComparer.Ordinal)];
        session.Execute(
            """
            UPDATE datasets SET record_id = ?2, publisher_code = ?3, publisher_key = ?4, raw_hash = ?5, content_hash = ?6,
                mapping_version = ?7, first_seen = ?8, last_changed = ?9, missing_since = ?10, held_by = NULL, distributions = ?11, previous_ids = ?12
            WHERE key = ?1
            """,
            stored.Key, dataset.Provenance.RecordId, dataset.Publisher.Code, dataset.Publisher.Key(), dataset.Provenance.RawHash,
            dataset.Provenance.ContentHash, dataset.Provenance.MappingVersion, DatasetRow.Milliseconds(dataset.Provenance.FirstSeen),
            DatasetRow.Milliseconds(dataset.Provenance.LastChanged), DatasetRow.Milliseconds(dataset.Provenance.MissingSince),
            dataset.Distributions.Count, DatasetRow.Ids(previous));
        session.Execute("UPDATE documents SET document = ?2 WHERE key = ?1", stored.Key, prepared.Document);
        session.Execute(
            "UPDATE payloads SET kind = ?2, record_id = ?3, record_url = ?4, raw_hash = ?5, payload = ?6 WHERE key = ?1",
            stored.Key, raw.Kind.ToString(), raw.RecordId, raw.RecordUrl, raw.RawHash, prepared.Payload);
        Redirect(stored.Key, dataset.PreviousIds);
    }

    private void Redirect(long key, IReadOnlyList<string> ids)
    {
        redirects |= ids.Count > 0;
        foreach (var id in ids)
            session.Execute("INSERT INTO previous_ids (id, dataset) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET dataset = excluded.dataset", id, key);
    }
}

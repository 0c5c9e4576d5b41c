using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Storage.Sqlite;

/// <summary>Takes one dataset out of every table, within the write transaction that is open on the session.</summary>
internal sealed class SqliteErasure(SqliteSession session, Lease lease, DateTimeOffset at)
{
    private readonly SqliteSequence sequence = new(session);

    /// <exception cref="StoreException">There is no such dataset, or it is another source's.</exception>
    public Takedown Erase(string id, string reason)
    {
        var rows = new SqliteRows(session);
        var stored = rows.Find(id) ?? rows.FindByPreviousId(id) ?? throw new StoreException($"There is no dataset {id}; nothing was erased.");
        if (stored.Source != lease.Source)
            throw new StoreException($"Dataset {stored.Id} belongs to source {stored.Source}, not to {lease.Source} whose lease this is; nothing was erased.");
        string[] ids = [stored.Id, .. stored.PreviousIds];
        // What was moved had a key of its own, under which its versions are.
        var keys = SqliteLookup.In(session, "SELECT DISTINCT dataset FROM changes WHERE id IN", Json(ids), static row => row.GetInt64(0)).Append(stored.Key).Distinct().ToArray();
        var record = Record(stored.Key, keys);
        var takedown = new Takedown { Id = stored.Id, PreviousIds = stored.PreviousIds, Source = stored.Source, RecordIds = record.RecordIds, Reason = reason, At = at };
        SqliteTakedownStore.Add(session, takedown);
        Dataset(ids, keys);
        Beside(ids);
        Runs(record);
        Log(ids, stored.Key);
        sequence.Save();
        return takedown;
    }

    private ErasedRecord Record(long key, long[] keys)
    {
        var documents = session.All("SELECT document FROM documents WHERE key = ?1", static row => DatasetJson.Deserialize(row.GetFieldValue<byte[]>(0)), key);
        documents.AddRange(SqliteLookup.In(
            session, "SELECT document FROM versions WHERE dataset IN", Json(keys), static row => DatasetJson.Deserialize(Compressed.Unpack(row.GetFieldValue<byte[]>(0)))));
        var present = session.One("SELECT record_id FROM datasets WHERE key = ?1", static row => row.GetString(0), key)!;
        return new ErasedRecord(
            [.. documents.Select(document => document.Provenance.RecordId).Prepend(present).Distinct(StringComparer.Ordinal)],
            [.. documents.Select(document => document.Provenance.RecordUrl).OfType<string>().Distinct(StringComparer.Ordinal)]);
    }

    private void Dataset(string[] ids, long[] keys)
    {
        Delete("versions", "dataset", Json(keys));
        foreach (var table in new[] { "documents", "payloads", "datasets" })
            Delete(table, "key", Json(keys));
        Delete("previous_ids", "id", Json(ids));
        Delete("annotations", "id", Json(ids));
    }

    private void Beside(string[] ids)
    {
        foreach (var (table, column) in new[] { ("links", "id"), ("link_history", "id"), ("headers", "dataset") })
            Delete(table, column, Json(ids));
        SqliteCoverageStore.Replace(session, [.. ids.Select(id => new Contribution(id, "", lease.Source, new Dictionary<string, long>()))], CancellationToken.None);
        foreach (var id in ids)
            SqliteDuplicateStore.Remove(session, id);
        SqliteAnswerStore.ForgetAll(session, lease.Source);
    }

    private void Runs(ErasedRecord record)
    {
        var problems = session.All("SELECT key, problem FROM problems WHERE source = ?1", static row => (Key: row.GetInt64(0), Problem: SqliteRunStore.ReadProblem(row, 1)), lease.Source);
        foreach (var (key, _) in problems.Where(one => record.IsOf(one.Problem)))
            session.Execute("DELETE FROM problems WHERE key = ?1", key);
        foreach (var report in session.All("SELECT report FROM runs WHERE source = ?1", SqliteRunStore.ReadReport, lease.Source).Select(record.Without).OfType<RunReport>())
            SqliteRunStore.Save(session, report, JsonSerializer.SerializeToUtf8Bytes(report, DatasetJson.Plain.RunReport));
        var unmapped = session.One("SELECT unmapped FROM sources WHERE source = ?1", static row => DatasetRow.Text(row, 0), lease.Source);
        if (unmapped is not null && ErasedRecord.Without(JsonSerializer.Deserialize<UnmappedCount[]>(unmapped)!) is { } blank)
            session.Execute("UPDATE sources SET unmapped = ?2 WHERE source = ?1", lease.Source, JsonSerializer.Serialize(blank));
    }

    /// <summary>No entry shows a document any more (no version is 0), and each id that the log knows ends as erased.</summary>
    private void Log(string[] ids, long key)
    {
        var known = SqliteLookup.In(session, "SELECT DISTINCT id FROM changes WHERE id IN", Json(ids), static row => row.GetString(0));
        session.Execute("UPDATE changes SET version = 0, dataset = ?2 WHERE id IN (SELECT value FROM json_each(?1))", Json(ids), key);
        foreach (var id in ids.Reverse().Where(known.Contains))
        {
            session.Execute(
                "INSERT INTO changes (sequence, dataset, id, kind, at, run, version, reason) VALUES (?1, ?2, ?3, ?4, ?5, NULL, 0, NULL)",
                sequence.Next(), key, id, DatasetRow.Word(ChangeKind.Erased), DatasetRow.Milliseconds(at));
        }
    }

    private void Delete(string table, string column, string values) => session.Execute($"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?1))", values);

    private static string Json<T>(T[] values) => JsonSerializer.Serialize(values);
}

using System.Buffers.Binary;
using System.Text.Json;
using Harvester.Core.Ports;
using Microsoft.Data.Sqlite;

namespace Harvester.Storage.Sqlite;

/// <summary>One row for each active dataset, one narrow row for each of its keys.</summary>
internal sealed class SqliteDuplicateStore(SqliteDatabase database) : IDuplicateStore
{
    public const string Columns = "id, keys, profile, canonical, related, due";

    public Task<IReadOnlyDictionary<string, DuplicateRow>> GetAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<string, DuplicateRow>>(
            session => SqliteLookup.In(session, $"SELECT {Columns} FROM duplicates WHERE id IN", JsonSerializer.Serialize(ids), Read).ToDictionary(row => row.Id, StringComparer.Ordinal),
            cancellationToken);

    public Task<IReadOnlyDictionary<long, IReadOnlyList<string>>> SharersAsync(IReadOnlyCollection<long> keys, int most, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<long, IReadOnlyList<string>>>(
            session =>
            {
                var sharers = new Dictionary<long, List<long>>();
                // Read one by one: a key may be everybody's.
                using (var reader = SqliteLookup.Open(session, "SELECT key, dataset FROM duplicate_keys WHERE key IN", JsonSerializer.Serialize(keys)))
                {
                    while (reader.Read())
                    {
                        if (!sharers.TryGetValue(reader.GetInt64(0), out var datasets))
                            sharers.Add(reader.GetInt64(0), datasets = new List<long>(1));
                        if (datasets.Count <= most)
                            datasets.Add(reader.GetInt64(1));
                    }
                }

                // The same few have most of the keys: each is looked up once.
                var named = JsonSerializer.Serialize(sharers.Values.SelectMany(datasets => datasets).Distinct());
                var ids = SqliteLookup.In(session, "SELECT key, id FROM duplicates WHERE key IN", named, static row => (Key: row.GetInt64(0), Id: row.GetString(1)))
                    .ToDictionary(row => row.Key, row => row.Id);
                return sharers.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)pair.Value.ConvertAll(dataset => ids[dataset]));
            },
            cancellationToken);

    public Task PutAsync(IReadOnlyCollection<DuplicateRow> rows, IReadOnlyCollection<string> forgotten, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            Put(session, rows, cancellationToken);
            foreach (var id in forgotten)
                Remove(session, id);

            return 0;
        },
        cancellationToken);

    public Task ClearAsync(CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Execute("DELETE FROM duplicate_keys") + session.Execute("DELETE FROM duplicates"), cancellationToken);

    public Task<IReadOnlyList<DuplicateGroup>> GroupsAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return database.ReadAsync<IReadOnlyList<DuplicateGroup>>(
            session =>
            {
                var groups = new List<DuplicateGroup>();
                using var reader = session.Open(
                    """
                    SELECT canonical, id FROM duplicates WHERE canonical IN (
                        SELECT canonical FROM duplicates WHERE canonical > ?1 GROUP BY canonical HAVING count(*) > 1 ORDER BY canonical LIMIT ?2)
                    ORDER BY canonical, id
                    """,
                    after ?? "", limit);
                while (reader.Read())
                {
                    if (groups.Count == 0 || groups[^1].Canonical != reader.GetString(0))
                        groups.Add(new DuplicateGroup(reader.GetString(0), new List<string>()));
                    ((List<string>)groups[^1].Members).Add(reader.GetString(1));
                }

                return groups;
            },
            cancellationToken);
    }

    public Task<long> CountGroupsAsync(CancellationToken cancellationToken) => database.ReadAsync(
        session => session.One(
            "SELECT count(*) FROM (SELECT 1 FROM duplicates WHERE canonical IS NOT NULL GROUP BY canonical HAVING count(*) > 1)", static row => row.GetInt64(0)),
        cancellationToken);

    public Task PutVerdictAsync(DuplicateVerdict verdict, CancellationToken cancellationToken) => database.WriteAsync(session => Put(session, verdict), cancellationToken);

    public Task<IReadOnlyList<DuplicateVerdict>> VerdictsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<DuplicateVerdict>>(
            session =>
            {
                var named = JsonSerializer.Serialize(ids);
                return
                [
                    .. new[] { "first", "second" }
                        .SelectMany(column => SqliteLookup.In(session, $"SELECT first, second, kind, by, at FROM verdicts WHERE {column} IN", named, ReadVerdict))
                        .Distinct().OrderBy(verdict => verdict.First, StringComparer.Ordinal).ThenBy(verdict => verdict.Second, StringComparer.Ordinal),
                ];
            },
            cancellationToken);

    public static void Put(SqliteSession session, IEnumerable<DuplicateRow> rows, CancellationToken cancellationToken)
    {
        var keys = new List<(long Key, long Dataset)>();
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Put(session, row, keys);
        }

        // In their order, so that each page is looked for once.
        keys.Sort();
        foreach (var (key, dataset) in keys)
            session.Execute("INSERT OR IGNORE INTO duplicate_keys (key, dataset) VALUES (?1, ?2)", key, dataset);
    }

    /// <summary>Forgets a dataset's row.</summary>
    public static void Remove(SqliteSession session, string id)
    {
        if (Stored(session, id) is not { } stored)
            return;
        Forget(session, stored.Key, stored.Keys);
        session.Execute("DELETE FROM duplicates WHERE key = ?1", stored.Key);
    }

    public static int Put(SqliteSession session, DuplicateVerdict verdict) => session.Execute(
        """
        INSERT INTO verdicts (first, second, kind, by, at) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (first, second) DO UPDATE SET kind = excluded.kind, by = excluded.by, at = excluded.at
        """,
        verdict.First, verdict.Second, verdict.Kind is VerdictKind.Same ? "same" : "apart", verdict.By, DatasetRow.Milliseconds(verdict.At));

    // Nearly always the keys are as they were, or the row is new: neither needs a look at what is stored.
    private static void Put(SqliteSession session, DuplicateRow row, List<(long Key, long Dataset)> keys)
    {
        var packed = Packed(row.Keys);
        var (related, due) = (row.Related ? 1 : 0, row.Due ? 1 : 0);
        const string Update = "UPDATE duplicates SET keys = ?2, profile = ?3, canonical = ?4, related = ?5, due = ?6 WHERE id = ?1";
        if (session.Execute(Update + " AND keys = ?2", row.Id, packed, row.Profile, row.Canonical, related, due) > 0)
            return;
        var isNew = session.Execute(
            "INSERT INTO duplicates (id, keys, profile, canonical, related, due) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (id) DO NOTHING",
            row.Id, packed, row.Profile, row.Canonical, related, due) > 0;
        if (!isNew)
        {
            if (Stored(session, row.Id) is { } stored)
                Forget(session, stored.Key, stored.Keys);
            session.Execute(Update, row.Id, packed, row.Profile, row.Canonical, related, due);
        }

        var dataset = isNew
            ? session.One("SELECT last_insert_rowid()", static one => one.GetInt64(0))
            : session.One("SELECT key FROM duplicates WHERE id = ?1", static one => one.GetInt64(0), row.Id);
        if (!isNew)
            keys.RemoveAll(pending => pending.Dataset == dataset); // the same dataset twice in one batch: the last word counts
        keys.AddRange(row.Keys.Select(key => (key, dataset)));
    }

    private static void Forget(SqliteSession session, long dataset, byte[] keys)
    {
        foreach (var one in Unpacked(keys))
            session.Execute("DELETE FROM duplicate_keys WHERE key = ?1 AND dataset = ?2", one, dataset);
    }

    private static (long Key, byte[] Keys)? Stored(SqliteSession session, string id) => session.One(
        "SELECT key, keys FROM duplicates WHERE id = ?1", static row => ((long, byte[])?)(row.GetInt64(0), row.GetFieldValue<byte[]>(1)), id);

    public static DuplicateRow Read(SqliteDataReader row) => new(
        row.GetString(0), Unpacked(row.GetFieldValue<byte[]>(1)), row.GetFieldValue<byte[]>(2), DatasetRow.Text(row, 3), row.GetBoolean(4), row.GetBoolean(5));

    public static DuplicateVerdict ReadVerdict(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2) == "same" ? VerdictKind.Same : VerdictKind.Apart, DatasetRow.Text(row, 3), DatasetRow.Instant(row.GetInt64(4)));

    private static byte[] Packed(IReadOnlyList<long> keys)
    {
        var packed = new byte[keys.Count * sizeof(long)];
        for (var i = 0; i < keys.Count; i++)
            BinaryPrimitives.WriteInt64LittleEndian(packed.AsSpan(i * sizeof(long)), keys[i]);
        return packed;
    }

    private static long[] Unpacked(byte[] packed)
    {
        var keys = new long[packed.Length / sizeof(long)];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = BinaryPrimitives.ReadInt64LittleEndian(packed.AsSpan(i * sizeof(long)));
        return keys;
    }
}

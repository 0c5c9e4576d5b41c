using System.Globalization;
using System.Text.Json;
using Harvester.Core.Ports;

namespace Harvester.Storage.Sqlite;

/// <summary>Removes old entries of the change log with the versions that only they show, some datasets at a time, within an open write transaction.</summary>
internal static class SqlitePruning
{
    // An entry that made a version goes once a later version is old, too; an annotated one, or one of an erased dataset, once any later entry is. So the entry
    // of each version that something still shows stays, and so does the state of things at the beginning of the time that is kept.
    private const string Removable = """
        SELECT c.sequence FROM changes c WHERE c.dataset > ?1 AND c.dataset <= ?2 AND c.at < ?3 AND EXISTS (
            SELECT 1 FROM changes n WHERE n.dataset = c.dataset AND n.id = c.id AND n.sequence > c.sequence AND n.at < ?3
                AND (c.kind = 'annotated' OR c.version = 0 OR n.version > c.version))
        """;

    public static PrunedChanges Prune(SqliteSession session, DateTimeOffset before, string? after, int datasets)
    {
        var from = after is null ? 0 : long.Parse(after, CultureInfo.InvariantCulture);
        var keys = session.All("SELECT DISTINCT dataset FROM changes WHERE dataset > ?1 ORDER BY dataset LIMIT ?2", static row => row.GetInt64(0), from, datasets);
        if (keys.Count == 0)
            return new PrunedChanges(0, null);
        var removed = session.All(Removable, static row => row.GetInt64(0), from, keys[^1], DatasetRow.Milliseconds(before));
        if (removed.Count > 0)
        {
            var numbers = JsonSerializer.Serialize(removed);
            session.Execute("DELETE FROM versions WHERE dataset > ?1 AND dataset <= ?2 AND made_by IN (SELECT value FROM json_each(?3))", from, keys[^1], numbers);
            session.Execute("DELETE FROM changes WHERE sequence IN (SELECT value FROM json_each(?1))", numbers);
            CompactedTo(session, removed.Max());
        }

        return new PrunedChanges(removed.Count, keys.Count < datasets ? null : keys[^1].ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The highest number that was ever removed; 0: none was.</summary>
    public static long CompactedTo(SqliteSession session) => session.One("SELECT value FROM meta WHERE key = 'compacted_to'", static row => row.GetInt64(0));

    /// <summary>Remembers that numbers up to this one may lack.</summary>
    public static int CompactedTo(SqliteSession session, long sequence) => session.Execute(
        "INSERT INTO meta (key, value) VALUES ('compacted_to', ?1) ON CONFLICT (key) DO UPDATE SET value = max(value, excluded.value)", sequence);
}

using Harvester.Core.Ports;
using Microsoft.Data.Sqlite;

namespace Harvester.Storage.Sqlite;

/// <summary>Look-ups of many keys at a time: a statement for each would cost more than the search itself.</summary>
internal static class SqliteLookup
{
    private const int AtATime = 100;

    private static readonly string Sought = string.Join(", ", Enumerable.Range(2, AtATime).Select(n => $"?{n}"));
    private static readonly string KnownSql = $"SELECT {DatasetRow.Known} FROM datasets d WHERE d.source = ?1 AND d.record_id IN ({Sought})";
    private static readonly string TakenSql = $"SELECT id FROM datasets WHERE ?1 AND id IN ({Sought}) UNION ALL SELECT id FROM previous_ids WHERE id IN ({Sought})";

    private static readonly string ActiveSql = $"""
        SELECT id, source, record_id FROM datasets WHERE ?1 AND state = 'active' AND id IN ({Sought})
        UNION ALL SELECT p.id, d.source, d.record_id FROM previous_ids p JOIN datasets d ON d.key = p.dataset WHERE d.state = 'active' AND p.id IN ({Sought})
        """;

    /// <summary>What is stored of a source's records.</summary>
    public static IEnumerable<KnownRecord> Known(SqliteSession session, string source, IEnumerable<string> recordIds) =>
        All(session, KnownSql, source, recordIds, DatasetRow.ReadKnown);

    /// <summary>Those of the ids that lead to a dataset, as its id or as one of its previous ids.</summary>
    public static IEnumerable<string> Taken(SqliteSession session, IEnumerable<string> datasetIds) =>
        All(session, TakenSql, true, datasetIds, static row => row.GetString(0));

    /// <summary>Those of the ids that lead to an active dataset, and whose record that is.</summary>
    public static IEnumerable<(string Id, string Source, string RecordId)> Active(SqliteSession session, IEnumerable<string> datasetIds) =>
        All(session, ActiveSql, true, datasetIds, static row => (row.GetString(0), row.GetString(1), row.GetString(2)));

    /// <summary>
    /// The rows whose column is one of the values, which go in as one JSON array: thousands at a time, as binding each to a parameter costs more than finding
    /// it. <paramref name="upToIn"/> ends with the column and IN.
    /// </summary>
    public static List<T> In<T>(SqliteSession session, string upToIn, string values, Func<SqliteDataReader, T> map) => session.All(Within(upToIn), map, values);

    /// <summary>The same, as it is read; the caller disposes the reader.</summary>
    public static SqliteDataReader Open(SqliteSession session, string upToIn, string values) => session.Open(Within(upToIn), values);

    private static string Within(string upToIn) => $"{upToIn} (SELECT value FROM json_each(?1))";

    private static IEnumerable<T> All<T>(SqliteSession session, string sql, object first, IEnumerable<string> keys, Func<SqliteDataReader, T> map)
    {
        foreach (var some in keys.Chunk(AtATime))
        {
            var values = new object?[AtATime + 1]; // what is not filled up stays NULL, which equals nothing
            values[0] = first;
            some.CopyTo(values, 1);
            foreach (var found in session.All(sql, map, values))
                yield return found;
        }
    }
}

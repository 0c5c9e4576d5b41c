using System.Text.Encodings.Web;
using System.Text.Json;
using Harvester.Core.Ports;
using Microsoft.Data.Sqlite;

namespace Harvester.Storage.Sqlite;

/// <summary>One row for each dataset whose file's header is of interest.</summary>
internal sealed class SqliteHeaderStore(SqliteDatabase database) : IHeaderStore
{
    public const string Columns = "dataset, source, distribution, url, stamp, final_url, etag, last_modified, header, fault, failures, next_due";

    // Column names are Japanese: escaped, each of their characters would take six bytes.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Task<IReadOnlyDictionary<string, HeaderState>> GetAsync(IReadOnlyCollection<string> datasets, CancellationToken cancellationToken) => database.ReadAsync(
        session => (IReadOnlyDictionary<string, HeaderState>)SqliteLookup.In(session, $"SELECT {Columns} FROM headers WHERE dataset IN", JsonSerializer.Serialize(datasets), Read)
            .ToDictionary(state => state.Dataset, StringComparer.Ordinal),
        cancellationToken);

    public Task<IReadOnlyList<HeaderState>> DueAsync(DateTimeOffset now, IReadOnlyCollection<string>? sources, int limit, CancellationToken cancellationToken) => database.ReadAsync(
        session => (IReadOnlyList<HeaderState>)session.All(
            $"""
            SELECT {Columns} FROM headers WHERE next_due <= ?1 AND (?2 IS NULL OR source IN (SELECT value FROM json_each(?2)))
            ORDER BY next_due, dataset LIMIT ?3
            """,
            Read, DatasetRow.Milliseconds(now), sources is null ? null : JsonSerializer.Serialize(sources), limit),
        cancellationToken);

    public Task SaveAsync(IReadOnlyCollection<HeaderState> states, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            foreach (var state in states)
                Save(session, state);
            return 0;
        },
        cancellationToken);

    public static int Save(SqliteSession session, HeaderState state) => session.Execute(
        $"INSERT OR REPLACE INTO headers ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        state.Dataset, state.Source, state.Distribution, state.Url, state.Stamp, state.FinalUrl, state.ETag, state.LastModified,
        state.Header is null ? null : JsonSerializer.Serialize(state.Header, Readable), state.Fault, state.Failures, DatasetRow.Milliseconds(state.NextDue));

    public Task RemoveAsync(IReadOnlyCollection<string> datasets, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Execute("DELETE FROM headers WHERE dataset IN (SELECT value FROM json_each(?1))", JsonSerializer.Serialize(datasets)),
        cancellationToken);

    public static HeaderState Read(SqliteDataReader row) => new()
    {
        Dataset = row.GetString(0),
        Source = row.GetString(1),
        Distribution = row.GetString(2),
        Url = row.GetString(3),
        Stamp = DatasetRow.Text(row, 4),
        FinalUrl = DatasetRow.Text(row, 5),
        ETag = DatasetRow.Text(row, 6),
        LastModified = DatasetRow.Text(row, 7),
        Header = DatasetRow.Text(row, 8) is { } header ? JsonSerializer.Deserialize<string[]>(header) : null,
        Fault = DatasetRow.Text(row, 9),
        Failures = (int)row.GetInt64(10),
        NextDue = DatasetRow.Instant(row.GetInt64(11)),
    };
}

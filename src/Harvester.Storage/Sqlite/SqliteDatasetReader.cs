using System.Runtime.CompilerServices;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Storage.Sqlite;

/// <summary>Reads datasets, with their annotations joined.</summary>
internal sealed class SqliteDatasetReader(SqliteDatabase database) : IDatasetReader
{
    private const string Select = $"SELECT {DatasetRow.Present} FROM {DatasetRow.PresentTables} ";

    private const string Superseded = """
        SELECT c.kind, c.at, c.run, c.id, v.previous_ids, v.state, v.version, v.made_by, v.first_seen, v.last_changed, v.missing_since, NULL, v.document, NULL, c.reason
        FROM versions v JOIN changes c ON c.sequence = v.made_by WHERE v.dataset = ?1 ORDER BY v.version
        """;

    private const string Current =
        $"SELECT c.kind, c.at, c.run, {DatasetRow.Present}, c.reason FROM {DatasetRow.PresentTables} JOIN changes c ON c.sequence = d.made_by WHERE d.key = ?1";

    public Task<Dataset?> GetAsync(string id, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.One(Select + "WHERE d.id = ?1", static row => DatasetRow.Read(row, 0), id)
            ?? (Key(session, id) is { } key ? session.One(Select + "WHERE d.key = ?1", static row => DatasetRow.Read(row, 0), key) : null),
        cancellationToken);

    public Task<IReadOnlyList<Dataset>> ManyAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Dataset>>(
        session => [.. ids.Select(id => session.One(Select + "WHERE d.id = ?1", static row => DatasetRow.Read(row, 0), id)).OfType<Dataset>()],
        cancellationToken);

    public Task<IReadOnlyList<Dataset>> ListAsync(DatasetFilter filter, string? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var query = DatasetQuery.Of(filter, after);
        return database.ReadAsync<IReadOnlyList<Dataset>>(
            session =>
            {
                using var reader = session.Open(Select + query.Where + " ORDER BY d.id", query.Values);
                var page = new List<Dataset>();
                while (page.Count < limit && reader.Read())
                {
                    var dataset = DatasetRow.Read(reader, 0);
                    if (filter.Text is null || TextMatch.Matches(dataset, filter.Text))
                        page.Add(dataset);
                }

                return page;
            },
            cancellationToken);
    }

    public Task<long> CountAsync(DatasetFilter filter, CancellationToken cancellationToken)
    {
        var query = DatasetQuery.Of(filter, null);
        return filter.Text is null
            ? database.ReadAsync(
                session => session.One("SELECT count(*) FROM datasets d " + query.Where, static row => row.GetInt64(0), query.Values),
                cancellationToken)
            : CountMatchesAsync(filter, cancellationToken);
    }

    public async IAsyncEnumerable<Dataset> AllAsync(DatasetFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = DatasetQuery.Of(filter, null);
        var all = database.StreamAsync(
            Select + query.Where + " ORDER BY d.id", query.Values, static row => DatasetRow.Read(row, 0), cancellationToken);
        await foreach (var dataset in all)
        {
            if (filter.Text is null || TextMatch.Matches(dataset, filter.Text))
                yield return dataset;
        }
    }

    public Task<IReadOnlyList<DatasetVersion>> HistoryAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<DatasetVersion>>(
            session =>
            {
                if (Key(session, id) is not { } key)
                    return [];
                var history = session.All(Superseded, ReadVersion, key);
                history.AddRange(session.All(Current, ReadVersion, key));
                return history;
            },
            cancellationToken);

    public Task<RawPayload?> RawAsync(string id, CancellationToken cancellationToken) => database.ReadAsync(
        session => Key(session, id) is not { } key
            ? null
            : session.One(
                $"SELECT {DatasetRow.Raw} FROM payloads p WHERE p.key = ?1",
                static row => DatasetRow.ReadRaw(row, 0),
                key),
        cancellationToken);

    public Task<IReadOnlyList<PublisherCount>> CountByPublisherAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<PublisherCount>>(
            session => session.All(
                """
                SELECT publisher_code, source, count(*), sum(distributions) FROM datasets WHERE state = 'active'
                GROUP BY publisher_code, source ORDER BY publisher_code, source
                """,
                static row => new PublisherCount(DatasetRow.Text(row, 0), row.GetString(1), row.GetInt64(2), row.GetInt64(3))),
            cancellationToken);

    /// <summary>The key of this id, or of the dataset that it leads to.</summary>
    private static long? Key(SqliteSession session, string id) =>
        session.One("SELECT key FROM datasets WHERE id = ?1", static row => (long?)row.GetInt64(0), id)
        ?? session.One("SELECT dataset FROM previous_ids WHERE id = ?1", static row => (long?)row.GetInt64(0), id);

    private static DatasetVersion ReadVersion(Microsoft.Data.Sqlite.SqliteDataReader row)
    {
        var dataset = DatasetRow.Read(row, 3);
        return new DatasetVersion(
            dataset.Version, DatasetRow.Kind(row.GetString(0)), DatasetRow.Instant(row.GetInt64(1)), DatasetRow.Text(row, 2), dataset,
            DatasetRow.Reason(DatasetRow.Text(row, 3 + DatasetRow.Width)));
    }

    private async Task<long> CountMatchesAsync(DatasetFilter filter, CancellationToken cancellationToken)
    {
        var count = 0L;
        await foreach (var _ in AllAsync(filter, cancellationToken))
            count++;
        return count;
    }
}

using System.Globalization;
using System.Text.Json;
using Harvester.Core.Coverage;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Storage.Sqlite;

/// <summary>Sums and what they are made of, in one transaction, so that a cut-off can never make them differ.</summary>
internal sealed class SqliteCoverageStore(SqliteDatabase database) : ICoverageStore
{
    private const string Iso = "yyyy-MM-dd";

    public Task PutAsync(IReadOnlyCollection<Contribution> contributions, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            Replace(session, contributions, cancellationToken);
            return 0;
        },
        cancellationToken);

    public Task ClearAsync(CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Execute("DELETE FROM contributions") + session.Execute("DELETE FROM coverage"), cancellationToken);

    public Task<IReadOnlyList<CoverageCount>> CountsAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<CoverageCount>>(
        session => session.All(
            "SELECT code, source, name, value FROM coverage WHERE value <> 0",
            static row => new CoverageCount(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3))),
        cancellationToken);

    public Task<long> SumAsync(string source, string name, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.One("SELECT coalesce(sum(value), 0) FROM coverage WHERE source = ?1 AND name = ?2", static row => row.GetInt64(0), source, name), cancellationToken);

    public Task SaveAsync(CoverageSnapshot snapshot, CancellationToken cancellationToken) => database.WriteAsync(session => Save(session, snapshot), cancellationToken);

    public Task<CoverageSnapshot?> GetAsync(DateOnly day, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.One(
            "SELECT snapshot FROM snapshots WHERE day <= ?1 ORDER BY day DESC LIMIT 1", static row => Snapshot(row.GetFieldValue<byte[]>(0)), day.ToString(Iso, CultureInfo.InvariantCulture)),
        cancellationToken);

    public Task<IReadOnlyList<(DateOnly Day, CoverageFigures Total)>> HistoryAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<(DateOnly, CoverageFigures)>>(
            session => session.All(
                "SELECT snapshot FROM snapshots WHERE day BETWEEN ?1 AND ?2 ORDER BY day",
                static row => Snapshot(row.GetFieldValue<byte[]>(0)) is { } snapshot ? (snapshot.Day, snapshot.Total) : default,
                from.ToString(Iso, CultureInfo.InvariantCulture), to.ToString(Iso, CultureInfo.InvariantCulture)),
            cancellationToken);

    /// <summary>Replaces what these datasets contribute, and corrects the sums.</summary>
    public static void Replace(SqliteSession session, IReadOnlyCollection<Contribution> contributions, CancellationToken cancellationToken)
    {
        // Datasets of one batch share most figures: each sum is written once.
        var differences = new Dictionary<(string Code, string Source, string Name), long>();
        foreach (var contribution in contributions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var stored = session.One(
                "SELECT code, source, counts FROM contributions WHERE id = ?1", row => Read(contribution.Id, row.GetString(0), row.GetString(1), row.GetString(2)), contribution.Id);
            if (stored is not null)
                Add(differences, stored, -1);
            Add(differences, contribution, 1);
            if (contribution.Counts.Count == 0)
                session.Execute("DELETE FROM contributions WHERE id = ?1", contribution.Id);
            else
                Put(session, contribution);
        }

        foreach (var ((code, source, name), difference) in differences.Where(pair => pair.Value != 0))
        {
            Add(session, new CoverageCount(code, source, name, difference));
            if (difference < 0)
                session.Execute("DELETE FROM coverage WHERE code = ?1 AND source = ?2 AND name = ?3 AND value = 0", code, source, name);
        }
    }

    /// <summary>A dataset's part, without the sums.</summary>
    public static int Put(SqliteSession session, Contribution contribution) => session.Execute(
        """
        INSERT INTO contributions (id, code, source, counts) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (id) DO UPDATE SET code = excluded.code, source = excluded.source, counts = excluded.counts
        """,
        contribution.Id, contribution.Code, contribution.Source, JsonSerializer.Serialize(contribution.Counts));

    /// <summary>Adds to a sum.</summary>
    public static int Add(SqliteSession session, CoverageCount difference) => session.Execute(
        """
        INSERT INTO coverage (code, source, name, value) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (code, source, name) DO UPDATE SET value = value + excluded.value
        """,
        difference.Code, difference.Source, difference.Name, difference.Value);

    public static int Save(SqliteSession session, CoverageSnapshot snapshot) => session.Execute(
        "INSERT INTO snapshots (day, snapshot) VALUES (?1, ?2) ON CONFLICT (day) DO UPDATE SET snapshot = excluded.snapshot",
        snapshot.Day.ToString(Iso, CultureInfo.InvariantCulture), Compressed.Pack(JsonSerializer.SerializeToUtf8Bytes(snapshot, DatasetJson.Plain.CoverageSnapshot)));

    public static CoverageSnapshot? Snapshot(byte[] packed) => JsonSerializer.Deserialize(Compressed.Unpack(packed), DatasetJson.Plain.CoverageSnapshot);

    public static Contribution Read(string id, string code, string source, string counts) => new(id, code, source, JsonSerializer.Deserialize<Dictionary<string, long>>(counts)!);

    private static void Add(Dictionary<(string Code, string Source, string Name), long> differences, Contribution contribution, int sign)
    {
        foreach (var (name, count) in contribution.Counts)
        {
            var key = (contribution.Code, contribution.Source, name);
            differences[key] = differences.GetValueOrDefault(key) + (sign * count);
        }
    }
}

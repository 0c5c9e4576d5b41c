using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Microsoft.Data.Sqlite;

namespace Harvester.Storage.Sqlite;

/// <summary>Run reports, and their problems in a table of their own.</summary>
internal sealed class SqliteRunStore(SqliteDatabase database) : IRunStore
{
    private const string Page = """
        SELECT report FROM runs WHERE ?1 IS NULL
            AND (?2 IS NULL OR (started_at, id) < (SELECT started_at, id FROM runs WHERE id = ?2))
        ORDER BY started_at DESC, id DESC LIMIT ?3
        """;

    private const string PageOfSource = """
        SELECT report FROM runs WHERE source = ?1
            AND (?2 IS NULL OR (started_at, id) < (SELECT started_at, id FROM runs WHERE id = ?2))
        ORDER BY started_at DESC, id DESC LIMIT ?3
        """;

    private const string Latest = """
        SELECT r.report FROM (SELECT DISTINCT source FROM runs) s JOIN runs r ON r.id =
            (SELECT id FROM runs WHERE source = s.source AND status <> 'Running' ORDER BY started_at DESC, id DESC LIMIT 1)
        """;

    private const string ProblemsOfNewest = """
        SELECT p.source, p.run, p.problem FROM (SELECT DISTINCT source FROM runs) s JOIN problems p ON p.run =
            (SELECT id FROM runs WHERE source = s.source AND status NOT IN ('Running', 'Skipped') ORDER BY started_at DESC, id DESC LIMIT 1)
        ORDER BY p.source, p.key
        """;

    public async Task SaveAsync(RunReport report, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(report, DatasetJson.Plain.RunReport);
        await database.WriteAsync(session => Save(session, report, json), cancellationToken);
    }

    public static int Save(SqliteSession session, RunReport report, byte[] json) => session.Execute(
        """
        INSERT INTO runs (id, source, status, started_at, report) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (id) DO UPDATE SET source = excluded.source, status = excluded.status, started_at = excluded.started_at, report = excluded.report
        """,
        report.Id, report.Source, report.Status.ToString(), DatasetRow.Milliseconds(report.StartedAt), json);

    public Task<RunReport?> GetAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.One("SELECT report FROM runs WHERE id = ?1", ReadReport, id), cancellationToken);

    public Task<IReadOnlyList<RunReport>> ListAsync(string? source, int limit, string? before, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return database.ReadAsync<IReadOnlyList<RunReport>>(
            session => session.All(source is null ? Page : PageOfSource, ReadReport, source, before, limit), cancellationToken);
    }

    public Task<IReadOnlyDictionary<string, RunReport>> LatestAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<string, RunReport>>(
            session => session.All(Latest, ReadReport).ToDictionary(report => report.Source, StringComparer.Ordinal), cancellationToken);

    public async Task AddProblemsAsync(
        string run, string source, IReadOnlyCollection<RunProblem> problems, CancellationToken cancellationToken)
    {
        var documents = problems.Select(problem => JsonSerializer.SerializeToUtf8Bytes(problem, DatasetJson.Plain.RunProblem)).ToArray();
        await database.WriteAsync(
            session =>
            {
                foreach (var document in documents)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    AddProblem(session, run, source, document);
                }

                return 0;
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<RunProblem>> ProblemsAsync(string run, int skip, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return database.ReadAsync<IReadOnlyList<RunProblem>>(
            session => session.All(
                "SELECT problem FROM problems WHERE run = ?1 ORDER BY key LIMIT ?3 OFFSET ?2", static row => ReadProblem(row, 0), run, skip, limit),
            cancellationToken);
    }

    public Task<IReadOnlyList<(string Source, string Run, RunProblem Problem)>> FindProblemsAsync(
        string text, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return database.ReadAsync<IReadOnlyList<(string, string, RunProblem)>>(
            session =>
            {
                using var reader = session.Open(ProblemsOfNewest);
                var found = new List<(string, string, RunProblem)>();
                while (found.Count < limit && reader.Read())
                {
                    var problem = ReadProblem(reader, 2);
                    if (TextMatch.Matches(problem, text))
                        found.Add((reader.GetString(0), reader.GetString(1), problem));
                }

                return found;
            },
            cancellationToken);
    }

    public static int AddProblem(SqliteSession session, string run, string source, byte[] problem) =>
        session.Execute("INSERT INTO problems (run, source, problem) VALUES (?1, ?2, ?3)", run, source, problem);

    public static RunReport ReadReport(SqliteDataReader row) =>
        JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(0), DatasetJson.Plain.RunReport) ?? throw new JsonException("null is no report");

    public static RunProblem ReadProblem(SqliteDataReader row, int at) =>
        JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(at), DatasetJson.Plain.RunProblem) ?? throw new JsonException("null is no problem");
}

using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>Run reports, and their problems in a collection of their own.</summary>
internal sealed class MongoRunStore(MongoDatabase database) : IRunStore
{
    public const string Name = "runs";
    public const string ProblemsName = "problems";

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;
    private static readonly BsonDocument NewestFirst = new() { { "startedAt", -1 }, { "_id", -1 } };

    private IMongoCollection<BsonDocument> Runs => database.Collection(Name);
    private IMongoCollection<BsonDocument> Problems => database.Collection(ProblemsName);

    public Task SaveAsync(RunReport report, CancellationToken cancellationToken)
    {
        var document = Write(report);
        return database.RunAsync(() => Runs.ReplaceOneAsync(Where.Eq("_id", report.Id), document, new ReplaceOptions { IsUpsert = true }, cancellationToken), cancellationToken);
    }

    public async Task<RunReport?> GetAsync(string id, CancellationToken cancellationToken) =>
        await database.OneAsync(Runs, Where.Eq("_id", id), null, cancellationToken) is { } document ? Read(document) : null;

    public async Task<IReadOnlyList<RunReport>> ListAsync(string? source, int limit, string? before, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var filter = source is null ? Where.Empty : Where.Eq("source", source);
        if (before is not null)
        {
            if (await database.OneAsync(Runs, Where.Eq("_id", before), new FindOptions<BsonDocument> { Projection = new BsonDocument("startedAt", 1) }, cancellationToken) is not { } last)
                return [];
            filter &= Where.Lt("startedAt", last["startedAt"]) | (Where.Eq("startedAt", last["startedAt"]) & Where.Lt("_id", before));
        }

        return [.. (await database.AllAsync(Runs, filter, new FindOptions<BsonDocument> { Sort = NewestFirst, Limit = limit }, cancellationToken)).Select(Read)];
    }

    public async Task<IReadOnlyDictionary<string, RunReport>> LatestAsync(CancellationToken cancellationToken)
    {
        var latest = new Dictionary<string, RunReport>(StringComparer.Ordinal);
        foreach (var source in await SourcesAsync(cancellationToken))
        {
            if (await NewestAsync(source, [RunStatus.Running], null, cancellationToken) is { } document)
                latest[source] = Read(document);
        }

        return latest;
    }

    public Task AddProblemsAsync(string run, string source, IReadOnlyCollection<RunProblem> problems, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return database.InsertAsync(Problems, [.. problems.Select(problem => Write(ObjectId.GenerateNewId(), run, source, MongoOrder.Next(), problem))]);
    }

    public async Task<IReadOnlyList<RunProblem>> ProblemsAsync(string run, int skip, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var found = await database.AllAsync(
            Problems, Where.Eq("run", run), new FindOptions<BsonDocument> { Sort = new BsonDocument("order", 1), Skip = skip, Limit = limit }, cancellationToken);
        return [.. found.Select(ReadProblem)];
    }

    public async Task<IReadOnlyList<(string Source, string Run, RunProblem Problem)>> FindProblemsAsync(string text, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var found = new List<(string, string, RunProblem)>();
        foreach (var source in await SourcesAsync(cancellationToken))
        {
            if (await NewestAsync(source, [RunStatus.Running, RunStatus.Skipped], new BsonDocument("source", 1), cancellationToken) is not { } run)
                continue;
            for (var skip = 0; found.Count < limit; skip += 1000)
            {
                var page = await ProblemsAsync(run["_id"].AsString, skip, 1000, cancellationToken);
                found.AddRange(page.Where(problem => TextMatch.Matches(problem, text)).Take(limit - found.Count).Select(problem => (source, run["_id"].AsString, problem)));
                if (page.Count < 1000)
                    break;
            }
        }

        return found;
    }

    private Task<List<string>> SourcesAsync(CancellationToken cancellationToken) => database.RunAsync(
        async () =>
        {
            using var cursor = await Runs.DistinctAsync<string>("source", Where.Empty, cancellationToken: cancellationToken);
            var sources = await cursor.ToListAsync(cancellationToken);
            sources.Sort(StringComparer.Ordinal);
            return sources;
        },
        cancellationToken);

    private Task<BsonDocument?> NewestAsync(string source, RunStatus[] except, BsonDocument? projection, CancellationToken cancellationToken) => database.OneAsync(
        Runs, Where.Eq("source", source) & Where.Nin("status", except.Select(EnumWord.Of)), MongoDatabase.Only(projection, new FindOptions<BsonDocument> { Sort = NewestFirst }), cancellationToken);

    public static BsonDocument Write(RunReport report) => new()
    {
        { "_id", report.Id },
        { "source", report.Source },
        { "status", EnumWord.Of(report.Status) },
        { "startedAt", JsonBson.Date(report.StartedAt) },
        { "report", new BsonBinaryData(JsonSerializer.SerializeToUtf8Bytes(report, DatasetJson.Plain.RunReport)) },
    };

    public static BsonDocument Write(BsonValue id, string run, string source, long order, RunProblem problem) => new()
    {
        { "_id", id },
        { "run", run },
        { "source", source },
        { "order", order },
        { "problem", JsonBson.ToBson(JsonSerializer.SerializeToUtf8Bytes(problem, DatasetJson.Plain.RunProblem)) },
    };

    public static RunReport Read(BsonDocument document) =>
        JsonSerializer.Deserialize(document["report"].AsByteArray, DatasetJson.Plain.RunReport) ?? throw new JsonException("null is no report");

    public static RunProblem ReadProblem(BsonDocument document) =>
        JsonSerializer.Deserialize(JsonBson.ToJson(document["problem"].AsBsonDocument), DatasetJson.Plain.RunProblem) ?? throw new JsonException("null is no problem");
}

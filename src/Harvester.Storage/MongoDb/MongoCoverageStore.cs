using System.Globalization;
using System.Text.Json;
using Harvester.Core.Coverage;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>Sums and what they are made of, written as one unit, so that a cut-off can never make them differ.</summary>
internal sealed class MongoCoverageStore(MongoDatabase database, CommitLock commits) : ICoverageStore
{
    public const string Name = "coverage";
    public const string ContributionsName = "contributions";
    public const string SnapshotsName = "snapshots";

    private const string Iso = "yyyy-MM-dd";

    /// <summary>Contributions whose documents fit into one journal many times over. Each of several units is right by itself.</summary>
    private const int AtATime = 2000;

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;

    public async Task PutAsync(IReadOnlyCollection<Contribution> contributions, CancellationToken cancellationToken)
    {
        foreach (var some in contributions.Chunk(AtATime))
        {
            await using var commit = await commits.TakeAsync(cancellationToken);
            await ReplacementJournal.ApplyAsync(database, commit, await PlanAsync(database, some, commit, cancellationToken));
        }
    }

    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await using var commit = await commits.TakeAsync(cancellationToken);
        await ClearJournal.ApplyAsync(database, commit, ContributionsName, Name);
    }

    public async Task<IReadOnlyList<CoverageCount>> CountsAsync(CancellationToken cancellationToken) =>
    [
        .. (await database.AllAsync(database.Collection(Name), Where.Ne("value", 0L), null, cancellationToken))
            .Select(ReadSum),
    ];

    public async Task<long> SumAsync(string source, string name, CancellationToken cancellationToken) =>
        (await database.AllAsync(database.Collection(Name), Where.Eq("source", source) & Where.Eq("name", name), null, cancellationToken)).Sum(sum => sum["value"].ToInt64());

    public Task SaveAsync(CoverageSnapshot snapshot, CancellationToken cancellationToken)
    {
        var document = Write(snapshot);
        return database.RunAsync(
            () => database.Collection(SnapshotsName).ReplaceOneAsync(Where.Eq("_id", document["_id"]), document, new ReplaceOptions { IsUpsert = true }, cancellationToken), cancellationToken);
    }

    public async Task<CoverageSnapshot?> GetAsync(DateOnly day, CancellationToken cancellationToken) =>
        await database.OneAsync(database.Collection(SnapshotsName), Where.Lte("_id", Day(day)), new FindOptions<BsonDocument> { Sort = new BsonDocument("_id", -1) }, cancellationToken) is { } document
            ? Read(document) : null;

    public async Task<IReadOnlyList<(DateOnly Day, CoverageFigures Total)>> HistoryAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var history = new List<(DateOnly, CoverageFigures)>();
        var days = database.StreamAsync(database.Collection(SnapshotsName), Where.Gte("_id", Day(from)) & Where.Lte("_id", Day(to)), null, 100, cancellationToken);
        await foreach (var document in days)
        {
            var snapshot = Read(document);
            history.Add((snapshot.Day, snapshot.Total));
        }

        return history;
    }

    public static async Task<List<Replacement>> PlanAsync(MongoDatabase database, Contribution[] contributions, Commit commit, CancellationToken cancellationToken)
    {
        var plan = new List<Replacement>();
        var stored = await database.ByIdAsync(database.Collection(ContributionsName), contributions.Select(one => one.Id), null, cancellationToken);
        // Datasets of one batch share most figures: each sum is written once.
        var differences = new Dictionary<(string Code, string Source, string Name), long>();
        foreach (var same in contributions.GroupBy(one => one.Id, StringComparer.Ordinal))
        {
            var (contribution, before) = (same.Last(), stored.GetValueOrDefault(same.Key));
            if (before is not null && before.Contains("counts"))
                Add(differences, ReadContribution(before), -1);
            Add(differences, contribution, 1);
            var stamp = new Stamped(same.Key, Stamped.Of(before), commit.NextStamp());
            if (contribution.Counts.Count > 0)
                plan.Add(new Replacement(ContributionsName, stamp, Write(contribution)));
            else if (before is not null)
                plan.Add(new Replacement(ContributionsName, stamp, stamp.Blank));
        }

        var changed = differences.Where(pair => pair.Value != 0).ToDictionary(pair => Id(pair.Key), pair => pair, StringComparer.Ordinal);
        var sums = await database.ByIdAsync(database.Collection(Name), changed.Keys, null, cancellationToken);
        foreach (var (id, ((code, source, name), difference)) in changed)
        {
            var before = sums.GetValueOrDefault(id);
            plan.Add(new Replacement(Name, new Stamped(id, Stamped.Of(before), commit.NextStamp()), Write(new CoverageCount(code, source, name, (before?["value"].ToInt64() ?? 0) + difference))));
        }

        return plan;
    }

    public static BsonDocument Write(CoverageSnapshot snapshot) => new()
    {
        { "_id", Day(snapshot.Day) },
        { "snapshot", new BsonBinaryData(Compressed.Pack(JsonSerializer.SerializeToUtf8Bytes(snapshot, DatasetJson.Plain.CoverageSnapshot))) },
    };

    public static BsonDocument Write(CoverageCount sum) => new()
    {
        { "_id", Id((sum.Code, sum.Source, sum.Name)) }, { "code", sum.Code }, { "source", sum.Source }, { "name", sum.Name }, { "value", sum.Value }, { "store", new BsonDocument() },
    };

    public static BsonDocument Write(Contribution contribution) => new()
    {
        // Names of figures hold dots, which mean something in the name of a member.
        { "_id", contribution.Id }, { "code", contribution.Code }, { "source", contribution.Source }, { "counts", JsonSerializer.Serialize(contribution.Counts) }, { "store", new BsonDocument() },
    };

    public static Contribution ReadContribution(BsonDocument document) => new(
        document["_id"].AsString, document["code"].AsString, document["source"].AsString, JsonSerializer.Deserialize<Dictionary<string, long>>(document["counts"].AsString)!);

    public static CoverageCount ReadSum(BsonDocument sum) => new(sum["code"].AsString, sum["source"].AsString, sum["name"].AsString, sum["value"].ToInt64());

    public static CoverageSnapshot Read(BsonDocument document) =>
        JsonSerializer.Deserialize(Compressed.Unpack(document["snapshot"].AsByteArray), DatasetJson.Plain.CoverageSnapshot) ?? throw new JsonException("null is no snapshot");

    private static string Id((string Code, string Source, string Name) sum) => $"{sum.Code}\n{sum.Source}\n{sum.Name}";

    private static string Day(DateOnly day) => day.ToString(Iso, CultureInfo.InvariantCulture);

    private static void Add(Dictionary<(string Code, string Source, string Name), long> differences, Contribution contribution, int sign)
    {
        foreach (var (name, count) in contribution.Counts)
        {
            var key = (contribution.Code, contribution.Source, name);
            differences[key] = differences.GetValueOrDefault(key) + (sign * count);
        }
    }
}

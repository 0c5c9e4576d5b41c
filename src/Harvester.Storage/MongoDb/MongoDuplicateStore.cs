using Harvester.Core.Model;
using Harvester.Core.Ports;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>One document for each active dataset, with its keys; one for each verdict.</summary>
internal sealed class MongoDuplicateStore(MongoDatabase database, CommitLock commits) : IDuplicateStore
{
    public const string Name = "duplicates";
    public const string VerdictsName = "verdicts";

    /// <summary>A key that more have is asked for by itself, so that it does not bring along half the catalogue.</summary>
    private const int Many = 500;

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;

    private readonly HashSet<long> popular = [];

    private IMongoCollection<BsonDocument> Rows => database.Collection(Name);
    private IMongoCollection<BsonDocument> Verdicts => database.Collection(VerdictsName);

    public async Task<IReadOnlyDictionary<string, DuplicateRow>> GetAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        (await database.InAsync(Rows, "_id", ids, null, cancellationToken, Where.Exists("keys"))).Select(Read).ToDictionary(row => row.Id, StringComparer.Ordinal);

    public async Task<IReadOnlyDictionary<long, IReadOnlyList<string>>> SharersAsync(IReadOnlyCollection<long> keys, int most, CancellationToken cancellationToken)
    {
        var sharers = new Dictionary<long, List<string>>();
        foreach (var some in keys.Distinct().Where(key => !IsPopular(key)).Chunk(1000))
            await AddAsync(sharers, some, most, cancellationToken);
        foreach (var key in keys.Distinct().Where(IsPopular))
        {
            var found = await database.AllAsync(Rows, Where.Eq("keys", key), new FindOptions<BsonDocument> { Projection = new BsonDocument("_id", 1), Limit = most + 1 }, cancellationToken);
            if (found.Count > 0)
                sharers[key] = found.ConvertAll(document => document["_id"].AsString);
        }

        return sharers.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)pair.Value);
    }

    public async Task PutAsync(IReadOnlyCollection<DuplicateRow> rows, IReadOnlyCollection<string> forgotten, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (rows.Count + forgotten.Count == 0)
            return;
        await using var commit = await commits.TakeAsync(cancellationToken);
        var stored = await database.ByIdAsync(Rows, rows.Select(row => row.Id).Concat(forgotten), new BsonDocument("store", 1), cancellationToken);
        var plan = new List<Replacement>();
        var bytes = 0;
        foreach (var row in rows)
        {
            // What does not fit into one journal is written in parts: a search that is cut off between two does both again.
            if (bytes > ReplacementJournal.MostBytes)
            {
                await ReplacementJournal.ApplyAsync(database, commit, plan);
                plan.Clear();
                bytes = 0;
            }

            bytes += row.Profile.Length + (row.Keys.Count * 16) + 500;
            plan.Add(new Replacement(Name, new Stamped(row.Id, Stamped.Of(stored.GetValueOrDefault(row.Id)), commit.NextStamp()), Write(row)));
        }

        foreach (var id in forgotten.Where(stored.ContainsKey))
        {
            var stamp = new Stamped(id, Stamped.Of(stored[id]), commit.NextStamp());
            plan.Add(new Replacement(Name, stamp, stamp.Blank));
        }

        await ReplacementJournal.ApplyAsync(database, commit, plan);
    }

    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await using var commit = await commits.TakeAsync(cancellationToken);
        await ClearJournal.ApplyAsync(database, commit, Name);
    }

    public async Task<IReadOnlyList<DuplicateGroup>> GroupsAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var groups = await GroupsAsync(after, [new("$sort", new BsonDocument("_id", 1)), new("$limit", limit)], cancellationToken);
        if (groups.Count == 0)
            return [];
        var members = await database.AllAsync(
            Rows, Where.In("canonical", groups.Select(group => group["_id"])), new FindOptions<BsonDocument> { Projection = new BsonDocument("canonical", 1), Sort = new BsonDocument { { "canonical", 1 }, { "_id", 1 } } }, cancellationToken);
        return
        [
            .. members.GroupBy(member => member["canonical"].AsString, StringComparer.Ordinal).Where(group => group.Count() > 1)
                .Select(group => new DuplicateGroup(group.Key, [.. group.Select(member => member["_id"].AsString)])),
        ];
    }

    public async Task<long> CountGroupsAsync(CancellationToken cancellationToken) =>
        (await GroupsAsync(null, [new("$count", "groups")], cancellationToken)).FirstOrDefault()?["groups"].ToInt64() ?? 0;

    public Task PutVerdictAsync(DuplicateVerdict verdict, CancellationToken cancellationToken)
    {
        var document = Write(verdict);
        return database.RunAsync(() => Verdicts.ReplaceOneAsync(Where.Eq("_id", document["_id"]), document, new ReplaceOptions { IsUpsert = true }, cancellationToken), cancellationToken);
    }

    public async Task<IReadOnlyList<DuplicateVerdict>> VerdictsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var found = new HashSet<DuplicateVerdict>();
        foreach (var member in new[] { "first", "second" })
            found.UnionWith((await database.InAsync(Verdicts, member, ids, null, cancellationToken)).Select(ReadVerdict));
        return [.. found.OrderBy(verdict => verdict.First, StringComparer.Ordinal).ThenBy(verdict => verdict.Second, StringComparer.Ordinal)];
    }

    private bool IsPopular(long key)
    {
        lock (popular)
            return popular.Contains(key);
    }

    private Task AddAsync(Dictionary<long, List<string>> sharers, long[] keys, int most, CancellationToken cancellationToken)
    {
        var asked = keys.ToHashSet();
        return database.RunAsync(
            async () =>
            {
                foreach (var key in keys)
                    sharers.Remove(key); // of an attempt that was cut off
                var counts = new Dictionary<long, int>();
                var options = new FindOptions<BsonDocument> { Projection = new BsonDocument("keys", 1), BatchSize = 1000 };
                using var cursor = await Rows.FindAsync(Where.In("keys", keys), options, cancellationToken);
                // Read one by one: a key may be everybody's.
                while (await cursor.MoveNextAsync(cancellationToken))
                {
                    foreach (var document in cursor.Current)
                    {
                        foreach (var key in document["keys"].AsBsonArray.Select(key => key.AsInt64).Where(asked.Contains))
                        {
                            counts[key] = counts.GetValueOrDefault(key) + 1;
                            if (!sharers.TryGetValue(key, out var ids))
                                sharers.Add(key, ids = new List<string>(1));
                            if (ids.Count <= most)
                                ids.Add(document["_id"].AsString);
                        }
                    }
                }

                lock (popular)
                    popular.UnionWith(counts.Where(pair => pair.Value > Math.Max(Many, most)).Select(pair => pair.Key));
            },
            cancellationToken);
    }

    private Task<List<BsonDocument>> GroupsAsync(string? after, BsonDocument[] then, CancellationToken cancellationToken) => database.RunAsync(
        async () =>
        {
            BsonDocument[] stages =
            [
                new("$match", new BsonDocument("canonical", new BsonDocument("$gt", after ?? ""))),
                new("$group", new BsonDocument { { "_id", "$canonical" }, { "members", new BsonDocument("$sum", 1) } }),
                new("$match", new BsonDocument("members", new BsonDocument("$gt", 1))),
                .. then,
            ];
            using var cursor = await Rows.AggregateAsync<BsonDocument>(stages, cancellationToken: cancellationToken);
            return await cursor.ToListAsync(cancellationToken);
        },
        cancellationToken);

    public static BsonDocument Write(DuplicateVerdict verdict) => new()
    {
        { "_id", new BsonDocument { { "first", verdict.First }, { "second", verdict.Second } } },
        { "first", verdict.First },
        { "second", verdict.Second },
        { "kind", EnumWord.Of(verdict.Kind) },
        { "by", JsonBson.Text(verdict.By) },
        { "at", JsonBson.Date(verdict.At) },
    };

    public static BsonDocument Write(DuplicateRow row)
    {
        var document = new BsonDocument
        {
            { "_id", row.Id }, { "keys", new BsonArray(row.Keys.Select(key => new BsonInt64(key))) }, { "profile", new BsonBinaryData(row.Profile) }, { "related", row.Related }, { "due", row.Due },
        };
        if (row.Canonical is not null)
            document["canonical"] = row.Canonical;
        document["store"] = new BsonDocument();
        return document;
    }

    public static DuplicateRow Read(BsonDocument document) => new(
        document["_id"].AsString, [.. document["keys"].AsBsonArray.Select(key => key.AsInt64)], document["profile"].AsByteArray,
        JsonBson.Text(document.GetValue("canonical", null)), document["related"].AsBoolean, document["due"].AsBoolean);

    public static DuplicateVerdict ReadVerdict(BsonDocument document) => new(
        document["first"].AsString, document["second"].AsString, Enum.Parse<VerdictKind>(document["kind"].AsString, ignoreCase: true),
        JsonBson.Text(document["by"]), JsonBson.Instant(document["at"])!.Value);
}

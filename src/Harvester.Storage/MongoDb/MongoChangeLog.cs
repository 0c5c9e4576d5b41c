using Harvester.Core.Model;
using Harvester.Core.Ports;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>Reads the change log up to its head, each entry with its version of the dataset, present or superseded.</summary>
internal sealed class MongoChangeLog(MongoDatabase database, CommitLock commits) : IChangeLog
{
    private const int Longest = 1000;

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;

    public async Task<IReadOnlyList<Change>> ReadAsync(long since, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, Longest);
        while (true)
        {
            var found = await FindAsync(since, limit, cancellationToken);
            var changes = await ReadAsync(found, cancellationToken);
            if (changes.Count > 0 || found.Count == 0)
                return changes;
            since = found[^1]["_id"].ToInt64(); // all of them were removed at this moment
        }
    }

    private async Task<IReadOnlyList<Change>> ReadAsync(List<BsonDocument> entries, CancellationToken cancellationToken)
    {
        var annotations = await MongoAnnotationStore.FindAsync(database, entries.Select(entry => entry["id"].AsString), cancellationToken);
        var documents = await DocumentsAsync(entries, cancellationToken);
        if (entries.Exists(entry => IsLacking(entry, documents)))
            entries = await StillThereAsync(entries, documents, cancellationToken);
        return [.. entries.Select(entry => Read(entry, documents.GetValueOrDefault(Key(entry)), annotations.GetValueOrDefault(entry["id"].AsString)))];
    }

    public async Task<IReadOnlyList<ChangeEntry>> EntriesAsync(long since, int limit, CancellationToken cancellationToken) =>
        [.. (await FindAsync(since, limit, cancellationToken)).Select(ChangeDocument.Entry)];

    public Task<long> LastAsync(CancellationToken cancellationToken) => commits.HeadAsync(cancellationToken);

    public async Task<string> EpochAsync(CancellationToken cancellationToken) =>
        (await database.OneAsync(database.Meta, Where.Eq("_id", MongoSchema.Id), null, cancellationToken))?["epoch"].AsString
        ?? throw MongoFault.Lost(database.Place, MongoSchema.Id);

    public Task<long> CompactedToAsync(CancellationToken cancellationToken) => MongoPruning.CompactedToAsync(database, cancellationToken);

    public Task<PrunedChanges> PruneAsync(DateTimeOffset before, string? after, int datasets, CancellationToken cancellationToken) =>
        MongoPruning.PruneAsync(database, before, after, datasets, cancellationToken);

    /// <summary>Version 0 is none: the dataset was erased.</summary>
    private static bool IsLacking(BsonDocument entry, Dictionary<(string Id, int Version), BsonDocument> documents) => entry["version"].ToInt32() > 0 && !documents.ContainsKey(Key(entry));

    /// <summary>An entry that lost its document after it was read was removed with it, or its dataset erased: the first is not told, the second as it is now.</summary>
    private async Task<List<BsonDocument>> StillThereAsync(List<BsonDocument> entries, Dictionary<(string Id, int Version), BsonDocument> documents, CancellationToken cancellationToken)
    {
        var lacking = entries.Where(entry => IsLacking(entry, documents)).Select(entry => entry["_id"]).ToHashSet();
        var now = (await database.AllAsync(database.Changes, Where.In("_id", lacking), null, cancellationToken)).ToDictionary(entry => entry["_id"]);
        return [.. entries.Select(entry => lacking.Contains(entry["_id"]) ? now.GetValueOrDefault(entry["_id"]) : entry).OfType<BsonDocument>()];
    }

    private static (string, int) Key(BsonDocument entry) => (entry["id"].AsString, entry["version"].ToInt32());

    private static Change Read(BsonDocument entry, BsonDocument? document, Annotations? annotations) => new(
        entry["_id"].ToInt64(), DatasetDocument.Kind(entry["kind"]), entry["id"].AsString, JsonBson.Instant(entry["at"])!.Value, JsonBson.Text(entry["run"]),
        document is null ? null : DatasetDocument.Read(document, annotations) with { Sequence = entry["_id"].ToInt64() },
        DatasetDocument.Reason(entry["reason"]));

    private async Task<List<BsonDocument>> FindAsync(long since, int limit, CancellationToken cancellationToken)
    {
        var head = await commits.HeadAsync(cancellationToken);
        return await database.AllAsync(
            database.Changes, Where.Gt("_id", since) & Where.Lte("_id", head), new FindOptions<BsonDocument> { Sort = new BsonDocument("_id", 1), Limit = limit }, cancellationToken);
    }

    /// <summary>Versions first: one that is superseded between the two looks is found among them the second time.</summary>
    private async Task<Dictionary<(string Id, int Version), BsonDocument>> DocumentsAsync(List<BsonDocument> entries, CancellationToken cancellationToken)
    {
        var documents = new Dictionary<(string, int), BsonDocument>();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var lacking = entries.Where(entry => IsLacking(entry, documents)).ToArray();
            if (lacking.Length == 0)
                break;
            foreach (var document in await database.AllAsync(database.Datasets, Where.In("_id", lacking.Select(entry => entry["id"])) & Where.Exists("state"), null, cancellationToken))
                documents[(document["_id"].AsString, document["version"].ToInt32())] = document;
            foreach (var some in lacking.Where(entry => !documents.ContainsKey(Key(entry))).Chunk(100))
            {
                var wanted = Where.Or(some.Select(entry => Where.Eq("dataset", entry["id"]) & Where.Eq("version", entry["version"])));
                foreach (var version in await database.AllAsync(database.Versions, wanted, null, cancellationToken))
                    documents[(version["dataset"].AsString, version["version"].ToInt32())] = DatasetDocument.Unpacked(version);
            }
        }

        return documents;
    }
}

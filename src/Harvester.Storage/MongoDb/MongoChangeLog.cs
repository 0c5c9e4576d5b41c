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
        var entries = await FindAsync(since, limit, cancellationToken);
        var annotations = await MongoAnnotationStore.FindAsync(database, entries.Select(entry => entry["id"].AsString), cancellationToken);
        var documents = await DocumentsAsync(entries, cancellationToken);
        return [.. entries.Select(entry => Read(entry, documents.GetValueOrDefault(Key(entry)), annotations.GetValueOrDefault(entry["id"].AsString)))];
    }

    public async Task<IReadOnlyList<ChangeEntry>> EntriesAsync(long since, int limit, CancellationToken cancellationToken) =>
        [.. (await FindAsync(since, limit, cancellationToken)).Select(ChangeDocument.Entry)];

    public Task<long> LastAsync(CancellationToken cancellationToken) => commits.HeadAsync(cancellationToken);

    public async Task<string> EpochAsync(CancellationToken cancellationToken) =>
        (await database.OneAsync(database.Meta, Where.Eq("_id", MongoSchema.Id), null, cancellationToken))?["epoch"].AsString
        ?? throw MongoFault.Lost(database.Place, MongoSchema.Id);

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
            // Version 0 is none: the dataset was erased.
            var lacking = entries.Where(entry => entry["version"].ToInt32() > 0 && !documents.ContainsKey(Key(entry))).ToArray();
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

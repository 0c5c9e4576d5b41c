using Harvester.Core.Ports;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>
/// Removes old entries of the change log with the versions that only they show. It needs no lock: nothing that is written now touches them, and they are
/// named one by one. First it is said that numbers may lack, then the entries go, then the versions, so that no entry ever shows nothing.
/// </summary>
internal static class MongoPruning
{
    private const int EntriesAtATime = 2000;

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;
    private static readonly BsonDocument Projection = new() { { "id", 1 }, { "version", 1 }, { "kind", 1 }, { "at", 1 } };
    private static readonly BsonDocument Order = new() { { "id", 1 }, { "_id", 1 } };

    public static async Task<PrunedChanges> PruneAsync(MongoDatabase database, DateTimeOffset before, string? after, int datasets, CancellationToken cancellationToken)
    {
        var wanted = after is null ? Where.Empty : Where.Gt("id", after);
        var entries = await database.AllAsync(database.Changes, wanted, Options(EntriesAtATime), cancellationToken);
        var groups = entries.GroupBy(entry => entry["id"].AsString, StringComparer.Ordinal).Select(group => group.ToList()).ToList();
        var isLast = entries.Count < EntriesAtATime && groups.Count <= datasets;
        // Of the last dataset of a full page more may come: it is for the next step, unless it fills the page alone.
        if (entries.Count == EntriesAtATime && groups.Count > 1)
            groups.RemoveAt(groups.Count - 1);
        else if (entries.Count == EntriesAtATime)
            groups = [await database.AllAsync(database.Changes, Where.Eq("id", groups[0][0]["id"]), Options(null), cancellationToken)];
        groups = groups[..Math.Min(groups.Count, datasets)];
        var removed = groups.SelectMany(group => Removable(group, JsonBson.Date(before))).ToList();
        if (removed.Count > 0)
            await RemoveAsync(database, removed, cancellationToken);
        return new PrunedChanges(removed.Count, isLast ? null : groups[^1][0]["id"].AsString);
    }

    /// <summary>
    /// An entry that made a version goes once a later version is old, too; an annotated one, or one of an erased dataset, once any later entry is. So the entry
    /// of each version that something still shows stays, and so does the state of things at the beginning of the time that is kept.
    /// </summary>
    private static IEnumerable<BsonDocument> Removable(List<BsonDocument> entries, BsonValue before) => entries.Where((entry, i) =>
        entry["at"] < before && entries.Skip(i + 1).Any(later =>
            later["at"] < before && (entry["kind"] == "annotated" || entry["version"].ToInt32() == 0 || later["version"].ToInt32() > entry["version"].ToInt32())));

    private static async Task RemoveAsync(MongoDatabase database, List<BsonDocument> removed, CancellationToken cancellationToken)
    {
        await CompactedToAsync(database, removed.Max(entry => entry["_id"].ToInt64()), cancellationToken);
        foreach (var some in removed.Chunk(1000))
        {
            await database.DeleteAsync(database.Changes, Where.In("_id", some.Select(entry => entry["_id"])));
            await database.DeleteAsync(database.Versions, Where.In("dataset", some.Select(entry => entry["id"]).Distinct()) & Where.In("made.sequence", some.Select(entry => entry["_id"])));
        }
    }

    /// <summary>Remembers that numbers up to this one may lack.</summary>
    public static Task CompactedToAsync(MongoDatabase database, long sequence, CancellationToken cancellationToken) => database.RunAsync(
        () => database.Meta.UpdateOneAsync(Where.Eq("_id", MongoSchema.Id), Builders<BsonDocument>.Update.Max("compactedTo", sequence), cancellationToken: cancellationToken), cancellationToken);

    /// <summary>The highest number that was ever removed; 0: none was.</summary>
    public static async Task<long> CompactedToAsync(MongoDatabase database, CancellationToken cancellationToken) =>
        (await database.OneAsync(database.Meta, Where.Eq("_id", MongoSchema.Id), null, cancellationToken))?.GetValue("compactedTo", 0L).ToInt64() ?? 0;

    private static FindOptions<BsonDocument> Options(int? limit) => new() { Projection = Projection, Sort = Order, Limit = limit };
}

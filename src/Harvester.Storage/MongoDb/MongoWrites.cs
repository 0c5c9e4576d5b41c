using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>Writes that may be sent twice: what is there already is no fault.</summary>
internal static class MongoWrites
{
    private const int DuplicateKey = 11000;

    private static readonly InsertManyOptions Unordered = new() { IsOrdered = false };

    /// <summary>Inserts what is not there yet.</summary>
    public static async Task InsertAsync(this MongoDatabase database, IMongoCollection<BsonDocument> collection, IReadOnlyCollection<BsonDocument> documents)
    {
        if (documents.Count == 0)
            return;
        await database.RunAsync(
            async () =>
            {
                try
                {
                    await collection.InsertManyAsync(documents, Unordered, CancellationToken.None);
                }
                catch (MongoBulkWriteException<BsonDocument> fault) when (AllThere(fault))
                {
                    // The attempt before this one got through, or another worker has finished the same work.
                }
            },
            CancellationToken.None);
    }

    /// <summary>Sends the writes in any order; one whose document is there already, or whose filter matches nothing, is passed over. How many found their document or made it.</summary>
    public static async Task<long> WriteAsync(this MongoDatabase database, IMongoCollection<BsonDocument> collection, IReadOnlyCollection<WriteModel<BsonDocument>> writes, CancellationToken cancellationToken)
    {
        if (writes.Count == 0)
            return 0;
        return await database.RunAsync(
            async () =>
            {
                try
                {
                    return Done(await collection.BulkWriteAsync(writes, new BulkWriteOptions { IsOrdered = false }, cancellationToken));
                }
                catch (MongoBulkWriteException<BsonDocument> fault) when (AllThere(fault))
                {
                    return Done(fault.Result);
                }
            },
            cancellationToken);
    }

    public static Task DeleteAsync(this MongoDatabase database, IMongoCollection<BsonDocument> collection, FilterDefinition<BsonDocument> filter) =>
        database.RunAsync(() => collection.DeleteManyAsync(filter, CancellationToken.None), CancellationToken.None);

    private static long Done(BulkWriteResult result) => result.MatchedCount + result.InsertedCount + result.Upserts.Count;

    private static bool AllThere(MongoBulkWriteException<BsonDocument> fault) =>
        fault.WriteConcernError is null && fault.WriteErrors.All(error => error.Code == DuplicateKey);

    public static bool IsDuplicate(MongoException fault) =>
        fault is MongoCommandException { Code: DuplicateKey } || (fault is MongoWriteException write && write.WriteError?.Code == DuplicateKey);
}

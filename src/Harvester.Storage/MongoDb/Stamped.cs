using Harvester.Core.Ports;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>
/// Writes that land only on the document that they were made for: every document bears the stamp of its last write (<c>store.stamp</c>), and a write names the
/// one that it expects. Documents are never deleted but replaced by a blank one, so that a stamp cannot come back.
/// </summary>
/// <param name="Id">Of the document.</param>
/// <param name="Before">The stamp that it has; null: there is no document yet.</param>
/// <param name="After">The stamp that it gets.</param>
internal readonly record struct Stamped(string Id, long? Before, long After)
{
    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;

    /// <summary>Of a document; null for null.</summary>
    public static long? Of(BsonDocument? document) => document?["store"]["stamp"].ToInt64();

    public FilterDefinition<BsonDocument> Filter => Where.Eq("_id", Id) & Where.Eq(DatasetDocument.Stamp, Before!.Value);

    /// <summary>A document that says nothing.</summary>
    public BsonDocument Blank => new() { { "_id", Id }, { "store", new BsonDocument("stamp", After) } };

    /// <summary>Puts the document in place of what is there.</summary>
    public WriteModel<BsonDocument> Put(BsonDocument document)
    {
        document["store"]["stamp"] = After;
        return Send(document);
    }

    /// <summary>The same, of a document that is new.</summary>
    public WriteModel<BsonDocument> Put(NewDocument document)
    {
        document.Stamp(After, After);
        return Send(document.Document);
    }

    private WriteModel<BsonDocument> Send(BsonDocument document) => Before is null ? new InsertOneModel<BsonDocument>(document) : new ReplaceOneModel<BsonDocument>(Filter, document);

    public BsonDocument ToBson() => new() { { "i", Id }, { "b", Before is { } before ? before : BsonNull.Value }, { "a", After } };

    /// <summary>The same, without a tree.</summary>
    public void WriteTo(RawBson document)
    {
        document.Text("i"u8, Id);
        if (Before is { } before)
            document.Int64("b"u8, before);
        else
            document.Null("b"u8);
        document.Int64("a"u8, After);
    }

    public static Stamped Read(BsonDocument said) => new(said["i"].AsString, said["b"].IsBsonNull ? null : said["b"].ToInt64(), said["a"].ToInt64());

    /// <summary>Sends the writes.</summary>
    /// <exception cref="StoreException">One met another stamp than it expected: another worker has settled this one's journal.</exception>
    public static async Task ApplyAsync(MongoDatabase database, IMongoCollection<BsonDocument> collection, IReadOnlyList<(Stamped Stamp, WriteModel<BsonDocument> Write)> writes)
    {
        if (await database.WriteAsync(collection, [.. writes.Select(one => one.Write)], CancellationToken.None) == writes.Count)
            return;
        // A write that was sent twice matched nothing the second time.
        var applied = await AppliedAsync(database, collection, writes.Select(one => one.Stamp));
        if (applied.Count < writes.Count)
            throw MongoFault.Overtaken(database.Place);
    }

    /// <summary>Which of the writes have landed; the others never will: their documents get another stamp.</summary>
    /// <returns>Ids of those that landed.</returns>
    public static async Task<HashSet<string>> SettleAsync(MongoDatabase database, IMongoCollection<BsonDocument> collection, IReadOnlyList<Stamped> writes, Commit commit)
    {
        var applied = await AppliedAsync(database, collection, writes);
        foreach (var some in writes.Where(write => !applied.Contains(write.Id)).Chunk(1000))
        {
            var burnt = some.Select(write => (WriteModel<BsonDocument>)(write.Before is null
                ? new InsertOneModel<BsonDocument>((write with { After = commit.NextStamp() }).Blank)
                : new UpdateOneModel<BsonDocument>(write.Filter, Builders<BsonDocument>.Update.Set(DatasetDocument.Stamp, commit.NextStamp()))));
            await database.WriteAsync(collection, [.. burnt], CancellationToken.None);
            await commit.BeatAsync();
        }

        return await AppliedAsync(database, collection, writes); // some may have landed meanwhile
    }

    private static async Task<HashSet<string>> AppliedAsync(MongoDatabase database, IMongoCollection<BsonDocument> collection, IEnumerable<Stamped> writes)
    {
        Stamped[] all = [.. writes];
        var found = await database.ByIdAsync(collection, all.Select(write => write.Id), new BsonDocument(DatasetDocument.Stamp, 1), CancellationToken.None);
        return all.Where(write => Of(found.GetValueOrDefault(write.Id)) == write.After).Select(write => write.Id).ToHashSet(StringComparer.Ordinal);
    }
}

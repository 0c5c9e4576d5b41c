using Harvester.Core.Ports;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>One document for each dataset with addresses, one for each time that an answer changed.</summary>
internal sealed class MongoLinkStore(MongoDatabase database) : ILinkStore
{
    public const string Name = "links";
    public const string HistoryName = "linkHistory";

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;
    private static readonly UpdateDefinitionBuilder<BsonDocument> Change = Builders<BsonDocument>.Update;

    public Task PlanAsync(IReadOnlyCollection<LinkPlan> plans, bool replace, CancellationToken cancellationToken)
    {
        // Writes go in any order, so each dataset is written once.
        var last = plans.GroupBy(plan => plan.Id, StringComparer.Ordinal).Select(same => replace ? same.Last() : same.First());
        return database.WriteAsync(database.Collection(Name), [.. last.Select(plan => Write(plan, replace))], cancellationToken);
    }

    public async Task<IReadOnlyList<string>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var due = await database.AllAsync(
            database.Collection(Name), Where.Lte("due", JsonBson.Date(now)), new FindOptions<BsonDocument> { Sort = new BsonDocument { { "due", 1 }, { "_id", 1 } }, Limit = limit }, cancellationToken);
        return [.. due.Select(document => document["_id"].AsString)];
    }

    public Task AddHistoryAsync(IReadOnlyCollection<LinkChange> changes, CancellationToken cancellationToken) => database.InsertAsync(
        database.Collection(HistoryName),
        [.. changes.Select(change => Write(ObjectId.GenerateNewId(), change, MongoOrder.Next()))]);

    public async Task<IReadOnlyList<LinkChange>> HistoryAsync(string id, int limit, CancellationToken cancellationToken)
    {
        var found = await database.AllAsync(
            database.Collection(HistoryName), Where.Eq("id", id), new FindOptions<BsonDocument> { Sort = new BsonDocument { { "at", -1 }, { "order", -1 } }, Limit = limit }, cancellationToken);
        return [.. found.Select(Read)];
    }

    public static BsonDocument Write(BsonValue id, LinkChange change, long order) => new()
    {
        { "_id", id }, { "id", change.Id }, { "distribution", change.Distribution }, { "url", change.Url }, { "code", change.Code },
        { "at", JsonBson.Date(change.At) }, { "order", order },
    };

    public static LinkChange Read(BsonDocument document) => new(
        document["id"].AsString, document["distribution"].AsString, document["url"].AsString, document["code"].AsString, JsonBson.Instant(document["at"])!.Value);

    private static WriteModel<BsonDocument> Write(LinkPlan plan, bool replace)
    {
        var filter = Where.Eq("_id", plan.Id);
        if (plan.Due is null)
            return new DeleteOneModel<BsonDocument>(filter);
        var due = JsonBson.Date(plan.Due);
        return new UpdateOneModel<BsonDocument>(filter, replace ? Change.Set("due", due) : Change.SetOnInsert("due", due)) { IsUpsert = true };
    }
}

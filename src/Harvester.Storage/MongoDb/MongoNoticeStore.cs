using Harvester.Core.Model;
using Harvester.Core.Ports;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>One document for each source, audience and body, and one for each delivery on its way. Deliveries are written before the state that says they were told.</summary>
internal sealed class MongoNoticeStore(MongoDatabase database) : INoticeStore
{
    public const string Name = "notices";
    public const string DeliveriesName = "deliveries";

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;
    private static readonly UpdateDefinitionBuilder<BsonDocument> Change = Builders<BsonDocument>.Update;

    private IMongoCollection<BsonDocument> Notices => database.Collection(Name);
    private IMongoCollection<BsonDocument> Deliveries => database.Collection(DeliveriesName);

    public async Task<IReadOnlyList<NoticeState>> StatesAsync(CancellationToken cancellationToken) =>
        [.. (await database.AllAsync(Notices, Where.Empty, new FindOptions<BsonDocument> { Sort = new BsonDocument { { "source", 1 }, { "audience", 1 }, { "body", 1 } } }, cancellationToken)).Select(ReadState)];

    public async Task SaveAsync(NoticeState state, IReadOnlyCollection<Delivery> deliveries, CancellationToken cancellationToken)
    {
        await database.InsertAsync(Deliveries, [.. deliveries.Select(Write)]);
        var document = Write(state);
        await database.RunAsync(
            () => Notices.ReplaceOneAsync(Where.Eq("_id", document["_id"]), document, new ReplaceOptions { IsUpsert = true }, cancellationToken), cancellationToken);
    }

    public async Task<IReadOnlyList<Delivery>> PendingAsync(int limit, CancellationToken cancellationToken) =>
        [.. (await database.AllAsync(
            Deliveries, Where.Empty, new FindOptions<BsonDocument> { Sort = new BsonDocument { { "createdAt", 1 }, { "_id", 1 } }, Limit = limit }, cancellationToken)).Select(ReadDelivery)];

    public Task PutOffAsync(Delivery delivery, CancellationToken cancellationToken) => database.RunAsync(
        () => Deliveries.UpdateOneAsync(
            Where.Eq("_id", delivery.Id), Change.Set("nextTry", JsonBson.Date(delivery.NextTry)).Set("attempts", delivery.Attempts).Set("fault", JsonBson.Text(delivery.Fault)),
            cancellationToken: cancellationToken),
        cancellationToken);

    public Task RemoveAsync(string delivery, CancellationToken cancellationToken) => database.DeleteAsync(Deliveries, Where.Eq("_id", delivery));

    public Task TakeBackAsync(string source, CancellationToken cancellationToken) => database.DeleteAsync(Deliveries, Where.Eq("source", source));

    public Task TakeBackAsync(DeliveryKind kind, string target, CancellationToken cancellationToken) =>
        database.DeleteAsync(Deliveries, Where.Eq("kind", EnumWord.Of(kind)) & Where.Eq("target", target));

    public static BsonDocument Write(NoticeState state) => new()
    {
        { "_id", $"{state.Source} {EnumWord.Of(state.Audience)}{(state.Body is null ? "" : $" {state.Body}")}" },
        { "source", state.Source },
        { "audience", EnumWord.Of(state.Audience) },
        { "body", JsonBson.Text(state.Body) },
        { "isBroken", state.IsBroken },
        { "since", JsonBson.Date(state.Since) },
        { "run", state.Run },
        { "toldAt", JsonBson.Date(state.ToldAt) },
        { "told", state.Told },
    };

    public static BsonDocument Write(Delivery delivery) => new()
    {
        { "_id", delivery.Id },
        { "thread", delivery.Thread },
        { "before", JsonBson.Text(delivery.Before) },
        { "source", delivery.Source },
        { "event", EnumWord.Of(delivery.Event) },
        { "kind", EnumWord.Of(delivery.Kind) },
        { "target", delivery.Target },
        { "subject", delivery.Subject },
        { "body", delivery.Body },
        { "unsubscribe", JsonBson.Text(delivery.Unsubscribe) },
        { "createdAt", JsonBson.Date(delivery.CreatedAt) },
        { "nextTry", JsonBson.Date(delivery.NextTry) },
        { "attempts", delivery.Attempts },
        { "fault", JsonBson.Text(delivery.Fault) },
    };

    public static NoticeState ReadState(BsonDocument document) => new()
    {
        Source = document["source"].AsString,
        Audience = Enum.Parse<NoticeAudience>(document["audience"].AsString, ignoreCase: true),
        Body = JsonBson.Text(document.GetValue("body", null)),
        IsBroken = document["isBroken"].AsBoolean,
        Since = JsonBson.Instant(document["since"])!.Value,
        Run = document["run"].AsString,
        ToldAt = JsonBson.Instant(document["toldAt"]),
        Told = document["told"].ToInt32(),
    };

    public static Delivery ReadDelivery(BsonDocument document) => new()
    {
        Id = document["_id"].AsString,
        Thread = document["thread"].AsString,
        Before = JsonBson.Text(document["before"]),
        Source = document["source"].AsString,
        Event = Enum.Parse<NoticeEvent>(document["event"].AsString, ignoreCase: true),
        Kind = Enum.Parse<DeliveryKind>(document["kind"].AsString, ignoreCase: true),
        Target = document["target"].AsString,
        Subject = document["subject"].AsString,
        Body = document["body"].AsString,
        Unsubscribe = JsonBson.Text(document["unsubscribe"]),
        CreatedAt = JsonBson.Instant(document["createdAt"])!.Value,
        NextTry = JsonBson.Instant(document["nextTry"])!.Value,
        Attempts = document["attempts"].ToInt32(),
        Fault = JsonBson.Text(document["fault"]),
    };
}

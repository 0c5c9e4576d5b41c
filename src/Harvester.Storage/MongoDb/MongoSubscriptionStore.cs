using Harvester.Core.Model;
using Harvester.Core.Ports;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>One document for each subscription.</summary>
internal sealed class MongoSubscriptionStore(MongoDatabase database) : ISubscriptionStore
{
    public const string Name = "subscriptions";

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;
    private static readonly UpdateDefinitionBuilder<BsonDocument> Change = Builders<BsonDocument>.Update;

    private IMongoCollection<BsonDocument> Subscriptions => database.Collection(Name);

    public Task<bool> AddAsync(Subscription subscription, CancellationToken cancellationToken) => database.RunAsync(
        async () => (await Subscriptions.UpdateOneAsync(
            Where.Eq("_id", subscription.Id), new BsonDocument("$setOnInsert", Write(subscription)), new UpdateOptions { IsUpsert = true }, cancellationToken)).UpsertedId is not null,
        cancellationToken);

    public async Task<IReadOnlyList<Subscription>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await database.AllAsync(Subscriptions, Where.Empty, new FindOptions<BsonDocument> { Sort = new BsonDocument { { "createdAt", 1 }, { "_id", 1 } } }, cancellationToken)).Select(Read)];

    public async Task<Subscription?> FindAsync(string secretHash, CancellationToken cancellationToken) =>
        await database.OneAsync(Subscriptions, Where.Eq("secretHashes", secretHash), null, cancellationToken) is { } document ? Read(document) : null;

    // Taken out before it is put in, so that a second attempt adds none.
    public async Task AddSecretAsync(string id, string secretHash, CancellationToken cancellationToken)
    {
        await database.RunAsync(() => Subscriptions.UpdateOneAsync(Where.Eq("_id", id), Change.Pull("secretHashes", secretHash), cancellationToken: cancellationToken), cancellationToken);
        await database.RunAsync(
            () => Subscriptions.UpdateOneAsync(
                Where.Eq("_id", id) & Where.Ne("secretHashes", secretHash),
                Change.PushEach("secretHashes", [secretHash], slice: -ISubscriptionStore.MostSecrets), cancellationToken: cancellationToken),
            cancellationToken);
    }

    public async Task<bool> RemoveAsync(string id, CancellationToken cancellationToken) =>
        (await database.RunAsync(() => Subscriptions.DeleteOneAsync(Where.Eq("_id", id), cancellationToken), cancellationToken)).DeletedCount > 0;

    public static BsonDocument Write(Subscription subscription) => new()
    {
        { "_id", subscription.Id },
        { "kind", EnumWord.Of(subscription.Kind) },
        { "target", subscription.Target },
        { "audience", EnumWord.Of(subscription.Audience) },
        { "municipalityCode", JsonBson.Text(subscription.MunicipalityCode) },
        { "language", subscription.Language },
        { "createdAt", JsonBson.Date(subscription.CreatedAt) },
        { "createdBy", JsonBson.Text(subscription.CreatedBy) },
        { "secretHashes", new BsonArray(subscription.SecretHashes) },
    };

    public static Subscription Read(BsonDocument document) => new()
    {
        Id = document["_id"].AsString,
        Kind = Enum.Parse<DeliveryKind>(document["kind"].AsString, ignoreCase: true),
        Target = document["target"].AsString,
        Audience = Enum.Parse<NoticeAudience>(document["audience"].AsString, ignoreCase: true),
        MunicipalityCode = JsonBson.Text(document["municipalityCode"]),
        Language = document["language"].AsString,
        CreatedAt = JsonBson.Instant(document["createdAt"])!.Value,
        CreatedBy = JsonBson.Text(document["createdBy"]),
        SecretHashes = [.. document["secretHashes"].AsBsonArray.Select(hash => hash.AsString)],
    };
}

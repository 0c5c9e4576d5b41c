using System.Globalization;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>One document for each token.</summary>
internal sealed class MongoAccessStore(MongoDatabase database) : IAccessStore
{
    public const string Name = "tokens";

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;
    private static readonly UpdateDefinitionBuilder<BsonDocument> Change = Builders<BsonDocument>.Update;

    private IMongoCollection<BsonDocument> Tokens => database.Collection(Name);

    public async Task AddAsync(AccessToken token, CancellationToken cancellationToken)
    {
        await database.InsertAsync(Tokens, [Write(token)]);
        // An insert that is sent twice is no fault; another token under this id is.
        if ((await GetAsync(token.Id, cancellationToken))?.Hash != token.Hash)
            throw new StoreException($"There is a token {token.Id} already: nothing was stored.");
    }

    public async Task<AccessToken?> GetAsync(string id, CancellationToken cancellationToken) =>
        await database.OneAsync(Tokens, Where.Eq("_id", id), null, cancellationToken) is { } document ? Read(document) : null;

    public async Task<IReadOnlyList<AccessToken>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await database.AllAsync(Tokens, Where.Empty, new FindOptions<BsonDocument> { Sort = new BsonDocument { { "createdAt", 1 }, { "_id", 1 } } }, cancellationToken)).Select(Read)];

    public async Task<AccessToken?> ReissueAsync(string id, string hash, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // The hash tells an update that was sent twice from one that did not land: no other call has it.
        await database.RunAsync(
            () => Tokens.UpdateOneAsync(
                Where.Eq("_id", id) & Where.Eq("revokedAt", BsonNull.Value) & Where.Ne("hash", hash),
                Change.Set("hash", hash).Set("issuedAt", JsonBson.Date(at)).Inc("issue", 1), cancellationToken: cancellationToken),
            cancellationToken);
        return await GetAsync(id, cancellationToken) is { } token && token.Hash == hash ? token : null;
    }

    public Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) => database.RunAsync(
        async () => (await Tokens.UpdateOneAsync(
            Where.Eq("_id", id) & Where.Eq("revokedAt", BsonNull.Value), Change.Set("revokedAt", JsonBson.Date(at)), cancellationToken: cancellationToken)).MatchedCount > 0,
        cancellationToken);

    public Task UseAsync(string id, DateOnly day, CancellationToken cancellationToken) => database.RunAsync(
        () => Tokens.UpdateOneAsync(
            Where.Eq("_id", id) & (Where.Eq("lastUsed", BsonNull.Value) | Where.Lt("lastUsed", Day(day))), Change.Set("lastUsed", Day(day)), cancellationToken: cancellationToken),
        cancellationToken);

    public static BsonDocument Write(AccessToken token) => new()
    {
        { "_id", token.Id },
        { "label", token.Label },
        { "role", EnumWord.Of(token.Role) },
        { "municipality", JsonBson.Text(token.Municipality) },
        { "hash", token.Hash },
        { "issue", token.Issue },
        { "createdAt", JsonBson.Date(token.CreatedAt) },
        { "createdBy", token.CreatedBy },
        { "issuedAt", JsonBson.Date(token.IssuedAt) },
        { "revokedAt", JsonBson.Date(token.RevokedAt) },
        { "lastUsed", JsonBson.Text(Day(token.LastUsed)) },
    };

    public static AccessToken Read(BsonDocument document) => new()
    {
        Id = document["_id"].AsString,
        Label = document["label"].AsString,
        Role = Enum.Parse<AccessRole>(document["role"].AsString, ignoreCase: true),
        Municipality = JsonBson.Text(document["municipality"]),
        Hash = document["hash"].AsString,
        Issue = document["issue"].ToInt32(),
        CreatedAt = JsonBson.Instant(document["createdAt"])!.Value,
        CreatedBy = document["createdBy"].AsString,
        IssuedAt = JsonBson.Instant(document["issuedAt"])!.Value,
        RevokedAt = JsonBson.Instant(document["revokedAt"]),
        LastUsed = Day(JsonBson.Text(document["lastUsed"])),
    };

    /// <summary>A day as ISO 8601 has it, so that days compare as texts.</summary>
    internal static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

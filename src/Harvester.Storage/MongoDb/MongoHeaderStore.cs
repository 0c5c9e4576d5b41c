using Harvester.Core.Ports;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>One document for each dataset whose file's header is of interest.</summary>
internal sealed class MongoHeaderStore(MongoDatabase database) : IHeaderStore
{
    public const string Name = "headers";

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;

    private IMongoCollection<BsonDocument> Headers => database.Collection(Name);

    public async Task<IReadOnlyDictionary<string, HeaderState>> GetAsync(IReadOnlyCollection<string> datasets, CancellationToken cancellationToken) =>
        (await database.InAsync(Headers, "_id", datasets, null, cancellationToken)).Select(Read).ToDictionary(state => state.Dataset, StringComparer.Ordinal);

    public async Task<IReadOnlyList<HeaderState>> DueAsync(DateTimeOffset now, IReadOnlyCollection<string>? sources, int limit, CancellationToken cancellationToken)
    {
        var filter = Where.Lte("nextDue", JsonBson.Date(now));
        if (sources is not null)
            filter &= Where.In("source", sources);
        var due = await database.AllAsync(Headers, filter, new FindOptions<BsonDocument> { Sort = new BsonDocument { { "nextDue", 1 }, { "_id", 1 } }, Limit = limit }, cancellationToken);
        return [.. due.Select(Read)];
    }

    public Task SaveAsync(IReadOnlyCollection<HeaderState> states, CancellationToken cancellationToken) => database.WriteAsync(
        Headers,
        [.. states.GroupBy(state => state.Dataset, StringComparer.Ordinal).Select(same => new ReplaceOneModel<BsonDocument>(Where.Eq("_id", same.Key), Write(same.Last())) { IsUpsert = true })],
        cancellationToken);

    public Task RemoveAsync(IReadOnlyCollection<string> datasets, CancellationToken cancellationToken) => database.DeleteAsync(Headers, Where.In("_id", datasets));

    public static BsonDocument Write(HeaderState state) => new()
    {
        { "_id", state.Dataset },
        { "source", state.Source },
        { "distribution", state.Distribution },
        { "url", state.Url },
        { "stamp", JsonBson.Text(state.Stamp) },
        { "finalUrl", JsonBson.Text(state.FinalUrl) },
        { "etag", JsonBson.Text(state.ETag) },
        { "lastModified", JsonBson.Text(state.LastModified) },
        { "header", state.Header is null ? BsonNull.Value : new BsonArray(state.Header) },
        { "fault", JsonBson.Text(state.Fault) },
        { "failures", state.Failures },
        { "nextDue", JsonBson.Date(state.NextDue) },
    };

    public static HeaderState Read(BsonDocument document) => new()
    {
        Dataset = document["_id"].AsString,
        Source = document["source"].AsString,
        Distribution = document["distribution"].AsString,
        Url = document["url"].AsString,
        Stamp = JsonBson.Text(document["stamp"]),
        FinalUrl = JsonBson.Text(document["finalUrl"]),
        ETag = JsonBson.Text(document["etag"]),
        LastModified = JsonBson.Text(document["lastModified"]),
        Header = document["header"] is BsonArray header ? [.. header.Select(cell => cell.AsString)] : null,
        Fault = JsonBson.Text(document["fault"]),
        Failures = document["failures"].ToInt32(),
        NextDue = JsonBson.Instant(document["nextDue"])!.Value,
    };
}

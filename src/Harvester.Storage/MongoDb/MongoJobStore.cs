using Harvester.Core.Ports;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>One document for each kind of background work.</summary>
internal sealed class MongoJobStore(MongoDatabase database) : IJobStore
{
    public const string Name = "jobs";

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;
    private static readonly UpdateDefinitionBuilder<BsonDocument> Change = Builders<BsonDocument>.Update;

    private IMongoCollection<BsonDocument> Jobs => database.Collection(Name);

    public async Task<JobState?> GetAsync(string job, CancellationToken cancellationToken) =>
        await database.OneAsync(Jobs, Where.Eq("_id", job) & Where.Exists("revision"), null, cancellationToken) is { } document
            ? Read(document) : null;

    public static JobState Read(BsonDocument document) => new(
        document["_id"].AsString, document["epoch"].AsString, document["sequence"].ToInt64(), document["revision"].AsString, JsonBson.Instant(document["nextDue"]));

    public Task SaveAsync(JobState state, CancellationToken cancellationToken) => database.RunAsync(
        () => Jobs.UpdateOneAsync(
            Where.Eq("_id", state.Job),
            Change.Set("epoch", state.Epoch).Set("sequence", state.Sequence).Set("revision", state.Revision).Set("nextDue", JsonBson.Date(state.NextDue)),
            new UpdateOptions { IsUpsert = true },
            cancellationToken),
        cancellationToken);

    public Task<bool> TakeAsync(string job, string owner, DateTimeOffset now, TimeSpan term, CancellationToken cancellationToken) => database.RunAsync(
        async () =>
        {
            try
            {
                await Jobs.UpdateOneAsync(
                    Where.Eq("_id", job) & (Where.Eq("leaseOwner", BsonNull.Value) | Where.Eq("leaseOwner", owner) | Where.Lte("leaseUntil", JsonBson.Date(now))),
                    Change.Set("leaseOwner", owner).Set("leaseUntil", JsonBson.Date(now + term)),
                    new UpdateOptions { IsUpsert = true },
                    cancellationToken);
                return true;
            }
            catch (MongoException fault) when (MongoWrites.IsDuplicate(fault))
            {
                return false; // it is there, and another has it
            }
        },
        cancellationToken);

    public Task ReleaseAsync(string job, string owner, CancellationToken cancellationToken) => database.RunAsync(
        () => Jobs.UpdateOneAsync(
            Where.Eq("_id", job) & Where.Eq("leaseOwner", owner), Change.Set("leaseOwner", BsonNull.Value).Set("leaseUntil", BsonNull.Value), cancellationToken: cancellationToken),
        cancellationToken);
}

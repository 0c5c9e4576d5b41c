using Harvester.Core.Ports;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>One document for each takedown. Erasing is a commit with a journal of its own (<see cref="TakedownJournal"/>), which whoever comes after a dead worker completes.</summary>
internal sealed class MongoTakedownStore(MongoDatabase database, CommitLock commits) : ITakedownStore
{
    public const string Name = "takedowns";

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;

    private IMongoCollection<BsonDocument> Takedowns => database.Collection(Name);

    public async Task<Takedown> EraseAsync(Lease lease, string id, string reason, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var commit = await commits.TakeAsync(cancellationToken);
        await MongoCatalogue.FenceAsync(database, lease, cancellationToken);
        var (takedown, journal) = await new TakedownPlanner(database, commit, lease, at).PlanAsync(id, reason, cancellationToken);
        await commit.BeginAsync(journal);
        var last = await TakedownJournal.SettleAsync(database, commit, journal);
        await commit.EndAsync(last);
        return takedown;
    }

    /// <summary>The server keeps no place of its files that is ours to overwrite: see docs/mongodb.md for its own logs and backups.</summary>
    public Task<bool> WipeAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        string[] ids = [.. (await ListAsync(cancellationToken)).Select(takedown => takedown.Id)];
        if (ids.Length == 0)
            return;
        await database.DeleteAsync(database.Collection(MongoLinkStore.HistoryName), Where.In("id", ids));
        await database.DeleteAsync(database.Collection(MongoHeaderStore.Name), Where.In("_id", ids));
    }

    public async Task<IReadOnlyList<Takedown>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await database.AllAsync(Takedowns, Where.Empty, new FindOptions<BsonDocument> { Sort = new BsonDocument { { "at", -1 }, { "_id", 1 } } }, cancellationToken)).Select(Read)];

    public async Task<Takedown?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await database.AllAsync(Takedowns, Where.Or(Where.Eq("_id", id), Where.Eq("previousIds", id)), new FindOptions<BsonDocument> { Sort = new BsonDocument("at", -1), Limit = 1 }, cancellationToken))
        .Select(Read).FirstOrDefault();

    public async Task LiftAsync(Lease lease, Takedown takedown, CancellationToken cancellationToken)
    {
        await using var commit = await commits.TakeAsync(cancellationToken);
        await MongoCatalogue.FenceAsync(database, lease, cancellationToken);
        await database.DeleteAsync(Takedowns, Where.Eq("_id", takedown.Id) & Where.Eq("source", lease.Source));
    }

    public static async Task<IReadOnlyList<Takedown>> OfAsync(MongoDatabase database, string source, CancellationToken cancellationToken) =>
        [.. (await database.AllAsync(database.Collection(Name), Where.Eq("source", source), null, cancellationToken)).Select(Read)];

    public static BsonDocument Write(Takedown takedown) => new()
    {
        { "_id", takedown.Id },
        { "previousIds", new BsonArray(takedown.PreviousIds) },
        { "source", takedown.Source },
        { "recordIds", new BsonArray(takedown.RecordIds) },
        { "reason", takedown.Reason },
        { "at", JsonBson.Date(takedown.At) },
    };

    public static Takedown Read(BsonDocument document) => new()
    {
        Id = document["_id"].AsString,
        PreviousIds = Texts(document["previousIds"]),
        Source = document["source"].AsString,
        RecordIds = Texts(document["recordIds"]),
        Reason = document["reason"].AsString,
        At = JsonBson.Instant(document["at"])!.Value,
    };

    private static string[] Texts(BsonValue array) => [.. array.AsBsonArray.Select(text => text.AsString)];
}

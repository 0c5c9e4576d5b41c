using System.Diagnostics;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>
/// One writer of the catalogue at a time, in all processes. The document <c>meta/commit</c> says who it is (<c>owner</c>), which time it is (<c>token</c>, one
/// higher each time), up to where the change log is to be read (<c>head</c>), and what is being written (<c>journal</c>).
///
/// A writer puts its journal there before it writes anything, and takes it away in the same step that moves <c>head</c>: so a follower of the log never
/// sees a number whose lower neighbours may still come. A writer that is not heard of for a while is taken for dead, and whoever takes its place first settles
/// its journal. Nobody's clock is asked: a waiter measures with its own how long the document has stood as it is.
/// </summary>
internal sealed class CommitLock(MongoDatabase database, TimeSpan patience) : IDisposable
{
    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;
    private static readonly UpdateDefinitionBuilder<BsonDocument> Change = Builders<BsonDocument>.Update;
    private static readonly FilterDefinition<BsonDocument> Itself = Where.Eq("_id", "commit");
    private static readonly FindOneAndUpdateOptions<BsonDocument> After = new() { ReturnDocument = ReturnDocument.After };

    /// <summary>Writers of one process wait for each other without asking the server.</summary>
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>Makes the document where there is none.</summary>
    public static BsonDocument Initial => new() { { "_id", "commit" }, { "owner", BsonNull.Value }, { "token", 0L }, { "beat", 0L }, { "head", 0L }, { "journal", BsonNull.Value } };

    public async Task<long> HeadAsync(CancellationToken cancellationToken) =>
        (await database.OneAsync(database.Meta, Itself, new FindOptions<BsonDocument> { Projection = new BsonDocument("head", 1) }, cancellationToken))?["head"].ToInt64()
        ?? throw MongoFault.Lost(database.Place, "commit");

    /// <summary>Takes the lock, waiting for others, and settles what a dead one left.</summary>
    public async Task<Commit> TakeAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        var whole = false;
        try
        {
            var commit = await WaitAsync(cancellationToken);
            whole = true;
            return commit;
        }
        finally
        {
            if (!whole)
                gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task<Commit> WaitAsync(CancellationToken cancellationToken)
    {
        var me = Guid.NewGuid().ToString("n");
        var (seen, since) = ((0L, 0L), Stopwatch.GetTimestamp());
        for (var attempt = 0; ; attempt++)
        {
            var taken = await database.RunAsync(
                () => database.Meta.FindOneAndUpdateAsync(Itself & Where.Eq("owner", BsonNull.Value), Change.Set("owner", me).Inc("token", 1L), After, cancellationToken), cancellationToken);
            var now = taken ?? await database.OneAsync(database.Meta, Itself, null, cancellationToken)
                ?? throw MongoFault.Lost(database.Place, "commit");
            if (now["owner"] == me)
                return await SettledAsync(now); // also when the answer to the attempt before was lost

            var stands = (now["token"].ToInt64(), now["beat"].ToInt64());
            if (stands != seen)
                (seen, since) = (stands, Stopwatch.GetTimestamp());
            else if (Stopwatch.GetElapsedTime(since) > patience)
            {
                // Its holder is dead, or as good as dead: whatever it still sends meets other stamps.
                taken = await database.RunAsync(
                    () => database.Meta.FindOneAndUpdateAsync(
                        Itself & Where.Eq("owner", now["owner"]) & Where.Eq("token", now["token"]) & Where.Eq("beat", now["beat"]), Change.Set("owner", me).Inc("token", 1L), After, cancellationToken),
                    cancellationToken);
                if (taken is not null)
                    return await SettledAsync(taken);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(2 << Math.Min(attempt, 5), 50) * (0.5 + Random.Shared.NextDouble())), cancellationToken);
        }
    }

    private async Task<Commit> SettledAsync(BsonDocument taken)
    {
        var commit = new Commit(database, gate, taken["owner"].AsString, taken["token"].ToInt64(), taken["head"].ToInt64(), patience / 10);
        if (Commit.Read(taken["journal"]) is { } left)
        {
            commit.Advance(await Journals.SettleAsync(database, commit, left));
            await commit.SaveAsync();
        }

        return commit;
    }
}

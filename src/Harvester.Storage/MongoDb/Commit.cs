using System.Diagnostics;
using Harvester.Core.Ports;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>The right to write, while it is held. Disposed without <see cref="EndAsync"/> it is given back; what its journal says is settled first.</summary>
/// <param name="pause">How long it may stay unheard of without being taken for dead, with much to spare.</param>
internal sealed class Commit(MongoDatabase database, SemaphoreSlim gate, string owner, long token, long head, TimeSpan pause) : IAsyncDisposable
{
    /// <summary>Writes of one commit that can be told apart.</summary>
    private const int StampBits = 20;

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;
    private static readonly UpdateDefinitionBuilder<BsonDocument> Change = Builders<BsonDocument>.Update;

    private byte[]? journal;
    private long heard = Stopwatch.GetTimestamp();
    private long stamps;
    private bool over;

    /// <summary>The highest number of the change log.</summary>
    public long Head { get; private set; } = head;

    private FilterDefinition<BsonDocument> Mine => Where.Eq("_id", "commit") & Where.Eq("owner", owner) & Where.Eq("token", token);

    /// <summary>A number that no write had before: each document bears that of its last write, so that a write can tell whether it meets what it expects.</summary>
    public long NextStamp() => ++stamps < 1L << StampBits ? (token << StampBits) + stamps : throw new InvalidOperationException("A batch has too many writes; split it.");

    public void Advance(long sequence) => Head = Math.Max(Head, sequence);

    /// <summary>Says what is going to be written. Nothing may be written before.</summary>
    /// <exception cref="StoreException">Another worker has taken this one for dead.</exception>
    public Task BeginAsync(BsonDocument plan) => BeginAsync(plan.ToBson());

    /// <summary>The same, of a plan that is BSON already.</summary>
    public async Task BeginAsync(byte[] plan)
    {
        // As bytes: a server that need not look into it writes it at once.
        await HoldAsync(Change.Set("journal", new BsonBinaryData(plan)));
        journal = plan;
    }

    /// <summary>Still alive; said only when nothing was said for a while.</summary>
    public Task BeatAsync() => Stopwatch.GetElapsedTime(heard) < pause ? Task.CompletedTask : HoldAsync(Change.Inc("beat", 1L));

    /// <summary>What a journal says, as it was laid down.</summary>
    public static BsonDocument? Read(BsonValue journal) => journal is BsonBinaryData data ? Opened(data.Bytes) : null;

    /// <summary>Everything of the journal is written and may be seen up to this number of the log; gives the lock back.</summary>
    public async Task EndAsync(long sequence)
    {
        Advance(sequence);
        await HoldAsync(Change.Set("journal", BsonNull.Value).Set("head", Head).Set("owner", BsonNull.Value));
        over = true;
    }

    /// <summary>The same, and goes on holding the lock.</summary>
    public async Task SaveAsync()
    {
        await HoldAsync(Change.Set("journal", BsonNull.Value).Set("head", Head));
        journal = null;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (over)
                return;
            if (journal is not null)
                Advance(await Journals.SettleAsync(database, this, Opened(journal)));
            await HoldAsync(Change.Set("journal", BsonNull.Value).Set("head", Head).Set("owner", BsonNull.Value));
        }
        catch (StoreException)
        {
            // The server is away, or another worker has taken over: then that one settles, and the first fault is the one to tell.
        }
        finally
        {
            gate.Release();
        }
    }

    private static BsonDocument Opened(byte[] journal) => BsonSerializer.Deserialize<BsonDocument>(journal);

    private async Task HoldAsync(UpdateDefinition<BsonDocument> change)
    {
        heard = Stopwatch.GetTimestamp();
        var result = await database.RunAsync(() => database.Meta.UpdateOneAsync(Mine, change, cancellationToken: CancellationToken.None), CancellationToken.None);
        if (result.MatchedCount == 1)
            return;
        // The answer to an attempt before this one may have been lost.
        var now = await database.OneAsync(database.Meta, Where.Eq("_id", "commit"), null, CancellationToken.None);
        if (now is null || now["token"].ToInt64() != token || !now["owner"].IsBsonNull || now["head"].ToInt64() != Head)
            throw MongoFault.Overtaken(database.Place);
    }
}

using Harvester.Core.Ports;
using Harvester.Storage.Copying;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>
/// A database as a copy sees it. Items are written first and the mark moves then, so a batch may come twice: each document has an id that follows from what it
/// holds, or an index that lets it in once.
/// </summary>
internal sealed class MongoCopy : ICopyable
{
    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;
    private static readonly UpdateDefinitionBuilder<BsonDocument> Change = Builders<BsonDocument>.Update;
    private static readonly FilterDefinition<BsonDocument> Itself = Where.Eq("_id", MongoSchema.CopyId);

    private readonly MongoDatabase database;
    private readonly CommitLock commits;
    private readonly MongoExport export;

    private MongoCopy(MongoDatabase database)
    {
        this.database = database;
        commits = new CommitLock(database, MongoStore.Patience);
        export = new MongoExport(database);
    }

    public string Place => database.Place;

    /// <summary>Opens the store, and brings to an end what a writer that is gone has left half done.</summary>
    /// <exception cref="StoreException">The server is away, or the store is of a newer version or itself an unfinished copy.</exception>
    public static async Task<ICopyable> OpenSourceAsync(string address, TimeProvider clock, CancellationToken cancellationToken)
    {
        var copy = new MongoCopy(await MongoStore.ConnectAsync(address, clock, copy: null, cancellationToken));
        var whole = false;
        try
        {
            await (await copy.commits.TakeAsync(cancellationToken)).DisposeAsync();
            whole = true;
            return copy;
        }
        finally
        {
            if (!whole)
                await copy.DisposeAsync();
        }
    }

    /// <summary>Opens the database to fill it; where there is no store, it is made with the mark.</summary>
    /// <exception cref="StoreException">The server is away, or the store is of a newer version.</exception>
    public static async Task<ICopyable> OpenTargetAsync(string address, CopyMark mark, TimeProvider clock, CancellationToken cancellationToken) =>
        new MongoCopy(await MongoStore.ConnectAsync(address, clock, mark, cancellationToken));

    public async Task<(string Epoch, long Last)> HeadAsync(CancellationToken cancellationToken) =>
        (await new MongoChangeLog(database, commits).EpochAsync(cancellationToken), await commits.HeadAsync(cancellationToken));

    public Task<long> CompactedToAsync(CancellationToken cancellationToken) => MongoPruning.CompactedToAsync(database, cancellationToken);

    public Task<long> CountAsync(CopyPart part, CancellationToken cancellationToken) => export.CountAsync(part, cancellationToken);

    public Task<CopyPage> ReadAsync(CopyPart part, string? next, int limit, CancellationToken cancellationToken) => export.ReadAsync(part, next, limit, cancellationToken);

    public Task<CopyMark?> MarkAsync(CancellationToken cancellationToken) => MongoSchema.MarkAsync(database, cancellationToken);

    public async Task BeginAsync(CopyMark mark, bool goesOn, CancellationToken cancellationToken)
    {
        // The mark of the earlier copy stays until all that it brought is gone, so that a cut-off here leaves nothing unmarked.
        if (!goesOn)
        {
            foreach (var collection in MongoExport.Collections)
                await database.DeleteAsync(database.Collection(collection), Where.Empty);
        }

        await database.RunAsync(
            () => database.Meta.UpdateOneAsync(Itself, Change.Set("mark", mark.ToText()), new UpdateOptions { IsUpsert = true }, cancellationToken), cancellationToken);
    }

    public async Task WriteAsync(IReadOnlyList<CopyItem> items, CopyMark before, CopyMark after, CancellationToken cancellationToken)
    {
        var arena = new Arena();
        var documents = items.SelectMany((item, i) => MongoImport.Documents(item, before.Done + i + 1, arena)).GroupBy(one => one.Collection, one => one.Document, StringComparer.Ordinal);
        foreach (var some in documents)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await database.InsertAsync(database.Collection(some.Key), [.. some]);
        }

        arena.Return();
        await MoveAsync(before, after, cancellationToken);
    }

    public async Task FinishAsync(CopyMark mark, CancellationToken cancellationToken)
    {
        await MoveAsync(mark, mark, cancellationToken);
        await database.RunAsync(() => database.Meta.UpdateOneAsync(Where.Eq("_id", "commit"), Change.Set("head", mark.Head), cancellationToken: CancellationToken.None), CancellationToken.None);
        await database.RunAsync(() => database.Meta.UpdateOneAsync(Where.Eq("_id", MongoSchema.Id), Change.Set("epoch", mark.Epoch), cancellationToken: CancellationToken.None), CancellationToken.None);
        if (mark.CompactedTo > 0)
            await MongoPruning.CompactedToAsync(database, mark.CompactedTo, CancellationToken.None);
        await database.DeleteAsync(database.Meta, Itself & Where.Eq("mark", mark.ToText()));
    }

    public ValueTask DisposeAsync()
    {
        commits.Dispose();
        database.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task MoveAsync(CopyMark before, CopyMark after, CancellationToken cancellationToken)
    {
        var moved = await database.RunAsync(
            () => database.Meta.UpdateOneAsync(Itself & Where.Eq("mark", before.ToText()), Change.Set("mark", after.ToText()), cancellationToken: cancellationToken), cancellationToken);
        // The answer to an attempt before this one may have been lost.
        if (moved.MatchedCount == 0 && (await MarkAsync(cancellationToken))?.ToText() != after.ToText())
            throw new StoreException($"Another copy to {Place} has taken over: this one stops.");
    }
}

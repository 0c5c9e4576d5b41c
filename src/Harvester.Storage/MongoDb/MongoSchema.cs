using Harvester.Core.Ports;
using Harvester.Storage.Copying;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>Indexes and the schema version. What each collection holds is described in <c>docs/mongodb.md</c>.</summary>
internal static class MongoSchema
{
    /// <summary>Of the document in <c>meta</c> that says the version, the epoch and when the store was made.</summary>
    public const string Id = "schema";

    /// <summary>Of the document in <c>meta</c> that is there as long as the store is an unfinished copy.</summary>
    public const string CopyId = "copy";

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;

    /// <summary>A minus before a key is for descending.</summary>
    private static readonly (string Collection, string Name, string[] Keys, bool Unique, bool Sparse)[] Indexes =
    [
        ("datasets", "record", [DatasetDocument.Source, DatasetDocument.RecordId], false, false),
        ("datasets", "source", [DatasetDocument.Source, "_id"], false, false),
        ("datasets", "publisher", [DatasetDocument.PublisherCode, "_id"], false, false),
        ("datasets", "sequence", ["sequence"], false, false),
        ("datasets", "previousIds", ["previousIds"], false, true),
        ("versions", "version", ["dataset", "version"], true, false),
        ("changes", "dataset", ["id", "_id"], false, false),
        (MongoRunStore.Name, "source", ["source", "-startedAt", "-_id"], false, false),
        (MongoRunStore.Name, "start", ["-startedAt", "-_id"], false, false),
        (MongoRunStore.ProblemsName, "run", ["run", "order"], false, false),
        (MongoAnswerStore.Name, "source", ["source"], false, false),
        (MongoAnswerStore.PiecesName, "piece", ["body", "number"], true, false),
        (MongoAnswerStore.PiecesName, "source", ["source", "number"], false, false),
        (MongoLinkStore.Name, "due", ["due", "_id"], false, false),
        (MongoLinkStore.HistoryName, "dataset", ["id", "-at", "-order"], false, false),
        (MongoHeaderStore.Name, "due", ["nextDue", "_id"], false, false),
        (MongoCoverageStore.Name, "figure", ["source", "name"], false, false),
        (MongoDuplicateStore.Name, "keys", ["keys"], false, true),
        (MongoDuplicateStore.Name, "canonical", ["canonical", "_id"], false, false),
        (MongoDuplicateStore.VerdictsName, "second", ["second"], false, false),
        (MongoDuplicateStore.VerdictsName, "first", ["first"], false, false),
        (MongoAuditLog.Name, "source", ["source", "-_id"], false, false),
        (MongoAuditLog.Name, "municipality", ["municipality", "-_id"], false, false),
    ];

    /// <summary>In order; each brings a store one version up, and may be run twice, as it can be cut off. Never change one that was released.</summary>
    public static readonly IReadOnlyList<Func<MongoDatabase, CancellationToken, Task>> Migrations =
    [
        AddWishesAsync,
        // Takedowns: nothing is to be changed, but a program that does not know them would bring back what was erased.
        static (_, _) => Task.CompletedTask,
        // Persons: tokens, audit log, notes, pauses. An older program would harvest what is paused, and copy a catalogue without them.
        static (_, _) => Task.CompletedTask,
        // Outcomes of acts: an older program would show what was refused as done.
        static (_, _) => Task.CompletedTask,
        // What bodies were told of a shared catalogue: an older program would take it for what its own body was told.
        static (_, _) => Task.CompletedTask,
        // Whose a piece of an answer is: an older program would leave them without, and an erasure would not find those that no answer names.
        MongoAnswerStore.AddSourcesAsync,
    ];

    /// <summary>Creates what is lacking, or brings an older store up to this version.</summary>
    /// <param name="copy">The store is opened to be filled from another one: where it is made now, this is its mark. Null: for anything else.</param>
    /// <exception cref="StoreException">The store is newer than this program, or an unfinished copy.</exception>
    public static Task MigrateAsync(MongoDatabase database, TimeProvider clock, CopyMark? copy, CancellationToken cancellationToken) =>
        MigrateThroughAsync(Migrations, database, clock, copy, cancellationToken);

    /// <summary>The same through these migrations only, as an older version had them: so a test makes the store that it left.</summary>
    public static async Task MigrateThroughAsync(
        IReadOnlyList<Func<MongoDatabase, CancellationToken, Task>> migrations, MongoDatabase database, TimeProvider clock, CopyMark? copy, CancellationToken cancellationToken)
    {
        // The first form, and one more with each migration.
        var newest = 1 + migrations.Count;
        var version = (await database.OneAsync(database.Meta, Where.Eq("_id", Id), null, cancellationToken))?["version"].ToInt32() ?? 0;
        if (version > newest)
        {
            throw new StoreException(
                $"The store {database.Place} has schema version {version}, this program knows {newest}: run the newer Harvester that wrote it, or restore a backup.");
        }

        var mark = await MarkAsync(database, cancellationToken);
        if (copy is null && mark is not null)
            throw new StoreException(mark.Unfinished(database.Place));
        // Before anything else, so that nobody takes what comes for a store.
        if (copy is not null && mark is null && version == 0)
            await database.InsertAsync(database.Meta, [new BsonDocument { { "_id", CopyId }, { "mark", copy.ToText() } }]);

        // Another worker may open the same new store at this moment: what is there is left as it is.
        await database.InsertAsync(database.Meta, [CommitLock.Initial]);
        foreach (var same in Indexes.GroupBy(index => index.Collection, StringComparer.Ordinal))
            await database.RunAsync(() => database.Collection(same.Key).Indexes.CreateManyAsync(same.Select(Model), cancellationToken), cancellationToken);
        if (version == 0)
        {
            await database.InsertAsync(database.Meta, [new BsonDocument
            {
                { "_id", Id }, { "version", newest }, { "epoch", Guid.NewGuid().ToString("n") }, { "created", JsonBson.Date(clock.GetUtcNow()) },
            }]);
        }
        else if (version < newest)
        {
            foreach (var migration in migrations.Skip(version - 1))
                await migration(database, cancellationToken);
            await database.RunAsync(
                () => database.Meta.UpdateOneAsync(Where.Eq("_id", Id), Builders<BsonDocument>.Update.Max("version", newest), cancellationToken: cancellationToken), cancellationToken);
        }
    }

    /// <summary>
    /// What persons want of a source: that it be harvested soon, or that it be left alone. Their absence would do for this program; the version keeps an older
    /// one from harvesting what was removed.
    /// </summary>
    private static Task AddWishesAsync(MongoDatabase database, CancellationToken cancellationToken) => database.RunAsync(
        () => database.Collection(MongoSourceStateStore.Name).UpdateManyAsync(
            Where.Exists("requestFull", false),
            new BsonDocument("$set", new BsonDocument { { "requestId", BsonNull.Value }, { "requestAt", BsonNull.Value }, { "requestFull", false }, { "removedBy", BsonNull.Value } }),
            cancellationToken: cancellationToken),
        cancellationToken);

    /// <summary>Another name for the history; which.</summary>
    public static async Task<string> RenewEpochAsync(MongoDatabase database, CancellationToken cancellationToken)
    {
        var epoch = Guid.NewGuid().ToString("n");
        await database.RunAsync(() => database.Meta.UpdateOneAsync(Where.Eq("_id", Id), Builders<BsonDocument>.Update.Set("epoch", epoch), cancellationToken: cancellationToken), cancellationToken);
        return epoch;
    }

    /// <summary>Whether there is a store, or a copy that is to become one.</summary>
    public static async Task<bool> ExistsAsync(MongoDatabase database, CancellationToken cancellationToken) =>
        await database.AnyAsync(database.Meta, Where.In("_id", new[] { Id, CopyId }), cancellationToken);

    /// <summary>The mark of a copy that has not come to its end; null: there is none.</summary>
    public static async Task<CopyMark?> MarkAsync(MongoDatabase database, CancellationToken cancellationToken) =>
        await database.OneAsync(database.Meta, Where.Eq("_id", CopyId), null, cancellationToken) is { } document ? CopyMark.Read(document["mark"].AsString) : null;

    private static CreateIndexModel<BsonDocument> Model((string Collection, string Name, string[] Keys, bool Unique, bool Sparse) index)
    {
        var keys = new BsonDocument(index.Keys.Select(key => key[0] == '-' ? new BsonElement(key[1..], -1) : new BsonElement(key, 1)));
        return new CreateIndexModel<BsonDocument>(keys, new CreateIndexOptions { Name = index.Name, Unique = index.Unique ? true : null, Sparse = index.Sparse ? true : null });
    }
}

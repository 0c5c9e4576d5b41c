using Harvester.Core.Ports;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>What is stored of a batch's datasets, for <see cref="CataloguePlanner"/> to work on.</summary>
internal sealed class StoredBatch
{
    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;

    private readonly MongoDatabase database;
    private readonly CatalogueBatch batch;
    private readonly CancellationToken cancellationToken;

    private StoredBatch(MongoDatabase database, CatalogueBatch batch, CancellationToken cancellationToken) =>
        (this.database, this.batch, this.cancellationToken) = (database, batch, cancellationToken);

    /// <summary>The datasets of the batch, and those that have taken one of them over.</summary>
    public Dictionary<string, PlannedDataset> Slots { get; } = new(StringComparer.Ordinal);

    /// <summary>By a previous id, the id of the dataset that it leads to.</summary>
    public Dictionary<string, string> Heirs { get; } = new(StringComparer.Ordinal);

    /// <summary>Datasets that this very batch has withdrawn already.</summary>
    public HashSet<string> WithdrawnBefore { get; } = new(StringComparer.Ordinal);

    /// <exception cref="StoreException">The lease was lost to another worker.</exception>
    public static async Task<StoredBatch> LoadAsync(MongoDatabase database, CatalogueBatch batch, Lease lease, CancellationToken cancellationToken)
    {
        var stored = new StoredBatch(database, batch, cancellationToken);
        // Side by side: one answer is waited for and not two.
        await Task.WhenAll(MongoCatalogue.FenceAsync(database, lease, cancellationToken), stored.LoadAsync());
        return stored;
    }

    private async Task LoadAsync()
    {
        var whole = new HashSet<string>(StringComparer.Ordinal);
        var light = new HashSet<string>(StringComparer.Ordinal);
        foreach (var write in batch.Writes)
        {
            (write is CatalogueWrite.Seen or CatalogueWrite.Miss or CatalogueWrite.Hold or CatalogueWrite.Release ? light : whole).Add(write.DatasetId);
            if (write is CatalogueWrite.Move move)
                whole.Add(move.NewId);
        }

        light.ExceptWith(whole);
        var (all, some, isAnyMoved) = (
            database.InAsync(database.Datasets, "_id", whole, null, cancellationToken),
            database.InAsync(database.Datasets, "_id", light, DatasetDocument.Known, cancellationToken),
            IsAnyMovedAsync());
        await Task.WhenAll(all, some, isAnyMoved);
        var found = (await all).Concat(await some).ToDictionary(document => document["_id"].AsString, StringComparer.Ordinal);
        foreach (var id in whole.Concat(light))
            Slots[id] = new PlannedDataset(id, found.GetValueOrDefault(id));
        if (await isAnyMoved)
            await LoadHeirsAsync(batch.Writes.OfType<CatalogueWrite.Put>().Where(put => put.Kind is ChangeKind.Added || Slots[put.DatasetId].Current is null));
        await LoadWithdrawnAsync([.. batch.Writes.Where(write => write is CatalogueWrite.Withdraw && Slots[write.DatasetId].Current is not null).Select(write => write.DatasetId)]);
    }

    /// <summary>Whether any dataset of the store has a previous id: one look at the end of an index, where few stores have anything.</summary>
    private Task<bool> IsAnyMovedAsync() => database.AnyAsync(database.Datasets, Where.Gt("previousIds", ""), cancellationToken);

    private async Task LoadHeirsAsync(IEnumerable<CatalogueWrite.Put> puts)
    {
        foreach (var document in await database.InAsync(database.Datasets, "previousIds", puts.Select(put => put.DatasetId), DatasetDocument.Known, cancellationToken))
        {
            Slots.TryAdd(document["_id"].AsString, new PlannedDataset(document["_id"].AsString, document));
            foreach (var id in DatasetDocument.PreviousIds(document))
                Heirs[id] = document["_id"].AsString;
        }
    }

    private async Task LoadWithdrawnAsync(string[] ids)
    {
        if (ids.Length == 0)
            return;
        var found = await database.AllAsync(
            database.Versions,
            Where.In("dataset", ids) & Where.Eq("made.kind", "withdrawn") & Where.Eq("made.run", JsonBson.Text(batch.Run)) & Where.Eq("made.at", JsonBson.Date(batch.At)),
            new FindOptions<BsonDocument> { Projection = new BsonDocument("dataset", 1) }, cancellationToken);
        WithdrawnBefore.UnionWith(found.Select(version => version["dataset"].AsString));
    }
}

using Harvester.Core.Ports;
using MongoDB.Bson;

namespace Harvester.Storage.MongoDb;

/// <summary>A write with what it stores, made ready before the lock is taken; empty where it stores nothing.</summary>
internal sealed class PreparedDocument
{
    private readonly BsonDocument? document;

    private PreparedDocument(CatalogueWrite write, NewDocument? payload = null, BsonDocument? document = null, NewDocument? fresh = null) =>
        (Write, Payload, this.document, New) = (write, payload, document, fresh);

    public CatalogueWrite Write { get; }

    /// <summary>The document of a dataset that is new, if the store has none; null: see <see cref="Take"/>.</summary>
    public NewDocument? New { get; }

    /// <summary>The raw payload, without its key.</summary>
    public NewDocument? Payload { get; }

    public static PreparedDocument Of(CatalogueWrite write, CatalogueBatch batch, Arena arena) => write switch
    {
        CatalogueWrite.Put { Kind: ChangeKind.Added } put when NewDocument.Dataset(put.Dataset, put.Dataset.Publisher.Key(), put.MadeBy(batch), heldBy: null, hasPayload: true, arena) is { } fresh => new PreparedDocument(write, NewDocument.Payload(put.Raw, arena), fresh: fresh),
        CatalogueWrite.Put put => new PreparedDocument(write, NewDocument.Payload(put.Raw, arena), DatasetDocument.Of(put.Dataset)),
        CatalogueWrite.Refresh refresh => new PreparedDocument(write, NewDocument.Payload(refresh.Raw, arena), DatasetDocument.Of(refresh.Dataset)),
        CatalogueWrite.Remap remap => new PreparedDocument(write, document: DatasetDocument.Of(remap.Dataset)),
        _ => new PreparedDocument(write),
    };

    /// <summary>The document, for the dataset to have; once.</summary>
    public BsonDocument Take() => document ?? New?.Opened() ?? [];
}

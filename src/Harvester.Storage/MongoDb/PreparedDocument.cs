using Harvester.Core.Ports;
using MongoDB.Bson;

namespace Harvester.Storage.MongoDb;

/// <summary>A write with what it stores, made ready before the lock is taken; empty where it stores nothing.</summary>
internal sealed class PreparedDocument(CatalogueWrite write, BsonDocument document, BsonDocument payload)
{
    public CatalogueWrite Write => write;

    /// <summary>The raw payload, without its key.</summary>
    public BsonDocument Payload => payload;

    public static PreparedDocument Of(CatalogueWrite write) => write switch
    {
        CatalogueWrite.Put put => new PreparedDocument(write, DatasetDocument.Of(put.Dataset), DatasetDocument.Payload(put.Raw)),
        CatalogueWrite.Refresh refresh => new PreparedDocument(write, DatasetDocument.Of(refresh.Dataset), DatasetDocument.Payload(refresh.Raw)),
        CatalogueWrite.Remap remap => new PreparedDocument(write, DatasetDocument.Of(remap.Dataset), []),
        _ => new PreparedDocument(write, [], []),
    };

    /// <summary>The document, for the dataset to have; once.</summary>
    public BsonDocument Take() => document;
}

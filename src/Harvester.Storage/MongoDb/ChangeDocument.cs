using Harvester.Core.Model;
using Harvester.Core.Ports;
using MongoDB.Bson;

namespace Harvester.Storage.MongoDb;

/// <summary>An entry of the change log: <c>_id</c> is its number; <c>id</c> and <c>version</c> name the document it made; <c>kind</c>, <c>at</c>, <c>run</c>, <c>reason</c>.</summary>
internal static class ChangeDocument
{
    public static BsonDocument Of(BsonDocument made, string id, int version) => new()
    {
        { "_id", made["sequence"] }, { "id", id }, { "version", version }, { "kind", made["kind"] }, { "at", made["at"] }, { "run", made["run"] }, { "reason", made["reason"] },
    };

    /// <summary>The same bytes for a new dataset, without a tree.</summary>
    public static BsonDocument Of(long sequence, CatalogueWrite.Put put, CatalogueBatch batch, Arena arena)
    {
        var document = RawBson.Document();
        document.Int64("_id"u8, sequence);
        document.Text("id"u8, put.Dataset.Id);
        document.Int32("version"u8, put.Dataset.Version);
        document.Text("kind"u8, EnumWord.Of(put.Kind));
        document.Date("at"u8, batch.At);
        document.Text("run"u8, batch.Run);
        document.Text("reason"u8, put.Reason is { } why ? EnumWord.Of(why) : null);
        return RawBson.Document(document.Ended(arena));
    }

    public static ChangeEntry Entry(BsonDocument change) => new(change["_id"].ToInt64(), DatasetDocument.Kind(change["kind"]), change["id"].AsString, JsonBson.Instant(change["at"])!.Value, JsonBson.Text(change["run"]));
}

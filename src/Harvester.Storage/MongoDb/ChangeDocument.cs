using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Storage.Copying;
using MongoDB.Bson;

namespace Harvester.Storage.MongoDb;

/// <summary>An entry of the change log: <c>_id</c> is its number; <c>id</c> and <c>version</c> name the document it made; <c>kind</c>, <c>at</c>, <c>run</c>, <c>reason</c>.</summary>
internal static class ChangeDocument
{
    public static BsonDocument Of(Made made, string id, int version)
    {
        var document = DatasetDocument.Made(made);
        document.Remove("sequence");
        return new BsonDocument { { "_id", new BsonInt64(made.Sequence) }, { "id", id }, { "version", version } }.AddRange(document);
    }

    /// <summary>The same bytes without a tree.</summary>
    public static RawBsonDocument Of(Made made, string id, int version, Arena arena)
    {
        var document = RawBson.Document();
        document.Int64("_id"u8, made.Sequence);
        document.Text("id"u8, id);
        document.Int32("version"u8, version);
        made.WriteTo(document);
        return RawBson.Of(document.Ended(arena));
    }

    /// <summary>The change that a write makes, without its number.</summary>
    public static Made MadeBy(this CatalogueWrite.Put put, CatalogueBatch batch) => new(0, put.Kind, batch.At, batch.Run, put.Reason);

    /// <summary>What the log and the dataset itself say of a change, but for its number.</summary>
    public static void WriteTo(this Made made, RawBson document)
    {
        document.Text("kind"u8, EnumWord.Of(made.Kind));
        document.Date("at"u8, made.At);
        document.Text("run"u8, made.Run);
        document.Text("reason"u8, made.Reason is { } why ? EnumWord.Of(why) : null);
    }

    public static ChangeEntry Entry(BsonDocument change) => new(change["_id"].ToInt64(), DatasetDocument.Kind(change["kind"]), change["id"].AsString, JsonBson.Instant(change["at"])!.Value, JsonBson.Text(change["run"]));
}

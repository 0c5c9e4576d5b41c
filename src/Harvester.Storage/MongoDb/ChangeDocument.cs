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

    public static ChangeEntry Entry(BsonDocument change) => new(change["_id"].ToInt64(), DatasetDocument.Kind(change["kind"]), change["id"].AsString, JsonBson.Instant(change["at"])!.Value, JsonBson.Text(change["run"]));
}

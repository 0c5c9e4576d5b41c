using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Storage.Copying;
using MongoDB.Bson;

namespace Harvester.Storage.MongoDb;

/// <summary>
/// Datasets as BSON: the common schema member by member, with <c>id</c> as <c>_id</c> and the system's instants as dates. What the store keeps for itself
/// stands under <c>store</c>: <c>stamp</c> (of the last write of any kind), <c>made</c> (the change that made the version: <c>sequence</c>, <c>kind</c>,
/// <c>at</c>, <c>run</c>, <c>reason</c>), <c>heldBy</c>, <c>publisherKey</c>, <c>files</c> (their number), <c>payload</c> (key of the raw payload), and of a dataset
/// that might not fit into a document of MongoDB <c>packed</c>: its JSON, compressed, in place of most members.
/// </summary>
internal static class DatasetDocument
{
    public const string Source = "provenance.source";
    public const string RecordId = "provenance.recordId";
    public const string MappingVersion = "provenance.mappingVersion";
    public const string PublisherCode = "publisher.code";
    public const string Stamp = "store.stamp";
    public const string MadeBy = "store.made.sequence";

    /// <summary>What is longer as JSON, or as BSON, is packed. BSON of many small items takes three times as much as their JSON, and a document may have 16 MB.</summary>
    private const int LargestPlain = 4 << 20;

    /// <summary>What stands in the document in any case, and wins over what is packed.</summary>
    private static readonly string[] Always = ["previousIds", "publisher", "provenance", "state", "version", "sequence"];

    /// <summary>The members of <see cref="KnownRecord"/>, and what tells whether they are those of the present.</summary>
    public static readonly BsonDocument Known = new()
    {
        { "provenance", 1 }, { "state", 1 }, { "version", 1 }, { "previousIds", 1 }, { "store", 1 },
    };

    /// <summary>The content, without what the store decides: sequence, state, version and stamp are set later.</summary>
    public static BsonDocument Of(Dataset dataset)
    {
        var json = DatasetJson.Written(dataset.Annotations is null ? dataset : dataset with { Annotations = null });
        var isPacked = IsPacked(json.Length);
        var document = JsonBson.ToStored(json, static member => !Always.Contains(member));
        if (isPacked)
            document = new BsonDocument(document.Elements.Where(element => element.Name == "_id" || Always.Contains(element.Name)));

        var (provenance, stated) = (document["provenance"].AsBsonDocument, dataset.Provenance);
        provenance["firstSeen"] = JsonBson.Date(stated.FirstSeen);
        provenance["lastChanged"] = JsonBson.Date(stated.LastChanged);
        if (stated.MissingSince is { } missing)
            provenance["missingSince"] = JsonBson.Date(missing);
        document["sequence"] = new BsonInt64(dataset.Sequence);
        document["version"] = dataset.Version;
        document["state"] = EnumWord.Of(dataset.State);
        if (dataset.PreviousIds.Count == 0)
            document.Remove("previousIds"); // nearly always; the index over them stays small
        document["store"] = new BsonDocument { { "publisherKey", dataset.Publisher.Key() }, { "files", dataset.Distributions.Count } };
        if (isPacked)
            document["store"]["packed"] = new BsonBinaryData(Compressed.Pack(json));
        return document;
    }

    public static bool IsPacked(int length) => length > LargestPlain;

    public static Dataset Read(BsonDocument document, Annotations? annotations = null)
    {
        var plain = JsonBson.Plain(Whole(document));
        if (!plain.Contains("previousIds"))
            plain.Add("previousIds", new BsonArray());
        var dataset = DatasetJson.Deserialize(JsonBson.ToJson(plain));
        return annotations is null ? dataset : dataset with { Annotations = annotations };
    }

    private static BsonDocument Whole(BsonDocument document)
    {
        if (!document["store"].AsBsonDocument.TryGetValue("packed", out var packed))
            return document;
        var whole = JsonBson.ToStored(Compressed.Unpack(packed.AsByteArray));
        foreach (var name in Always.Append("_id").Where(document.Contains))
            whole[name] = document[name];
        return whole;
    }

    public static KnownRecord ReadKnown(BsonDocument document)
    {
        var (provenance, store) = (document["provenance"].AsBsonDocument, document["store"].AsBsonDocument);
        return new KnownRecord
        {
            Id = document["_id"].AsString,
            RecordId = provenance["recordId"].AsString,
            RawHash = provenance["rawHash"].AsString,
            ContentHash = provenance["contentHash"].AsString,
            MappingVersion = provenance["mappingVersion"].AsString,
            State = State(document["state"].AsString),
            PublisherKey = store["publisherKey"].AsString,
            Version = document["version"].ToInt32(),
            FirstSeen = JsonBson.Instant(provenance["firstSeen"])!.Value,
            LastChanged = JsonBson.Instant(provenance["lastChanged"])!.Value,
            MissingSince = JsonBson.Instant(provenance.GetValue("missingSince", null)),
            HeldBy = JsonBson.Text(store.GetValue("heldBy", null)),
            PreviousIds = PreviousIds(document),
        };
    }

    public static IReadOnlyList<string> PreviousIds(BsonDocument document) =>
        document.TryGetValue("previousIds", out var ids) ? [.. ids.AsBsonArray.Select(id => id.AsString)] : [];

    public static BsonDocument Made(Made made) => new()
    {
        { "sequence", new BsonInt64(made.Sequence) },
        { "kind", EnumWord.Of(made.Kind) },
        { "at", JsonBson.Date(made.At) },
        { "run", JsonBson.Text(made.Run) },
        { "reason", JsonBson.Text(made.Reason is { } why ? EnumWord.Of(why) : null) },
    };

    public static ChangeKind Kind(BsonValue word) => Enum.Parse<ChangeKind>(word.AsString, ignoreCase: true);

    public static ChangeReason? Reason(BsonValue? word) => JsonBson.Text(word) is { } text ? Enum.Parse<ChangeReason>(text, ignoreCase: true) : null;

    public static DatasetState State(string word) => word == "active" ? DatasetState.Active : DatasetState.Withdrawn;

    /// <summary>False for what only keeps a late write of a worker that lost its place from landing; see <see cref="CatalogueJournal"/>.</summary>
    public static bool IsDataset(BsonDocument document) => document.Contains("state");

    /// <summary>A superseded document, to be kept: packed, with what queries need beside it.</summary>
    public static BsonDocument Archived(BsonDocument document)
    {
        var content = new BsonDocument(document);
        content.Remove("store");
        var store = new BsonDocument { { "publisherKey", document["store"]["publisherKey"] }, { "heldBy", document["store"].AsBsonDocument.GetValue("heldBy", BsonNull.Value) } };
        if (document["store"].AsBsonDocument.TryGetValue("packed", out var packed))
            store["packed"] = packed;
        return new BsonDocument
        {
            { "dataset", document["_id"] },
            { "version", document["version"] },
            { "state", document["state"] },
            { "contentHash", document["provenance"]["contentHash"] },
            { "made", document["store"]["made"] },
            { "store", store },
            { "document", new BsonBinaryData(Compressed.Pack(content.ToBson())) },
        };
    }

    /// <summary>The document as it was; its place in the log is that of the change that made it.</summary>
    public static BsonDocument Unpacked(BsonDocument archived)
    {
        var document = MongoDB.Bson.Serialization.BsonSerializer.Deserialize<BsonDocument>(Compressed.Unpack(archived["document"].AsByteArray));
        document["state"] = archived["state"];
        document["version"] = archived["version"];
        document["sequence"] = archived["made"]["sequence"];
        document["store"] = new BsonDocument(archived["store"].AsBsonDocument) { { "made", archived["made"] } };
        return document;
    }

    public static RawPayload ReadRaw(BsonDocument payload)
    {
        var (kind, recordId, recordUrl, rawHash, packed) = ReadPacked(payload);
        return new RawPayload(kind, recordId, recordUrl, rawHash, Compressed.Unpack(packed));
    }

    public static PackedPayload ReadPacked(BsonDocument payload) => new(
        Enum.Parse<RecordKind>(payload["kind"].AsString, ignoreCase: true), payload["recordId"].AsString, JsonBson.Text(payload.GetValue("recordUrl", null)),
        payload["rawHash"].AsString, payload["payload"].AsByteArray);
}

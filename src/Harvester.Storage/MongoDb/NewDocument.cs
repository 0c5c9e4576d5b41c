using System.Buffers.Binary;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Storage.Copying;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;

namespace Harvester.Storage.MongoDb;

/// <summary>
/// A document that the store does not have yet, as the bytes that will be sent: made ready before the lock is taken, but for numbers that only its holder can
/// give, whose places are known. They are the bytes of <see cref="DatasetDocument"/>; a first harvest is nearly all of these.
/// </summary>
internal sealed class NewDocument
{
    private readonly ArraySegment<byte> bytes;
    private readonly int[] places;

    private NewDocument(ArraySegment<byte> bytes, params int[] places) => (this.bytes, this.places) = (bytes, places);

    /// <summary>Not to be changed; see <see cref="Opened"/>.</summary>
    public BsonDocument Document => RawBson.Of(bytes);

    /// <summary>A dataset with the change that makes it; null where it must be packed.</summary>
    public static NewDocument? Dataset(Dataset dataset, string publisherKey, Made change, string? heldBy, bool hasPayload, Arena arena)
    {
        var document = RawBson.Document();
        document.Text("_id"u8, dataset.Id);
        if (dataset.PreviousIds.Count > 0)
            document.List("previousIds"u8, dataset.PreviousIds);
        document.Content(dataset);
        document.Provenance(dataset.Provenance);
        document.Problems(dataset.Problems);
        document.TextIfAny("state"u8, EnumWord.Of(dataset.State));
        document.Int32("version"u8, dataset.Version);
        var sequence = document.Int64("sequence"u8, 0);
        if (DatasetDocument.IsPacked(document.Length))
            return null;
        var store = document.Begin("store"u8);
        document.Text("publisherKey"u8, publisherKey);
        document.Int32("files"u8, dataset.Distributions.Count);
        var made = document.Begin("made"u8);
        var number = document.Int64("sequence"u8, 0);
        change.WriteTo(document);
        document.End(made);
        if (heldBy is not null)
            document.Text("heldBy"u8, heldBy);
        var payload = hasPayload ? document.Int64("payload"u8, 0) : -1;
        var stamp = document.Int64("stamp"u8, 0);
        document.End(store);
        return new NewDocument(document.Ended(arena), sequence, number, payload, stamp);
    }

    public static NewDocument Payload(RawPayload raw, Arena arena) => Payload(raw.Kind, raw.RecordId, raw.RecordUrl, raw.RawHash, Compressed.Packed(raw.Json.Span), arena);

    public static NewDocument Payload(PackedPayload raw, Arena arena) => Payload(raw.Kind, raw.RecordId, raw.RecordUrl, raw.RawHash, raw.Packed, arena);

    private static NewDocument Payload(RecordKind kind, string recordId, string? recordUrl, string rawHash, ReadOnlySpan<byte> packed, Arena arena)
    {
        var document = RawBson.Document();
        var key = document.Int64("_id"u8, 0);
        document.Text("kind"u8, EnumWord.Of(kind));
        document.Text("recordId"u8, recordId);
        document.Text("recordUrl"u8, recordUrl);
        document.Text("rawHash"u8, rawHash);
        document.Binary("payload"u8, packed);
        return new NewDocument(document.Ended(arena), key);
    }

    /// <summary>Of a dataset: its place in the log, and that of the change that made it.</summary>
    public void Number(long sequence, long made)
    {
        Set(places[0], sequence);
        Set(places[1], made);
    }

    /// <summary>Of a dataset: the stamp, and the key of its payload.</summary>
    public void Stamp(long stamp, long payload)
    {
        if (places[2] >= 0)
            Set(places[2], payload);
        Set(places[3], stamp);
    }

    /// <summary>Of a payload.</summary>
    public void Key(long key) => Set(places[0], key);

    /// <summary>The document as a tree, for who has more to change.</summary>
    public BsonDocument Opened() => BsonSerializer.Deserialize<BsonDocument>(bytes.ToArray());

    private void Set(int place, long number) => BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(place), number);
}

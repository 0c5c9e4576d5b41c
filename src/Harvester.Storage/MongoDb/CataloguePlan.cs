using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>What a batch comes to: every document that is to be written, and nothing of it written yet.</summary>
/// <param name="Last">The highest number of the change log that it takes.</param>
internal sealed record CataloguePlan(
    IReadOnlyList<PlannedWrite> Writes, IReadOnlyList<BsonDocument> Versions, IReadOnlyList<RawBsonDocument> Changes, long Last);

/// <summary>The one write of a dataset in a batch.</summary>
/// <param name="Heir">Id of the dataset that this one was moved to; null: it stays.</param>
/// <param name="Payload">A new payload, whose key is the stamp that the dataset gets; null: it keeps the one it has.</param>
/// <param name="OldPayloads">Keys of payloads that it does not need any more.</param>
internal sealed record PlannedWrite(Stamped Stamp, WriteModel<BsonDocument> Write, string? Heir, BsonDocument? Payload, IReadOnlyList<long> OldPayloads);

using MongoDB.Bson;

namespace Harvester.Storage.MongoDb;

/// <summary>A document that takes the place of another.</summary>
internal sealed record Replacement(string Collection, Stamped Stamp, BsonDocument Document);

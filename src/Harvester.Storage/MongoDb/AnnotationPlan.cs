using Harvester.Core.Ports;
using Harvester.Storage.Copying;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>What a batch of annotations comes to.</summary>
internal sealed class AnnotationPlan
{
    private static readonly UpdateDefinitionBuilder<BsonDocument> Change = Builders<BsonDocument>.Update;

    public List<(Stamped Stamp, WriteModel<BsonDocument> Write)> Annotations { get; } = [];

    /// <summary>Datasets whose place in the log moves on.</summary>
    public List<(Stamped Stamp, WriteModel<BsonDocument> Write)> Datasets { get; } = [];

    public List<BsonDocument> Changes { get; } = [];

    /// <summary>The highest number of the change log that it takes.</summary>
    public required long Last { get; set; }

    /// <summary>A reader would see the difference.</summary>
    public void Log(BsonDocument dataset, DateTimeOffset at, Commit commit)
    {
        var stamp = new Stamped(dataset["_id"].AsString, Stamped.Of(dataset), commit.NextStamp());
        var made = new Made(++Last, ChangeKind.Annotated, at, null, null);
        Changes.Add(ChangeDocument.Of(made, stamp.Id, dataset["version"].ToInt32()));
        Datasets.Add((stamp, Moved(stamp, Last)));
    }

    /// <summary>The dataset's place in the log, and nothing else of it.</summary>
    public static WriteModel<BsonDocument> Moved(Stamped stamp, long sequence) =>
        new UpdateOneModel<BsonDocument>(stamp.Filter, Change.Set("sequence", sequence).Set(DatasetDocument.Stamp, stamp.After));
}

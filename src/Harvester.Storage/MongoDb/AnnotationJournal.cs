using MongoDB.Bson;

namespace Harvester.Storage.MongoDb;

/// <summary>What a batch of annotations is about to write. What has landed when its writer is gone is entered in the log, what has not is given up: background work does it again.</summary>
internal static class AnnotationJournal
{
    public const string Name = "annotations";

    public static BsonDocument Of(AnnotationPlan plan) => new()
    {
        { "of", Name },
        { "last", plan.Last },
        { "annotations", new BsonArray(plan.Annotations.Select(one => one.Stamp.ToBson())) },
        { "datasets", new BsonArray(plan.Datasets.Select(one => one.Stamp.ToBson())) },
        { "changes", new BsonArray(plan.Changes) },
    };

    public static async Task<long> SettleAsync(MongoDatabase database, Commit commit, BsonDocument journal)
    {
        var landed = await Stamped.SettleAsync(database, database.Annotations, Read(journal["annotations"]), commit);
        var changes = journal["changes"].AsBsonArray.Select(change => change.AsBsonDocument).Where(change => landed.Contains(change["id"].AsString)).ToArray();
        var places = changes.ToDictionary(change => change["id"].AsString, change => change["_id"].ToInt64(), StringComparer.Ordinal);
        var datasets = Read(journal["datasets"]);
        await database.WriteAsync(
            database.Datasets, [.. datasets.Where(one => landed.Contains(one.Id)).Select(one => AnnotationPlan.Moved(one, places[one.Id]))], CancellationToken.None);
        await Stamped.SettleAsync(database, database.Datasets, datasets, commit);
        await database.InsertAsync(database.Changes, changes);
        return journal["last"].ToInt64();
    }

    private static Stamped[] Read(BsonValue said) => [.. said.AsBsonArray.Select(one => Stamped.Read(one.AsBsonDocument))];
}

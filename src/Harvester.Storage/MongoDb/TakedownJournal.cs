using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>
/// What is about to be erased. Once it is laid down the dataset goes, whoever does it: each step may be done again, and what the writer still sends when
/// another has finished its work meets other stamps, or names what is gone.
/// </summary>
internal static class TakedownJournal
{
    public const string Name = "takedown";

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;
    private static readonly UpdateDefinitionBuilder<BsonDocument> Change = Builders<BsonDocument>.Update;

    /// <summary>Does all of it, or the rest.</summary>
    /// <returns>The highest number of the change log that the journal took.</returns>
    public static async Task<long> SettleAsync(MongoDatabase database, Commit commit, BsonDocument journal)
    {
        var takedown = MongoTakedownStore.Read(journal["takedown"].AsBsonDocument);
        string[] ids = [takedown.Id, .. takedown.PreviousIds];
        // First what keeps it away, then the dataset itself: readers are told that it was taken down from the moment that it is gone.
        await database.InsertAsync(database.Collection(MongoTakedownStore.Name), [journal["takedown"].AsBsonDocument]);
        await commit.BeatAsync();
        var dataset = Stamped.Read(journal["dataset"].AsBsonDocument);
        await database.WriteAsync(database.Datasets, [dataset.Put(dataset.Blank)], CancellationToken.None);
        await CatalogueJournal.ForgetAsync(database, [.. journal["payloads"].AsBsonArray]);
        await commit.BeatAsync();
        await database.DeleteAsync(database.Versions, Where.In("dataset", ids) & Where.Lte("made.sequence", journal["from"]));
        await commit.BeatAsync();
        await BesideAsync(database, commit, journal, ids);
        await RunsAsync(database, commit, takedown.Source, new ErasedRecord(takedown.RecordIds, [.. journal["urls"].AsBsonArray.Select(url => url.AsString)]));
        // No version is 0: no entry shows a document any more.
        await database.RunAsync(
            () => database.Changes.UpdateManyAsync(Where.In("id", ids) & Where.Lte("_id", journal["from"]), Change.Set("version", 0), cancellationToken: CancellationToken.None), CancellationToken.None);
        await database.InsertAsync(database.Changes, [.. journal["changes"].AsBsonArray.Select(change => change.AsBsonDocument)]);
        return journal["last"].ToInt64();
    }

    private static async Task BesideAsync(MongoDatabase database, Commit commit, BsonDocument journal, string[] ids)
    {
        foreach (var some in journal["replacements"].AsBsonArray.Select(one => one.AsBsonDocument).GroupBy(one => one["c"].AsString, StringComparer.Ordinal))
        {
            await database.WriteAsync(database.Collection(some.Key), [.. some.Select(one => Stamped.Read(one["s"].AsBsonDocument).Put(one["d"].AsBsonDocument))], CancellationToken.None);
            await commit.BeatAsync();
        }

        foreach (var (collection, member) in new[] { (MongoLinkStore.Name, "_id"), (MongoLinkStore.HistoryName, "id"), (MongoHeaderStore.Name, "_id") })
            await database.DeleteAsync(database.Collection(collection), Where.In(member, ids));
        await commit.BeatAsync();
    }

    private static async Task RunsAsync(MongoDatabase database, Commit commit, string source, ErasedRecord record)
    {
        await MongoAnswerStore.ForgetAllAsync(database, source);
        var ofRecord = Where.In("problem.recordId", record.RecordIds) | Where.In("problem.recordUrl", record.Urls);
        await database.DeleteAsync(database.Collection(MongoRunStore.ProblemsName), Where.Eq("source", source) & ofRecord);
        await commit.BeatAsync();
        await foreach (var document in database.StreamAsync(database.Collection(MongoRunStore.Name), Where.Eq("source", source), null, 100, CancellationToken.None))
        {
            if (record.Without(MongoRunStore.Read(document)) is not { } report)
                continue;
            await database.RunAsync(
                () => database.Collection(MongoRunStore.Name).ReplaceOneAsync(Where.Eq("_id", report.Id), MongoRunStore.Write(report), cancellationToken: CancellationToken.None), CancellationToken.None);
            await commit.BeatAsync();
        }

        var sources = database.Collection(MongoSourceStateStore.Name);
        if (await database.OneAsync(sources, Where.Eq("_id", source), null, CancellationToken.None) is { } state && ErasedRecord.Without(MongoSourceStateStore.Read(state).Unmapped) is { } unmapped)
        {
            await database.RunAsync(
                () => sources.UpdateOneAsync(Where.Eq("_id", source), Change.Set("unmapped", System.Text.Json.JsonSerializer.Serialize(unmapped)), cancellationToken: CancellationToken.None),
                CancellationToken.None);
        }
    }
}

using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>Collections that are emptied together.</summary>
internal static class ClearJournal
{
    public const string Name = "clear";

    public static async Task ApplyAsync(MongoDatabase database, Commit commit, params string[] collections)
    {
        var journal = new BsonDocument { { "of", Name }, { "collections", new BsonArray(collections) } };
        await commit.BeginAsync(journal);
        await SettleAsync(database, commit, journal);
        await commit.EndAsync(commit.Head);
    }

    public static async Task<long> SettleAsync(MongoDatabase database, Commit commit, BsonDocument journal)
    {
        foreach (var collection in journal["collections"].AsBsonArray)
        {
            await database.DeleteAsync(database.Collection(collection.AsString), Builders<BsonDocument>.Filter.Empty);
            await commit.BeatAsync();
        }

        return commit.Head;
    }
}

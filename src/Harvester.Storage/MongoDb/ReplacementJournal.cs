using MongoDB.Bson;

namespace Harvester.Storage.MongoDb;

/// <summary>
/// Documents that belong together, for who needs all of them or none: the journal holds them whole, so that whoever comes after a writer that is gone can
/// finish its work.
/// </summary>
internal static class ReplacementJournal
{
    public const string Name = "replacements";

    /// <summary>What fits into one journal, with much room: a document of MongoDB has 16 MB.</summary>
    public const int MostBytes = 8 << 20;

    public static BsonDocument Of(IReadOnlyList<Replacement> replacements, long head) => new()
    {
        { "of", Name },
        { "last", head },
        { "documents", new BsonArray(replacements.Select(one => new BsonDocument { { "c", one.Collection }, { "s", one.Stamp.ToBson() }, { "d", one.Document } })) },
    };

    /// <summary>Writes them as one unit.</summary>
    public static async Task ApplyAsync(MongoDatabase database, Commit commit, IReadOnlyList<Replacement> replacements)
    {
        if (replacements.Count == 0)
            return;
        await commit.BeginAsync(Of(replacements, commit.Head));
        foreach (var some in replacements.GroupBy(one => one.Collection, StringComparer.Ordinal))
        {
            await Stamped.ApplyAsync(database, database.Collection(some.Key), [.. some.Select(one => (one.Stamp, one.Stamp.Put(one.Document)))]);
            await commit.BeatAsync();
        }

        await commit.SaveAsync();
    }

    public static async Task<long> SettleAsync(MongoDatabase database, Commit commit, BsonDocument journal)
    {
        foreach (var some in journal["documents"].AsBsonArray.Select(one => one.AsBsonDocument).GroupBy(one => one["c"].AsString, StringComparer.Ordinal))
        {
            var writes = some.Select(one => Stamped.Read(one["s"].AsBsonDocument).Put(one["d"].AsBsonDocument));
            await database.WriteAsync(database.Collection(some.Key), [.. writes], CancellationToken.None);
            await commit.BeatAsync();
        }

        return journal["last"].ToInt64();
    }
}

using MongoDB.Bson;

namespace Harvester.Storage.MongoDb;

/// <summary>What a writer left behind: brought to an end, so that the log and the documents agree, and nothing the writer may still send can land.</summary>
internal static class Journals
{
    /// <returns>The highest number of the change log that the journal took.</returns>
    public static Task<long> SettleAsync(MongoDatabase database, Commit commit, BsonDocument journal) => journal["of"].AsString switch
    {
        CatalogueJournal.Name => CatalogueJournal.SettleAsync(database, commit, journal),
        AnnotationJournal.Name => AnnotationJournal.SettleAsync(database, commit, journal),
        ClearJournal.Name => ClearJournal.SettleAsync(database, commit, journal),
        ReplacementJournal.Name => ReplacementJournal.SettleAsync(database, commit, journal),
        TakedownJournal.Name => TakedownJournal.SettleAsync(database, commit, journal),
        var other => throw new FormatException($"unknown journal: {other}"),
    };
}

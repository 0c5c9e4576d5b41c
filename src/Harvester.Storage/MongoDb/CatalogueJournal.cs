using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>
/// What a batch of the catalogue is about to write: the stamps of its datasets and its entries of the change log, not the documents. What has landed when its
/// writer is gone is entered in the log; what has not is given up, and the writer's next run does it again.
/// </summary>
internal static class CatalogueJournal
{
    public const string Name = "catalogue";

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;

    /// <summary>As BSON: <c>of</c>, <c>last</c>, <c>writes</c> (<see cref="Stamped"/>, and where there is one the heir <c>h</c>, the new payload <c>n</c>, old ones <c>o</c>), <c>changes</c>.</summary>
    public static byte[] Of(CataloguePlan plan)
    {
        var journal = RawBson.Document();
        journal.Text("of"u8, Name);
        journal.Int64("last"u8, plan.Last);
        var writes = journal.BeginArray("writes"u8);
        for (var place = 0; place < plan.Writes.Count; place++)
        {
            var start = journal.BeginItem(place);
            Write(journal, plan.Writes[place]);
            journal.End(start);
        }

        journal.End(writes);
        var changes = journal.BeginArray("changes"u8);
        for (var place = 0; place < plan.Changes.Count; place++)
            journal.Item(place, plan.Changes[place]);
        journal.End(changes);
        return journal.Ended();
    }

    private static void Write(RawBson journal, PlannedWrite write)
    {
        write.Stamp.WriteTo(journal);
        if (write.Heir is not null)
            journal.Text("h"u8, write.Heir);
        if (write.Payload is not null)
            journal.Int64("n"u8, write.Stamp.After);
        if (write.OldPayloads.Count == 0)
            return;
        var old = journal.BeginArray("o"u8);
        for (var place = 0; place < write.OldPayloads.Count; place++)
            journal.Item(place, write.OldPayloads[place]);
        journal.End(old);
    }

    public static async Task<long> SettleAsync(MongoDatabase database, Commit commit, BsonDocument journal)
    {
        var writes = journal["writes"].AsBsonArray.Select(write => write.AsBsonDocument).ToArray();
        // What a dataset that was moved leaves behind goes as soon as its heir is there.
        var heirs = writes.Where(write => !write.Contains("h")).Select(Stamped.Read).ToArray();
        var applied = await Stamped.SettleAsync(database, database.Datasets, heirs, commit);
        var left = writes.Where(write => write.Contains("h")).ToArray();
        var taken = left.Where(write => applied.Contains(write["h"].AsString)).Select(Stamped.Read).ToArray();
        await database.WriteAsync(database.Datasets, [.. taken.Where(one => one.Before is not null).Select(one => one.Put(one.Blank))], CancellationToken.None);
        await Stamped.SettleAsync(database, database.Datasets, [.. left.Where(write => !applied.Contains(write["h"].AsString)).Select(Stamped.Read)], commit);
        applied.UnionWith(taken.Select(one => one.Id));

        await database.InsertAsync(database.Changes, [.. journal["changes"].AsBsonArray.Select(change => change.AsBsonDocument).Where(change => applied.Contains(change["id"].AsString))]);
        await ForgetAsync(database, [
            .. writes.Where(write => write.Contains("n") && !applied.Contains(write["i"].AsString)).Select(write => write["n"]),
            .. writes.Where(write => write.Contains("o") && applied.Contains(write["i"].AsString)).SelectMany(write => write["o"].AsBsonArray),
        ]);
        await database.DeleteAsync(database.Annotations, Where.In("_id", taken.Select(one => one.Id)));
        return journal["last"].ToInt64();
    }

    /// <summary>Payloads that no dataset names any more.</summary>
    public static async Task ForgetAsync(MongoDatabase database, IReadOnlyCollection<BsonValue> payloads)
    {
        if (payloads.Count > 0)
            await database.DeleteAsync(database.Payloads, Where.In("_id", payloads));
    }
}

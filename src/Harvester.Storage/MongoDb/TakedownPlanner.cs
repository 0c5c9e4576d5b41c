using Harvester.Core.Ports;
using Harvester.Storage.Copying;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>Looks up all that erasing a dataset comes to, under the lock, and writes nothing.</summary>
internal sealed class TakedownPlanner(MongoDatabase database, Commit commit, Lease lease, DateTimeOffset at)
{
    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;

    private long sequence;

    /// <exception cref="StoreException">There is no such dataset, or it is another source's.</exception>
    public async Task<(Takedown Takedown, BsonDocument Journal)> PlanAsync(string id, string reason, CancellationToken cancellationToken)
    {
        var stored = await FindAsync(id, cancellationToken) ?? throw new StoreException($"There is no dataset {id}; nothing was erased.");
        var (own, source) = (stored["_id"].AsString, stored["provenance"]["source"].AsString);
        if (source != lease.Source)
            throw new StoreException($"Dataset {own} belongs to source {source}, not to {lease.Source} whose lease this is; nothing was erased.");
        var previous = DatasetDocument.PreviousIds(stored);
        string[] ids = [own, .. previous];
        var record = await RecordAsync(stored, ids, cancellationToken);
        var takedown = new Takedown { Id = own, PreviousIds = previous, Source = source, RecordIds = record.RecordIds, Reason = reason, At = at };
        var dataset = new Stamped(own, Stamped.Of(stored), commit.NextStamp());
        sequence = commit.Head;
        var changes = await ChangesAsync(ids, cancellationToken);
        var journal = new BsonDocument
        {
            { "of", TakedownJournal.Name },
            { "from", commit.Head },
            { "last", sequence },
            { "takedown", MongoTakedownStore.Write(takedown) },
            { "urls", new BsonArray(record.Urls) },
            { "dataset", dataset.ToBson() },
            { "payloads", new BsonArray(await PayloadsAsync(stored, record, cancellationToken)) },
            { "replacements", new BsonArray((await ReplacementsAsync(ids, cancellationToken)).Select(one => new BsonDocument { { "c", one.Collection }, { "s", one.Stamp.ToBson() }, { "d", one.Document } })) },
            { "changes", new BsonArray(changes) },
        };
        return (takedown, journal);
    }

    private async Task<BsonDocument?> FindAsync(string id, CancellationToken cancellationToken) =>
        await database.OneAsync(database.Datasets, Where.Eq("_id", id) & Where.Exists("state"), MongoDatabase.Only(DatasetDocument.Known), cancellationToken)
        ?? await database.OneAsync(database.Datasets, Where.Eq("previousIds", id), MongoDatabase.Only(DatasetDocument.Known), cancellationToken);

    private async Task<ErasedRecord> RecordAsync(BsonDocument stored, string[] ids, CancellationToken cancellationToken)
    {
        var versions = await database.InAsync(database.Versions, "dataset", ids, null, cancellationToken);
        BsonDocument[] provenances = [.. versions.Select(DatasetDocument.Unpacked).Prepend(stored).Select(document => document["provenance"].AsBsonDocument)];
        return new ErasedRecord(
            [.. provenances.Select(provenance => provenance["recordId"].AsString).Distinct(StringComparer.Ordinal)],
            [.. provenances.Select(provenance => JsonBson.Text(provenance.GetValue("recordUrl", null))).OfType<string>().Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Its own payload, and what a writer that was cut off may have left of it: nobody names those, and only a look at all payloads finds them.</summary>
    private async Task<IEnumerable<BsonValue>> PayloadsAsync(BsonDocument stored, ErasedRecord record, CancellationToken cancellationToken)
    {
        var alike = await database.InAsync(database.Payloads, "recordId", record.RecordIds, new BsonDocument("_id", 1), cancellationToken);
        var named = await database.InAsync(database.Datasets, "provenance.recordId", record.RecordIds, new BsonDocument("store.payload", 1), cancellationToken, Where.Ne("_id", stored["_id"].AsString));
        var others = named.Select(Payload).ToHashSet();
        return alike.Select(payload => payload["_id"]).Append(Payload(stored)).Where(key => !key.IsBsonNull && !others.Contains(key)).Distinct().ToArray();

        static BsonValue Payload(BsonDocument document) => document["store"].AsBsonDocument.GetValue("payload", BsonNull.Value);
    }

    private async Task<List<Replacement>> ReplacementsAsync(string[] ids, CancellationToken cancellationToken)
    {
        var nothing = ids.Select(id => new Contribution(id, "", lease.Source, new Dictionary<string, long>())).ToArray();
        var plan = await MongoCoverageStore.PlanAsync(database, nothing, commit, cancellationToken);
        foreach (var name in new[] { "annotations", MongoDuplicateStore.Name })
        {
            foreach (var (id, document) in await database.ByIdAsync(database.Collection(name), ids, new BsonDocument("store", 1), cancellationToken))
            {
                var stamp = new Stamped(id, Stamped.Of(document), commit.NextStamp());
                plan.Add(new Replacement(name, stamp, stamp.Blank));
            }
        }

        return plan;
    }

    /// <summary>An entry for each id that the log knows, the dataset's own last.</summary>
    private async Task<List<BsonDocument>> ChangesAsync(string[] ids, CancellationToken cancellationToken)
    {
        var changes = new List<BsonDocument>();
        foreach (var id in ids.Reverse())
        {
            if (await database.AnyAsync(database.Changes, Where.Eq("id", id), cancellationToken))
                changes.Add(ChangeDocument.Of(new Made(++sequence, ChangeKind.Erased, at, null, null), id, 0));
        }

        return changes;
    }
}

using System.Runtime.CompilerServices;
using Harvester.Core.Ports;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>
/// Writes datasets, payloads, versions and the change log, one commit per batch: planned in memory, its journal laid down, then payloads, superseded versions,
/// datasets, log entries, and last the head of the log. See <see cref="CommitLock"/>.
/// </summary>
internal sealed class MongoCatalogue(MongoDatabase database, CommitLock commits, MongoSnapshot snapshot) : ICatalogueWriter
{
    private const int PageSize = 500;

    public int BatchSize => 500;

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;

    public Task<bool> HasAnyAsync(string source, CancellationToken cancellationToken) => database.AnyAsync(database.Datasets, Where.Eq(DatasetDocument.Source, source), cancellationToken);

    public async Task<IReadOnlyDictionary<string, KnownRecord>> KnownAsync(string source, IReadOnlyCollection<string> recordIds, CancellationToken cancellationToken)
    {
        var found = await database.InAsync(database.Datasets, DatasetDocument.RecordId, recordIds, DatasetDocument.Known, cancellationToken, Where.Eq(DatasetDocument.Source, source));
        return found.Select(DatasetDocument.ReadKnown).DistinctBy(known => known.RecordId).ToDictionary(known => known.RecordId, StringComparer.Ordinal);
    }

    public async Task<IReadOnlySet<string>> TakenAsync(IReadOnlyCollection<string> datasetIds, CancellationToken cancellationToken)
    {
        var projection = new BsonDocument { { "previousIds", 1 }, { "state", 1 } };
        // Asked side by side: a new record waits for the server once.
        var found = await Task.WhenAll(
            database.InAsync(database.Datasets, "_id", datasetIds, projection, cancellationToken, Where.Exists("state")),
            database.InAsync(database.Datasets, "previousIds", datasetIds, projection, cancellationToken));
        var taken = found[0].Select(document => document["_id"].AsString).ToHashSet(StringComparer.Ordinal);
        var asked = datasetIds.ToHashSet(StringComparer.Ordinal);
        taken.UnionWith(found[1].SelectMany(DatasetDocument.PreviousIds).Where(asked.Contains));
        return taken;
    }

    public async Task<IReadOnlyDictionary<string, (string Source, string RecordId)>> ActiveAsync(IReadOnlyCollection<string> datasetIds, CancellationToken cancellationToken)
    {
        var active = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        var projection = new BsonDocument { { "previousIds", 1 }, { DatasetDocument.Source, 1 }, { DatasetDocument.RecordId, 1 } };
        var asked = datasetIds.ToHashSet(StringComparer.Ordinal);
        foreach (var field in new[] { "previousIds", "_id" })
        {
            foreach (var document in await database.InAsync(database.Datasets, field, datasetIds, projection, cancellationToken, Where.Eq("state", "active")))
            {
                foreach (var id in DatasetDocument.PreviousIds(document).Append(document["_id"].AsString).Where(asked.Contains))
                    active[id] = (document["provenance"]["source"].AsString, document["provenance"]["recordId"].AsString);
            }
        }

        return active;
    }

    public Task<long> CountActiveAsync(string source, CancellationToken cancellationToken) => database.RunAsync(
        () => database.Datasets.CountDocumentsAsync(Where.Eq(DatasetDocument.Source, source) & Where.Eq("state", "active"), null, cancellationToken), cancellationToken);

    public async IAsyncEnumerable<KnownRecord> ActiveAsync(string source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var then = snapshot.AllAsync(Where.Eq(DatasetDocument.Source, source), Where.Eq("state", "active"), DatasetDocument.Known, cancellationToken);
        await foreach (var document in then)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (document["state"] == "active")
                yield return DatasetDocument.ReadKnown(document);
        }
    }

    public async IAsyncEnumerable<(KnownRecord Known, RawPayload Raw)> MappedOtherwiseAsync(
        string source, string mappingVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = Where.Eq(DatasetDocument.Source, source) & Where.Eq("state", "active") & Where.Ne(DatasetDocument.MappingVersion, mappingVersion);
        await foreach (var page in database.StreamAsync(database.Datasets, filter, DatasetDocument.Known, PageSize, cancellationToken).Chunk(PageSize).WithCancellation(cancellationToken))
        {
            var payloads = (await database.AllAsync(database.Payloads, Where.In("_id", page.Select(document => document["store"]["payload"])), null, cancellationToken))
                .ToDictionary(payload => payload["_id"].ToInt64(), DatasetDocument.ReadRaw);
            foreach (var document in page)
            {
                // One that was written meanwhile has another payload: it is mapped as it should be, or comes with the next call.
                if (payloads.Remove(document["store"]["payload"].ToInt64(), out var raw))
                    yield return (DatasetDocument.ReadKnown(document), raw);
            }
        }
    }

    public Task<IReadOnlyList<Takedown>> TakedownsAsync(string source, CancellationToken cancellationToken) => MongoTakedownStore.OfAsync(database, source, cancellationToken);

    public PreparedBatch Prepare(CatalogueBatch batch) => new PreparedDocuments(batch);

    public async Task ApplyAsync(Lease lease, PreparedBatch batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        batch.BeginApplying();
        var prepared = (PreparedDocuments)batch;
        await using var commit = await commits.TakeAsync(cancellationToken);
        var stored = await StoredBatch.LoadAsync(database, batch.Batch, lease, cancellationToken);
        var plan = await new CataloguePlanner(database, commit, lease, prepared, stored, cancellationToken).PlanAsync();
        if (plan.Writes.Count == 0)
            return;
        await commit.BeginAsync(CatalogueJournal.Of(plan));
        await WriteAsync(plan, commit);
        await commit.EndAsync(plan.Last);
        prepared.Arena.Return();
    }

    /// <summary>From the first write to the last nothing is cancelled: what is half done would only have to be settled.</summary>
    private async Task WriteAsync(CataloguePlan plan, Commit commit)
    {
        await database.InsertAsync(database.Payloads, [.. plan.Writes.Select(write => write.Payload).OfType<BsonDocument>()]);
        await database.InsertAsync(database.Versions, plan.Versions);
        await commit.BeatAsync();
        await Stamped.ApplyAsync(database, database.Datasets, [.. plan.Writes.Where(write => write.Heir is null).Select(write => (write.Stamp, write.Write))]);
        var moved = plan.Writes.Where(write => write.Heir is not null).ToArray();
        if (moved.Length > 0)
        {
            await Stamped.ApplyAsync(database, database.Datasets, [.. moved.Select(write => (write.Stamp, write.Write))]);
            await database.DeleteAsync(database.Annotations, Where.In("_id", moved.Select(write => write.Stamp.Id)));
        }

        await database.InsertAsync(database.Changes, plan.Changes);
        await CatalogueJournal.ForgetAsync(database, [.. plan.Writes.SelectMany(write => write.OldPayloads).Select(key => (BsonValue)key)]);
    }

    /// <summary>A lease that is taken over is taken over under the lock (<see cref="MongoSourceStateStore"/>), so that none is lost between this look and the last write.</summary>
    public static async Task FenceAsync(MongoDatabase database, Lease lease, CancellationToken cancellationToken)
    {
        var state = await database.OneAsync(database.Collection(MongoSourceStateStore.Name), Where.Eq("_id", lease.Source), new FindOptions<BsonDocument> { Projection = new BsonDocument("token", 1) }, cancellationToken);
        var token = state is not null && state.TryGetValue("token", out var known) ? known.ToInt64() : 0;
        if (token != lease.Token)
        {
            throw new StoreException(
                $"The lease of source {lease.Source} was lost to another worker (token {lease.Token}, newest {token}); nothing was written.");
        }
    }
}

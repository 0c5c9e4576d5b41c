using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>Annotations under the ids of their datasets; only a visible one enters the change log.</summary>
internal sealed class MongoAnnotationStore(MongoDatabase database, CommitLock commits) : IAnnotationStore
{
    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;

    public async Task<Annotations?> GetAsync(string id, CancellationToken cancellationToken) => (await FindAsync(database, [id], cancellationToken)).GetValueOrDefault(id);

    public static async Task<Dictionary<string, Annotations>> FindAsync(MongoDatabase database, IEnumerable<string> ids, CancellationToken cancellationToken) =>
        (await database.InAsync(database.Annotations, "_id", ids, null, cancellationToken)).Select(Read).OfType<Annotations>().ToDictionary(annotations => annotations.Id, StringComparer.Ordinal);

    public async Task PutAsync(IReadOnlyCollection<AnnotationWrite> writes, DateTimeOffset at, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (writes.Count == 0)
            return;
        await using var commit = await commits.TakeAsync(cancellationToken);
        var plan = await PlanAsync(writes, at, commit, cancellationToken);
        if (plan.Annotations.Count == 0)
            return;
        await commit.BeginAsync(AnnotationJournal.Of(plan));
        await Stamped.ApplyAsync(database, database.Annotations, plan.Annotations);
        await Stamped.ApplyAsync(database, database.Datasets, plan.Datasets);
        await database.InsertAsync(database.Changes, plan.Changes);
        await commit.EndAsync(plan.Last);
    }

    private async Task<AnnotationPlan> PlanAsync(IReadOnlyCollection<AnnotationWrite> writes, DateTimeOffset at, Commit commit, CancellationToken cancellationToken)
    {
        string[] ids = [.. writes.Select(write => write.Id).Distinct(StringComparer.Ordinal)];
        var stored = await database.ByIdAsync(database.Annotations, ids, null, cancellationToken);
        var datasets = await database.ByIdAsync(database.Datasets, ids, DatasetDocument.Known, cancellationToken);
        var plan = new AnnotationPlan { Last = commit.Head };
        foreach (var one in writes.GroupBy(write => write.Id, StringComparer.Ordinal))
        {
            if (!datasets.TryGetValue(one.Key, out var dataset) || !DatasetDocument.IsDataset(dataset))
                continue;
            var document = stored.GetValueOrDefault(one.Key);
            var before = document is null ? null : Read(document);
            var merged = one.Aggregate(before, (annotations, write) => write.Merged(annotations, at))!;
            if (merged.Equals(before))
                continue;
            var stamp = new Stamped(one.Key, Stamped.Of(document), commit.NextStamp());
            plan.Annotations.Add((stamp, stamp.Put(Write(merged))));
            if (!merged.LooksLike(before ?? new Annotations { Id = one.Key }))
                plan.Log(dataset, at, commit);
        }

        return plan;
    }

    public static BsonDocument Write(Annotations annotations)
    {
        var document = JsonBson.ToStored(JsonSerializer.SerializeToUtf8Bytes(annotations, DatasetJson.Plain.Annotations));
        document["store"] = new BsonDocument();
        return document;
    }

    /// <summary>Null for a blank document.</summary>
    public static Annotations? Read(BsonDocument document) => !document.Contains("changedAt")
        ? null
        : JsonSerializer.Deserialize(JsonBson.ToJson(JsonBson.Plain(document)), DatasetJson.Plain.Annotations) ?? throw new JsonException("null is no annotations");
}

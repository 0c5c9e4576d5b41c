using System.Runtime.CompilerServices;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>Reads datasets, with their annotations joined.</summary>
internal sealed class MongoDatasetReader(MongoDatabase database, CommitLock commits, MongoSnapshot snapshot) : IDatasetReader
{
    private const int PageSize = 500;

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;

    public async Task<Dataset?> GetAsync(string id, CancellationToken cancellationToken) =>
        await FindAsync(id, null, cancellationToken) is { } document ? (await JoinedAsync([document], cancellationToken))[0] : null;

    public async Task<IReadOnlyList<Dataset>> ManyAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Dataset>(StringComparer.Ordinal);
        foreach (var some in ids.Chunk(PageSize))
        {
            var documents = await database.AllAsync(database.Datasets, Where.In("_id", some) & Where.Exists("state"), null, cancellationToken);
            foreach (var dataset in await JoinedAsync(documents, cancellationToken))
                found[dataset.Id] = dataset;
        }

        return [.. ids.Select(found.GetValueOrDefault).OfType<Dataset>()];
    }

    public async Task<IReadOnlyList<Dataset>> ListAsync(DatasetFilter filter, string? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var wanted = await FilterAsync(filter, cancellationToken);
        if (after is not null)
            wanted &= Where.Gt("_id", after);
        var page = new List<Dataset>();
        var size = filter.Text is null ? Math.Min(limit, PageSize) : PageSize;
        await foreach (var some in database.StreamAsync(database.Datasets, wanted, null, size, cancellationToken).Chunk(size).WithCancellation(cancellationToken))
        {
            page.AddRange((await JoinedAsync(some, cancellationToken)).Where(dataset => filter.Text is null || TextMatch.Matches(dataset, filter.Text)).Take(limit - page.Count));
            if (page.Count == limit)
                break;
        }

        return page;
    }

    public async Task<long> CountAsync(DatasetFilter filter, CancellationToken cancellationToken)
    {
        if (filter.Text is null)
        {
            var wanted = await FilterAsync(filter, cancellationToken);
            return await database.RunAsync(() => database.Datasets.CountDocumentsAsync(wanted, cancellationToken: cancellationToken), cancellationToken);
        }

        var count = 0L;
        await foreach (var _ in AllAsync(filter, cancellationToken))
            count++;
        return count;
    }

    public async IAsyncEnumerable<Dataset> AllAsync(DatasetFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var source = filter.Source is null ? Where.Empty : Where.Eq(DatasetDocument.Source, filter.Source);
        var wanted = await FilterAsync(filter with { Source = null }, cancellationToken);
        await foreach (var some in snapshot.AllAsync(source, wanted, null, cancellationToken).Chunk(PageSize).WithCancellation(cancellationToken))
        {
            foreach (var dataset in await JoinedAsync(some, cancellationToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Passes(dataset, filter))
                    yield return dataset;
            }
        }
    }

    public async Task<IReadOnlyList<DatasetVersion>> HistoryAsync(string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, null, cancellationToken) is not { } present)
            return [];
        var superseded = await database.AllAsync(
            database.Versions, Where.Eq("dataset", present["_id"]) & Where.Lt("version", present["version"]), new FindOptions<BsonDocument> { Sort = new BsonDocument("version", 1) }, cancellationToken);
        var joined = (await JoinedAsync([present], cancellationToken))[0];
        return [.. superseded.Select(version => Version(version["made"].AsBsonDocument, DatasetDocument.Read(DatasetDocument.Unpacked(version)))), Version(present["store"]["made"].AsBsonDocument, joined)];
    }

    public async Task<RawPayload?> RawAsync(string id, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            if (await FindAsync(id, DatasetDocument.Known, cancellationToken) is not { } document)
                return null;
            if (await database.OneAsync(database.Payloads, Where.Eq("_id", document["store"]["payload"]), null, cancellationToken) is { } payload)
                return DatasetDocument.ReadRaw(payload);
            // Replaced between the two looks: the dataset names another one now.
        }

        return null;
    }

    public Task<IReadOnlyList<PublisherCount>> CountByPublisherAsync(CancellationToken cancellationToken) => database.RunAsync<IReadOnlyList<PublisherCount>>(
        async () =>
        {
            using var cursor = await database.Datasets.AggregateAsync<BsonDocument>(
                new BsonDocument[]
                {
                    new("$match", new BsonDocument("state", "active")),
                    new("$group", new BsonDocument
                    {
                        { "_id", new BsonDocument { { "code", "$publisher.code" }, { "source", "$provenance.source" } } },
                        { "datasets", new BsonDocument("$sum", 1) },
                        { "files", new BsonDocument("$sum", "$store.files") },
                    }),
                },
                cancellationToken: cancellationToken);
            return
            [
                .. (await cursor.ToListAsync(cancellationToken))
                    .Select(group => new PublisherCount(JsonBson.Text(group["_id"].AsBsonDocument.GetValue("code", null)), group["_id"]["source"].AsString, group["datasets"].ToInt64(), group["files"].ToInt64()))
                    .OrderBy(count => count.Code, StringComparer.Ordinal).ThenBy(count => count.Source, StringComparer.Ordinal),
            ];
        },
        cancellationToken);

    /// <summary>The documents as datasets, in their order.</summary>
    public async Task<IReadOnlyList<Dataset>> JoinedAsync(IReadOnlyList<BsonDocument> documents, CancellationToken cancellationToken)
    {
        var annotations = await MongoAnnotationStore.FindAsync(database, documents.Select(document => document["_id"].AsString), cancellationToken);
        return [.. documents.Select(document => DatasetDocument.Read(document, annotations.GetValueOrDefault(document["_id"].AsString)))];
    }

    private static bool Passes(Dataset dataset, DatasetFilter filter) =>
        (filter.PublisherCode is null || dataset.Publisher.Code == filter.PublisherCode)
        && (filter.State is null || dataset.State == filter.State)
        && (filter.SinceSequence is null || dataset.Sequence > filter.SinceSequence)
        && (filter.Text is null || TextMatch.Matches(dataset, filter.Text));

    private static DatasetVersion Version(BsonDocument made, Dataset dataset) => new(
        dataset.Version, DatasetDocument.Kind(made["kind"]), JsonBson.Instant(made["at"])!.Value, JsonBson.Text(made["run"]), dataset, DatasetDocument.Reason(made["reason"]));

    /// <summary>The dataset of this id, or the one that it leads to.</summary>
    private async Task<BsonDocument?> FindAsync(string id, BsonDocument? projection, CancellationToken cancellationToken) =>
        await database.OneAsync(database.Datasets, Where.Eq("_id", id) & Where.Exists("state"), MongoDatabase.Only(projection), cancellationToken)
        ?? await database.OneAsync(database.Datasets, Where.Eq("previousIds", id), MongoDatabase.Only(projection), cancellationToken);

    private async Task<FilterDefinition<BsonDocument>> FilterAsync(DatasetFilter filter, CancellationToken cancellationToken)
    {
        var terms = new List<FilterDefinition<BsonDocument>>();
        if (filter.Source is not null)
            terms.Add(Where.Eq(DatasetDocument.Source, filter.Source));
        if (filter.PublisherCode is not null)
            terms.Add(Where.Eq(DatasetDocument.PublisherCode, filter.PublisherCode));
        if (filter.State is { } state)
            terms.Add(Where.Eq("state", EnumWord.Of(state)));
        else
            terms.Add(Where.Exists("state"));
        // Not beyond the head: a number whose lower neighbours may still come must not be seen by who asks for what is behind it.
        if (filter.SinceSequence is { } since)
            terms.Add(Where.Gt("sequence", since) & Where.Lte("sequence", await commits.HeadAsync(cancellationToken)));
        return Where.And(terms);
    }
}

using System.Runtime.CompilerServices;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>
/// The catalogue as of the start of an enumeration. A standalone server has no such read, so a dataset that was changed since is replaced by its version of
/// then. (What was moved to another id meanwhile is missing under its old one.)
/// </summary>
internal sealed class MongoSnapshot(MongoDatabase database, CommitLock commits)
{
    private const int PageSize = 500;

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;

    /// <summary>Documents in the order of ids; those that were changed since may fail the second filter then.</summary>
    /// <param name="fixedFilter">On what a dataset keeps for ever.</param>
    /// <param name="filter">On what may change: the caller looks again.</param>
    /// <param name="projection">Null: whole documents.</param>
    public async IAsyncEnumerable<BsonDocument> AllAsync(
        FilterDefinition<BsonDocument> fixedFilter, FilterDefinition<BsonDocument> filter, BsonDocument? projection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var head = await commits.HeadAsync(cancellationToken);
        var wanted = fixedFilter & Where.Exists("state") & (filter == Where.Empty ? filter : filter | Where.Gt(DatasetDocument.MadeBy, head));
        await foreach (var page in database.StreamAsync(database.Datasets, wanted, projection, PageSize, cancellationToken).Chunk(PageSize).WithCancellation(cancellationToken))
        {
            var then = await ThenAsync([.. page.Where(document => IsNewer(document, head)).Select(document => document["_id"])], head, cancellationToken);
            foreach (var document in page)
            {
                if (!IsNewer(document, head))
                    yield return document;
                else if (then.TryGetValue(document["_id"].AsString, out var version))
                    yield return DatasetDocument.Unpacked(version);
            }
        }
    }

    private static bool IsNewer(BsonDocument document, long head) => document["store"]["made"]["sequence"].ToInt64() > head;

    private async Task<Dictionary<string, BsonDocument>> ThenAsync(BsonValue[] ids, long head, CancellationToken cancellationToken)
    {
        var then = new Dictionary<string, BsonDocument>(StringComparer.Ordinal);
        if (ids.Length == 0)
            return then;
        foreach (var version in await database.AllAsync(database.Versions, Where.In("dataset", ids) & Where.Lte("made.sequence", head), null, cancellationToken))
        {
            var id = version["dataset"].AsString;
            if (!then.TryGetValue(id, out var other) || other["version"].ToInt32() < version["version"].ToInt32())
                then[id] = version;
        }

        return then;
    }
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using Harvester.Core.Ports;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>
/// The database with its collections. Whatever the driver throws comes out as a <see cref="StoreException"/>; what a broken connection cut off is tried again,
/// so every piece of work handed in here must be such that done twice it is as done once.
/// </summary>
internal sealed class MongoDatabase : IDisposable
{
    /// <summary>A connection that broke, or a primary that changed, is tried again for some ten seconds in all.</summary>
    private static readonly TimeSpan[] Pauses =
        [.. new[] { 20, 100, 300, 1000, 2000, 3000, 4000 }.Select(milliseconds => TimeSpan.FromMilliseconds(milliseconds))];

    private const int ValuesAtATime = 1000;

    /// <summary>Of a collection whose documents bring their own ids: the driver need not look for them.</summary>
    private static readonly MongoCollectionSettings Keyed = new() { AssignIdOnInsert = false };

    private readonly MongoClient client;
    private readonly IMongoDatabase database;
    private readonly double pace;
    private volatile bool closed;

    /// <param name="pace">By how much the pauses between attempts are longer: who waits longer for others may try longer.</param>
    public MongoDatabase(MongoClient client, IMongoDatabase database, string place, double pace = 1)
    {
        this.pace = pace;
        this.client = client;
        this.database = database;
        Place = place;
    }

    /// <summary>Called before each command; a test stops or holds up the worker there.</summary>
    public Func<Task>? Before { get; init; }

    /// <summary>Servers and database, for messages.</summary>
    public string Place { get; }

    /// <summary>One document for each dataset: the common schema, and under <c>store</c> what the store keeps for itself.</summary>
    public IMongoCollection<BsonDocument> Datasets => Collection("datasets", Keyed);

    /// <summary>Raw payloads; a dataset names its own.</summary>
    public IMongoCollection<BsonDocument> Payloads => Collection("payloads", Keyed);

    /// <summary>Superseded documents.</summary>
    public IMongoCollection<BsonDocument> Versions => Collection("versions");

    /// <summary>The change log, by sequence number.</summary>
    public IMongoCollection<BsonDocument> Changes => Collection("changes", Keyed);

    public IMongoCollection<BsonDocument> Annotations => Collection("annotations");
    public IMongoCollection<BsonDocument> Meta => Collection("meta");

    public IMongoCollection<BsonDocument> Collection(string name) => Collection(name, null);

    /// <exception cref="StoreException">The server is away, or refused.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (closed)
                throw new StoreException($"The store {Place} was closed.");
            if (Before is not null)
                await Before();
            try
            {
                return await work();
            }
            catch (Exception fault) when (MongoFault.IsPassing(fault) && attempt < Pauses.Length && !closed)
            {
                await Task.Delay(Pauses[attempt] * pace, cancellationToken);
            }
            catch (Exception fault) when (fault is MongoException or TimeoutException or ObjectDisposedException)
            {
                throw MongoFault.Of(fault, Place);
            }
            catch (Exception fault) when (fault is JsonException or InvalidDataException or InvalidCastException or FormatException or KeyNotFoundException or BsonException)
            {
                throw MongoFault.Damaged(Place, fault);
            }
        }
    }

    public Task RunAsync(Func<Task> work, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            await work();
            return 0;
        },
        cancellationToken);

    /// <summary>The documents that match, all of them.</summary>
    public Task<List<BsonDocument>> AllAsync(
        IMongoCollection<BsonDocument> collection, FilterDefinition<BsonDocument> filter, FindOptions<BsonDocument>? options, CancellationToken cancellationToken) =>
        RunAsync(
            async () =>
            {
                using var cursor = await collection.FindAsync(filter, options, cancellationToken);
                return await cursor.ToListAsync(cancellationToken);
            },
            cancellationToken);

    /// <summary>The first document that matches, or null.</summary>
    public async Task<BsonDocument?> OneAsync(
        IMongoCollection<BsonDocument> collection, FilterDefinition<BsonDocument> filter, FindOptions<BsonDocument>? options, CancellationToken cancellationToken)
    {
        options ??= new FindOptions<BsonDocument>();
        options.Limit = 1;
        return (await AllAsync(collection, filter, options, cancellationToken)).FirstOrDefault();
    }

    /// <summary>Whether any document matches.</summary>
    public async Task<bool> AnyAsync(IMongoCollection<BsonDocument> collection, FilterDefinition<BsonDocument> filter, CancellationToken cancellationToken) =>
        await OneAsync(collection, filter, Only(new BsonDocument("_id", 1)), cancellationToken) is not null;

    /// <summary>The documents whose member is one of the values, a thousand values at a time, each once.</summary>
    public async Task<List<BsonDocument>> InAsync(
        IMongoCollection<BsonDocument> collection, string member, IEnumerable<string> values, BsonDocument? projection, CancellationToken cancellationToken, FilterDefinition<BsonDocument>? also = null)
    {
        var found = new List<BsonDocument>();
        foreach (var some in values.Distinct(StringComparer.Ordinal).Chunk(ValuesAtATime))
            found.AddRange(await AllAsync(collection, Builders<BsonDocument>.Filter.In(member, some) & (also ?? Builders<BsonDocument>.Filter.Empty), Only(projection), cancellationToken));
        return found;
    }

    /// <summary>Those of these ids that there are, by id.</summary>
    public async Task<Dictionary<string, BsonDocument>> ByIdAsync(IMongoCollection<BsonDocument> collection, IEnumerable<string> ids, BsonDocument? projection, CancellationToken cancellationToken) =>
        (await InAsync(collection, "_id", ids, projection, cancellationToken)).ToDictionary(document => document["_id"].AsString, StringComparer.Ordinal);

    /// <summary>
    /// The documents that match in the order of their ids, page by page: each page is a query of its own that goes on behind the last id, so that a connection
    /// that breaks between two of them, or a cursor that the server has given up, costs nothing.
    /// </summary>
    public async IAsyncEnumerable<BsonDocument> StreamAsync(
        IMongoCollection<BsonDocument> collection, FilterDefinition<BsonDocument> filter, BsonDocument? projection, int pageSize,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (BsonValue? after = null; ;)
        {
            var page = await AllAsync(
                collection,
                after is null ? filter : filter & Builders<BsonDocument>.Filter.Gt("_id", after),
                Only(projection, new FindOptions<BsonDocument> { Sort = new BsonDocument("_id", 1), Limit = pageSize, BatchSize = pageSize }),
                cancellationToken);
            foreach (var document in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                after = document["_id"];
                yield return document;
            }

            if (page.Count < pageSize)
                yield break;
        }
    }

    /// <summary>With these members only; null: with all. (The driver takes no null for a projection.)</summary>
    public static FindOptions<BsonDocument> Only(BsonDocument? projection, FindOptions<BsonDocument>? options = null)
    {
        options ??= new FindOptions<BsonDocument>();
        if (projection is not null)
            options.Projection = projection;
        return options;
    }

    private IMongoCollection<BsonDocument> Collection(string name, MongoCollectionSettings? settings) =>
        closed ? throw new StoreException($"The store {Place} was closed.") : database.GetCollection<BsonDocument>(name, settings);

    public void Dispose()
    {
        if (closed)
            return;
        closed = true;
        client.Dispose();
    }
}

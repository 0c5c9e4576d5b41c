using Harvester.Storage.MongoDb;
using Harvester.Tests.Storage.Copying;
using MongoDB.Bson;
using MongoDB.Driver;
using Xunit;

namespace Harvester.Tests.Storage;

/// <summary>A database that any older version left, made by the migrations that it knew and full of what it could hold, is brought up to date and works.</summary>
public sealed class MongoUpgradeTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>What each migration added: the older version's documents lack it.</summary>
    private static readonly IReadOnlyList<(string Collection, string[] Members)> Added = [("sources", ["requestId", "requestAt", "requestFull", "removedBy"]), ("takedowns", []), ("tokens", []), ("audit", []), ("notices", []), ("answerPieces", ["source"])];

    private readonly string newest = $"harvester_test_{Guid.NewGuid():n}";
    private readonly string older = $"harvester_test_{Guid.NewGuid():n}";
    private string address = "";

    public static TheoryData<int> OlderVersions => [.. Enumerable.Range(1, MongoSchema.Migrations.Count)];

    public async ValueTask InitializeAsync() => address = await MongoServer.DatabaseAsync(newest);

    public async ValueTask DisposeAsync()
    {
        using var client = new MongoClient(address);
        await client.DropDatabaseAsync(newest, None);
        await client.DropDatabaseAsync(older, None);
    }

    [Theory]
    [MemberData(nameof(OlderVersions))]
    public async Task OlderStore_IsBroughtUpToDate_AndKeepsWhatItHas(int version)
    {
        Assert.Equal(MongoSchema.Migrations.Count, Added.Count);
        await using var store = await MongoStore.OpenAsync(address, TimeProvider.System, None);
        await FilledStore.FillAsync(store);
        using var client = new MongoClient(address);
        using (var database = new MongoDatabase(new MongoClient(address), client.GetDatabase(older), older))
            await MongoSchema.MigrateThroughAsync([.. MongoSchema.Migrations.Take(version - 1)], database, TimeProvider.System, copy: null, None);
        await FillAsync(client, version);
        // What the older version could not hold is lacking in the newer store, too, before they are compared.
        if (Added.Skip(version - 1).Any(added => added.Members.Contains("requestId")))
        {
            var lease = (await store.Sources.AcquireAsync("tokyo", "w", StoreSamples.Noon.AddDays(1), TimeSpan.FromHours(1), None))!;
            await store.Sources.RememberAsync(lease, (await store.Sources.GetAsync("tokyo", None))! with { RemovedBy = null }, "request 1", None);
        }

        await using var upgraded = await MongoStore.OpenAsync(await MongoServer.DatabaseAsync(older), TimeProvider.System, None);

        Assert.Equal(await SeenAsync(store, upgraded), await SeenAsync(upgraded, store));
        foreach (var (collection, members) in Added.Skip(version - 1))
        {
            Assert.All(
                await AllAsync(client.GetDatabase(older), collection),
                document => Assert.All(members, member => Assert.True(document.Contains(member), $"{collection} lacks {member}")));
        }

        Assert.Equal(1 + MongoSchema.Migrations.Count, (await AllAsync(client.GetDatabase(older), "meta")).Single(document => document["_id"] == "schema")["version"].ToInt32());
        await FilledStore.GoOnAsync(store);
        await FilledStore.GoOnAsync(upgraded);
        Assert.Equal(await SeenAsync(store, upgraded), await SeenAsync(upgraded, store));
    }

    private async Task FillAsync(MongoClient client, int version)
    {
        var names = await (await client.GetDatabase(newest).ListCollectionNamesAsync(null, None)).ToListAsync(None);
        foreach (var name in names)
        {
            var documents = (await AllAsync(client.GetDatabase(newest), name)).Where(document => name != "meta" || document["_id"] == "commit").ToList();
            foreach (var member in Added.Skip(version - 1).Where(added => added.Collection == name).SelectMany(added => added.Members))
                documents.ForEach(document => document.Remove(member));
            foreach (var document in documents)
                await client.GetDatabase(older).GetCollection<BsonDocument>(name).ReplaceOneAsync(new BsonDocument("_id", document["_id"]), document, new ReplaceOptions { IsUpsert = true }, None);
        }
    }

    private static async Task<List<BsonDocument>> AllAsync(IMongoDatabase database, string collection) =>
        await (await database.GetCollection<BsonDocument>(collection).FindAsync(new BsonDocument(), null, None)).ToListAsync(None);

    /// <summary>Without the epochs, by which the two stores differ.</summary>
    private static async Task<string> SeenAsync(MongoStore store, MongoStore other) => (await FilledStore.SeenAsync(store))
        .Replace(await store.Changes.EpochAsync(None), "epoch", StringComparison.Ordinal).Replace(await other.Changes.EpochAsync(None), "epoch", StringComparison.Ordinal);
}

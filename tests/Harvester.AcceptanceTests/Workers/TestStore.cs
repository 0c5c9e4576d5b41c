using Harvester.Core.Ports;
using Harvester.Storage;
using Harvester.Tests.Storage;
using MongoDB.Driver;

namespace Harvester.AcceptanceTests.Workers;

/// <summary>A store of the test's own, gone afterwards.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly string? database;
    private readonly string? folder;

    private TestStore(string address, string? database, string? folder) => (Address, this.database, this.folder) = (address, database, folder);

    public string Address { get; }

    public static async Task<TestStore> MongoDbAsync()
    {
        var name = $"harvester_acceptance_{Guid.NewGuid():n}";
        return new TestStore(await MongoServer.DatabaseAsync(name), name, null);
    }

    public static TestStore Sqlite()
    {
        var folder = Directory.CreateTempSubdirectory("harvester-workers-").FullName;
        return new TestStore($"sqlite:{Path.Combine(folder, "catalogue.db")}", null, folder);
    }

    public Task<IStore> OpenAsync() => Stores.OpenAsync(Address, TimeProvider.System, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (folder is not null)
            Directory.Delete(folder, recursive: true);
        if (database is null)
            return;
        using var client = new MongoClient(Address);
        await client.DropDatabaseAsync(database);
    }
}

using Harvester.Core.Ports;
using Harvester.Storage.MongoDb;
using MongoDB.Driver;

namespace Harvester.Tests.Storage;

/// <summary>The contract, kept by MongoDB.</summary>
public sealed class MongoStoreTests : StoreContract
{
    private readonly string name = $"harvester_test_{Guid.NewGuid():n}";

    public override async Task<IStore> OpenAsync() => await MongoStore.OpenAsync(await MongoServer.DatabaseAsync(name), TimeProvider.System, None);

    protected override async ValueTask CloseAsync()
    {
        using var client = new MongoClient(await MongoServer.DatabaseAsync(name));
        await client.DropDatabaseAsync(name, None);
    }
}

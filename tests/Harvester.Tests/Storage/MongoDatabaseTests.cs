using MongoDB.Driver;
using Xunit;

namespace Harvester.Tests.Storage;

/// <summary>Tests that have a database of their own on the test server, empty at first and gone afterwards.</summary>
public abstract class MongoDatabaseTests : IAsyncLifetime
{
    protected static readonly CancellationToken None = CancellationToken.None;

    protected string Name { get; } = $"harvester_test_{Guid.NewGuid():n}";

    protected string Address { get; private set; } = "";

    public async ValueTask InitializeAsync() => Address = await MongoServer.DatabaseAsync(Name);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        using var client = new MongoClient(Address);
        await client.DropDatabaseAsync(Name, None);
    }
}

using Harvester.Core.Ports;
using Harvester.Storage.Sqlite;

namespace Harvester.Tests.Storage;

/// <summary>The contract, kept by SQLite.</summary>
public sealed class SqliteStoreTests : StoreContract
{
    private readonly string folder = Directory.CreateTempSubdirectory("harvester-store-").FullName;

    public override async Task<IStore> OpenAsync() => await SqliteStore.OpenAsync(Path.Combine(folder, "harvester.db"), TimeProvider.System, None);

    protected override ValueTask CloseAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

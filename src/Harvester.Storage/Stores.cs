using Harvester.Core.Ports;
using Harvester.Storage.Sqlite;

namespace Harvester.Storage;

/// <summary>Opens the store that an address names.</summary>
public static class Stores
{
    /// <summary>Opens the store, creating it with its folder and schema where there is none.</summary>
    /// <param name="address">See <see cref="StoreAddress"/>.</param>
    /// <exception cref="StoreException">Not a known address, not a store, or one of a newer version; the message says what to do.</exception>
    public static async Task<IStore> OpenAsync(string address, TimeProvider clock, CancellationToken cancellationToken) =>
        await SqliteStore.OpenAsync(StoreAddress.Parse(address).Path, clock, cancellationToken);
}

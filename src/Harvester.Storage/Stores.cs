using Harvester.Core.Ports;
using Harvester.Storage.MongoDb;
using Harvester.Storage.Sqlite;

namespace Harvester.Storage;

/// <summary>Opens the store that an address names.</summary>
public static class Stores
{
    /// <summary>Opens the store, creating it with its folder and schema where there is none.</summary>
    /// <param name="address">See <see cref="StoreAddress"/>.</param>
    /// <exception cref="StoreException">Not a known address, not a store, or one of a newer version; the message says what to do.</exception>
    public static Task<IStore> OpenAsync(string address, TimeProvider clock, CancellationToken cancellationToken) => OpenAsync(address, clock, patience: null, cancellationToken);

    /// <summary>The same.</summary>
    /// <param name="address">See <see cref="StoreAddress"/>.</param>
    /// <param name="patience">How long another process that writes may be silent before it is taken for dead; null: half a minute. SQLite knows by itself.</param>
    /// <param name="told">Takes a sentence on what opening did that somebody should know.</param>
    /// <exception cref="StoreException">Not a known address, not a store, or one of a newer version; the message says what to do.</exception>
    public static async Task<IStore> OpenAsync(string address, TimeProvider clock, TimeSpan? patience, CancellationToken cancellationToken, Action<string>? told = null) => StoreAddress.Parse(address) switch
    {
        { Connection: { } connection } => await MongoStore.OpenAsync(connection, clock, cancellationToken, patience),
        var file => await SqliteStore.OpenAsync(file.Path!, clock, cancellationToken, told),
    };

    /// <summary>Whether there is something to open: for who must not leave an empty store where an address was mistyped.</summary>
    /// <exception cref="StoreException">Not a known address, or its server is away.</exception>
    public static async Task<bool> ExistsAsync(string address, CancellationToken cancellationToken) => StoreAddress.Parse(address) switch
    {
        { Connection: { } connection } => await MongoStore.ExistsAsync(connection, cancellationToken),
        var file => Path.Exists(file.Path), // a folder is there, and opening it says what is wrong with it
    };
}

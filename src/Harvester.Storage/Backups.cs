using System.Globalization;
using Harvester.Core.Ports;
using Harvester.Storage.MongoDb;
using Harvester.Storage.Sqlite;

namespace Harvester.Storage;

/// <summary>Backups of stores, and what a store needs that was restored from one.</summary>
public static class Backups
{
    /// <summary>
    /// Writes a consistent copy of an SQLite store, also while others write. It is checked, and bears its name only when it is whole; opened as a store
    /// for the first time it draws a new epoch.
    /// </summary>
    /// <param name="address">See <see cref="StoreAddress"/>.</param>
    /// <param name="target">Path of the file, which must not exist; null: beside the store, named after it and the time.</param>
    /// <exception cref="StoreException">There is no store, it is in MongoDB, the file exists or cannot be written, or the copy is not sound; no file is left then.</exception>
    public static async Task<Backup> MakeAsync(string address, string? target, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (StoreAddress.Parse(address) is not { Path: { } path })
        {
            throw new StoreException(
                "A store in MongoDB is backed up by mongodump and restored by mongorestore, after which `harvester restored` gives its history a new epoch: docs/mongodb.md says how. For a file to take along, `copy` it to sqlite:PATH.");
        }

        if (!File.Exists(path) || new FileInfo(path).Length == 0)
            throw new StoreException($"There is no catalogue at {path}: nothing was written.");
        var stamp = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        target ??= Path.Combine(Path.GetDirectoryName(path) ?? "", $"{Path.GetFileNameWithoutExtension(path)}-{stamp}.db");
        return await Task.Run(() => SqliteBackup.Make(path, target, clock, cancellationToken), CancellationToken.None);
    }

    /// <summary>Gives a store's history a new name, so that followers of another one begin again: after it was restored by other means than <see cref="MakeAsync"/>.</summary>
    /// <returns>The new epoch.</returns>
    /// <exception cref="StoreException">The store cannot be opened.</exception>
    public static async Task<string> RenewEpochAsync(string address, TimeProvider clock, CancellationToken cancellationToken) => StoreAddress.Parse(address) switch
    {
        { Connection: { } connection } => await MongoStore.RenewEpochAsync(connection, clock, cancellationToken),
        var file => await SqliteStore.RenewEpochAsync(file.Path!, clock, cancellationToken),
    };
}

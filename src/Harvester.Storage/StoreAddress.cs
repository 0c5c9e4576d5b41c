using Harvester.Core.Ports;
using Harvester.Storage.MongoDb;

namespace Harvester.Storage;

/// <summary>Where a store is: <c>sqlite:PATH</c>, or a connection string of MongoDB. The scheme decides the adapter.</summary>
public sealed record StoreAddress
{
    private const string Sqlite = "sqlite:";
    private const string Expected = "use sqlite:PATH, for example sqlite:data/catalogue.db, or mongodb://HOST/DATABASE";

    private StoreAddress(string? path, string? connection) => (Path, Connection) = (path, connection);

    /// <summary>Path of the database file, relative to the working directory or absolute; null: it is in MongoDB.</summary>
    public string? Path { get; }

    /// <summary>Connection string of MongoDB, which may hold a password; null: it is a file.</summary>
    public string? Connection { get; }

    /// <exception cref="StoreException">The address is none that this version can open; the message says what is expected.</exception>
    public static StoreAddress Parse(string address)
    {
        if (address.StartsWith("mongodb://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("mongodb+srv://", StringComparison.OrdinalIgnoreCase))
            return new StoreAddress(null, address);

        if (!address.StartsWith(Sqlite, StringComparison.OrdinalIgnoreCase))
        {
            throw new StoreException($"The store address starts with no known scheme ({Scheme(address)}); {Expected}.");
        }

        var path = address[Sqlite.Length..];
        // SQLite's own special names would open a store that is gone with its first connection.
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal) || path.StartsWith(':')
            || path.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            throw new StoreException($"The store address names no file; {Expected}.");
        }

        return new StoreAddress(path, null);
    }

    // What comes before the first colon cannot be a password.
    private static string Scheme(string address) => address.IndexOf(':') is var end and > 0 ? address[..(end + 1)] : address;

    /// <summary>For people: without user and password.</summary>
    public override string ToString() => Connection is null ? Sqlite + Path : MongoStore.PlaceOf(Connection);
}

using Harvester.Core.Ports;

namespace Harvester.Storage;

/// <summary>Where a store is: <c>sqlite:PATH</c>. The scheme decides the adapter.</summary>
public sealed record StoreAddress
{
    private const string Sqlite = "sqlite:";

    private StoreAddress(string path) => Path = path;

    /// <summary>Path of the database file, relative to the working directory or absolute.</summary>
    public string Path { get; }

    /// <exception cref="StoreException">The address is none that this version can open; the message says what is expected.</exception>
    public static StoreAddress Parse(string address)
    {
        if (address.StartsWith("mongodb://", StringComparison.OrdinalIgnoreCase)
            || address.StartsWith("mongodb+srv://", StringComparison.OrdinalIgnoreCase))
        {
            // The address may hold a password: it is never repeated.
            throw new StoreException("This version has no MongoDB store (mongodb://) yet; use sqlite:PATH, for example sqlite:data/catalogue.db.");
        }

        if (!address.StartsWith(Sqlite, StringComparison.OrdinalIgnoreCase))
        {
            throw new StoreException(
                $"The store address starts with no known scheme ({Scheme(address)}); use sqlite:PATH, for example sqlite:data/catalogue.db.");
        }

        var path = address[Sqlite.Length..];
        // SQLite's own special names would open a store that is gone with its first connection.
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal) || path.StartsWith(':')
            || path.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            throw new StoreException("The store address names no file; use sqlite:PATH, for example sqlite:data/catalogue.db.");
        }

        return new StoreAddress(path);
    }

    // What comes before the first colon cannot be a password.
    private static string Scheme(string address) => address.IndexOf(':') is var end and > 0 ? address[..(end + 1)] : address;

    public override string ToString() => Sqlite + Path;
}

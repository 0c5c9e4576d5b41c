using Harvester.Core.Ports;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>What the driver throws, as sentences with advice. A connection string may hold a password: it is never repeated.</summary>
internal static class MongoFault
{
    public static StoreException Of(Exception fault, string place) => new(Sentence(fault, place), fault);

    public static StoreException Damaged(string place, Exception fault) =>
        new($"The store {place} holds a document that cannot be read: restore a backup.", fault);

    /// <summary>Another worker took this one for dead, settled its journal, and goes on.</summary>
    public static StoreException Overtaken(string place) =>
        new($"Another worker took over the writing to {place}, as this one was not heard of for too long; what it had not yet written was given up. Run the source again.");

    /// <summary>A document of <c>meta</c> without which nothing can be read or written.</summary>
    public static StoreException Lost(string place, string document) => new($"The store {place} has lost its document meta/{document}: restore a backup.");

    /// <summary>True when the same may succeed a moment later: a connection that broke, a server that is being replaced by another.</summary>
    public static bool IsPassing(Exception fault) => fault switch
    {
        MongoConnectionPoolPausedException or MongoConnectionException => fault is not MongoAuthenticationException,
        MongoNotPrimaryException or MongoNodeIsRecoveringException => true,
        MongoException known => known.HasErrorLabel("RetryableWriteError") || known.HasErrorLabel("NetworkError"),
        _ => false,
    };

    private static string Sentence(Exception fault, string place) => fault switch
    {
        MongoAuthenticationException => $"The store {place} refuses the user or password: check the connection string.",
        MongoConnectionException { IsNetworkException: true } => $"The connection to the store {place} broke and could not be made again: check that the server runs and can be reached.",
        TimeoutException => $"The store {place} cannot be reached: check that the server runs, its name and port, and the firewall.",
        MongoCommandException { Code: 13 or 8000 } => $"The store {place} forbids this to its user: it needs the role readWrite on the database.",
        MongoExecutionTimeoutException => $"The store {place} took too long: look at what else its server is doing.",
        _ => $"The store {place} failed: {fault.Message}",
    };
}

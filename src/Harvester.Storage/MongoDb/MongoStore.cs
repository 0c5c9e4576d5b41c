using Harvester.Core.Ports;
using Harvester.Storage.Copying;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>The catalogue in MongoDB: any number of workers, on any number of machines. It needs no transactions, so that a standalone server does.</summary>
internal sealed class MongoStore : IStore
{
    private const string DefaultDatabase = "harvester";

    /// <summary>How long a writer may be silent before it is taken for dead: many times what a step of its work takes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Selection = TimeSpan.FromSeconds(10);

    private readonly MongoDatabase database;
    private readonly CommitLock commits;

    private MongoStore(MongoDatabase database, TimeSpan patience)
    {
        this.database = database;
        commits = new CommitLock(database, patience);
        var snapshot = new MongoSnapshot(database, commits);
        Catalogue = new MongoCatalogue(database, commits, snapshot);
        Datasets = new MongoDatasetReader(database, commits, snapshot);
        Changes = new MongoChangeLog(database, commits);
        Annotations = new MongoAnnotationStore(database, commits);
        Runs = new MongoRunStore(database);
        Sources = new MongoSourceStateStore(database, commits);
        Links = new MongoLinkStore(database);
        Coverage = new MongoCoverageStore(database, commits);
        Jobs = new MongoJobStore(database);
        Duplicates = new MongoDuplicateStore(database, commits);
        Headers = new MongoHeaderStore(database);
        Answers = new MongoAnswerStore(database);
        Takedowns = new MongoTakedownStore(database, commits);
        Access = new MongoAccessStore(database);
        Audit = new MongoAuditLog(database);
        Notes = new MongoNoteStore(database);
        Subscriptions = new MongoSubscriptionStore(database);
        Notices = new MongoNoticeStore(database);
    }

    public ICatalogueWriter Catalogue { get; }
    public IDatasetReader Datasets { get; }
    public IChangeLog Changes { get; }
    public IAnnotationStore Annotations { get; }
    public IRunStore Runs { get; }
    public ISourceStateStore Sources { get; }
    public ILinkStore Links { get; }
    public ICoverageStore Coverage { get; }
    public IJobStore Jobs { get; }
    public IDuplicateStore Duplicates { get; }
    public IHeaderStore Headers { get; }
    public IAnswerStore Answers { get; }
    public ITakedownStore Takedowns { get; }
    public IAccessStore Access { get; }
    public IAuditLog Audit { get; }
    public INoteStore Notes { get; }
    public ISubscriptionStore Subscriptions { get; }
    public INoticeStore Notices { get; }

    /// <summary>Opens the database that the connection string names (<c>harvester</c> where it names none), creating what is lacking.</summary>
    /// <param name="address">A MongoDB connection string.</param>
    /// <param name="patience">How long another writer may be silent; null: 30 seconds.</param>
    /// <param name="before">See <see cref="MongoDatabase.Before"/>.</param>
    /// <exception cref="StoreException">No connection string, the server is away or refuses, or the store is of a newer version or an unfinished copy.</exception>
    public static async Task<MongoStore> OpenAsync(string address, TimeProvider clock, CancellationToken cancellationToken, TimeSpan? patience = null, Func<Task>? before = null)
    {
        var silence = patience ?? Patience;
        return new MongoStore(await ConnectAsync(address, clock, copy: null, cancellationToken, before, silence / Patience), silence);
    }

    /// <summary>The database, its schema up to date.</summary>
    /// <param name="copy">See <see cref="MongoSchema.MigrateAsync"/>.</param>
    /// <param name="before">See <see cref="MongoDatabase.Before"/>.</param>
    /// <param name="pace">Of the pauses between attempts.</param>
    /// <exception cref="StoreException">As for <see cref="OpenAsync"/>.</exception>
    public static async Task<MongoDatabase> ConnectAsync(string address, TimeProvider clock, CopyMark? copy, CancellationToken cancellationToken, Func<Task>? before = null, double pace = 1)
    {
        var (settings, name, place) = Settings(address);
        var client = new MongoClient(settings);
        var database = new MongoDatabase(client, client.GetDatabase(name), place, pace) { Before = before };
        var whole = false;
        try
        {
            await MongoSchema.MigrateAsync(database, clock, copy, cancellationToken);
            whole = true;
            return database;
        }
        finally
        {
            if (!whole)
                database.Dispose();
        }
    }

    /// <summary>Whether the database that the connection string names is a store; nothing is made.</summary>
    /// <exception cref="StoreException">No connection string, or the server is away or refuses.</exception>
    public static async Task<bool> ExistsAsync(string address, CancellationToken cancellationToken)
    {
        var (settings, name, place) = Settings(address);
        var client = new MongoClient(settings);
        using var database = new MongoDatabase(client, client.GetDatabase(name), place);
        return await MongoSchema.ExistsAsync(database, cancellationToken);
    }

    /// <summary>See <see cref="Backups.RenewEpochAsync"/>. What a writer had under way when the dump was made is settled first.</summary>
    public static async Task<string> RenewEpochAsync(string address, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var database = await ConnectAsync(address, clock, copy: null, cancellationToken);
        using var commits = new CommitLock(database, Patience);
        await using var commit = await commits.TakeAsync(cancellationToken);
        return await MongoSchema.RenewEpochAsync(database, cancellationToken);
    }

    /// <summary>Servers and database of a connection string, without user and password.</summary>
    /// <exception cref="StoreException">It is none.</exception>
    public static string PlaceOf(string address) => Settings(address).Place;

    public ValueTask DisposeAsync()
    {
        database.Dispose();
        return ValueTask.CompletedTask;
    }

    private static (MongoClientSettings Settings, string Database, string Place) Settings(string address)
    {
        try
        {
            var scheme = address.IndexOf("://", StringComparison.Ordinal);
            var url = new MongoUrl(address[..scheme].ToLowerInvariant() + address[scheme..]);
            var settings = MongoClientSettings.FromUrl(url);
            settings.ApplicationName ??= "harvester";
            if (!address.Contains("serverSelectionTimeout", StringComparison.OrdinalIgnoreCase))
                settings.ServerSelectionTimeout = Selection;
            // What was acknowledged is never rolled back, and what is read was acknowledged.
            settings.WriteConcern = WriteConcern.WMajority;
            settings.ReadConcern = ReadConcern.Majority;
            settings.ReadPreference = ReadPreference.Primary;
            var name = url.DatabaseName ?? DefaultDatabase;
            return (settings, name, $"mongodb://{string.Join(',', url.Servers.Select(server => server.ToString()))}/{name}");
        }
        catch (Exception fault) when (fault is MongoConfigurationException or ArgumentException or FormatException)
        {
            // The text may hold a password, and so may the fault's: neither is repeated.
            throw new StoreException("The store address is no connection string of MongoDB; use mongodb://[USER:PASSWORD@]HOST[:PORT]/DATABASE, with special characters in the password percent-encoded.");
        }
    }
}

using Harvester.Core.Ports;

namespace Harvester.Storage.Sqlite;

/// <summary>The embedded store: one SQLite file, used by any number of processes of one machine.</summary>
internal sealed class SqliteStore : IStore
{
    private readonly SqliteDatabase database;

    private SqliteStore(SqliteDatabase database)
    {
        this.database = database;
        Catalogue = new SqliteCatalogue(database);
        Datasets = new SqliteDatasetReader(database);
        Changes = new SqliteChangeLog(database);
        Annotations = new SqliteAnnotationStore(database);
        Runs = new SqliteRunStore(database);
        Sources = new SqliteSourceStateStore(database);
        Links = new SqliteLinkStore(database);
        Coverage = new SqliteCoverageStore(database);
        Jobs = new SqliteJobStore(database);
        Duplicates = new SqliteDuplicateStore(database);
        Headers = new SqliteHeaderStore(database);
        Answers = new SqliteAnswerStore(database);
        Takedowns = new SqliteTakedownStore(database);
        Access = new SqliteAccessStore(database);
        Audit = new SqliteAuditLog(database);
        Notes = new SqliteNoteStore(database);
        Subscriptions = new SqliteSubscriptionStore(database);
        Notices = new SqliteNoticeStore(database);
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

    /// <summary>Opens the file, creating it with its folder and schema where there is none, and migrating an older one.</summary>
    /// <param name="told">See <see cref="SqliteSchema.Migrate"/>.</param>
    /// <exception cref="StoreException">Not a database, not a store of ours, or one of a newer version, or an unfinished copy.</exception>
    public static async Task<SqliteStore> OpenAsync(string path, TimeProvider clock, CancellationToken cancellationToken, Action<string>? told = null) =>
        new(await SqliteDatabase.OpenAsync(path, clock, copy: null, cancellationToken, told));

    /// <summary>See <see cref="Backups.RenewEpochAsync"/>.</summary>
    public static async Task<string> RenewEpochAsync(string path, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var database = await SqliteDatabase.OpenAsync(path, clock, copy: null, cancellationToken);
        return await database.WriteAsync(SqliteSchema.RenewEpoch, cancellationToken);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();
}

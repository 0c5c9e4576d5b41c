using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Search.Following;
using Harvester.Search.Searching;
using Lucene.Net.Search;

namespace Harvester.Search;

/// <summary>
/// The catalogue as an index of words (Lucene): a read model that follows the change log from its own position, the same for every store, and rebuilt at will.
/// One process writes a folder; any number of threads search.
/// </summary>
public sealed class CatalogueIndex : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);

    private readonly TimeProvider clock;
    private readonly SemaphoreSlim following = new(1, 1);
    private readonly List<Opened> all = [];
    private volatile Opened opened;
    private volatile bool current;
    private bool disposed;

    private CatalogueIndex(IndexFolder folder, TimeProvider clock)
    {
        this.clock = clock;
        opened = Add(folder);
    }

    /// <param name="folder">Null: in memory. An index of another version or one that is damaged is deleted and built anew.</param>
    /// <param name="clock">Null: the system's.</param>
    /// <exception cref="IndexInUseException">Another process writes this folder.</exception>
    public static CatalogueIndex Open(string? folder, TimeProvider? clock = null) => new(IndexFolder.Open(folder), clock ?? TimeProvider.System);

    /// <summary>Up to here searches see the change log.</summary>
    public long Position => opened.Follower.Visible;

    /// <summary>True once it has come to the end of the change log since it was opened.</summary>
    public bool IsCurrent => current;

    /// <summary>Reads the change log to its end, makes what it says visible, and lasting.</summary>
    public async Task CatchUpAsync(IStore store, CancellationToken cancellationToken)
    {
        await following.WaitAsync(cancellationToken);
        try
        {
            await opened.Follower.CatchUpAsync(store, cancellationToken);
            opened.Follower.Commit();
            current = true;
        }
        finally
        {
            following.Release();
        }
    }

    /// <summary>
    /// Until cancelled: a change is visible within two seconds. A store that is away is waited for. A folder that fails (a full disk, files that are gone) is given up for an index in memory;
    /// what it held goes on being shown until that one is complete.
    /// </summary>
    /// <param name="gaveUp">Told the folder and what was wrong with it.</param>
    public async Task FollowAsync(IStore store, TimeProvider clock, CancellationToken cancellationToken, Action<string, Exception>? gaveUp = null)
    {
        var wait = Poll;
        var next = opened;
        while (true)
        {
            await following.WaitAsync(cancellationToken);
            try
            {
                await next.Follower.CatchUpAsync(store, cancellationToken);
                next.Follower.CommitInTime();
                opened = next;
                current = true;
                wait = Poll;
            }
            catch (StoreException)
            {
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            }
#pragma warning disable CA1031 // whatever a folder fails with; the index in memory that comes after it throws what is not the folder's fault
            catch (Exception fault) when (next.Folder.Path is not null && fault is not OperationCanceledException)
#pragma warning restore CA1031
            {
                gaveUp?.Invoke(next.Folder.Path, fault);
                next.IsBroken = true;
                next = Add(IndexFolder.Open(null));
                continue;
            }
            finally
            {
                following.Release();
            }

            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    /// <exception cref="SearchQueryException">The query is outside the syntax.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative start or number of rows.</exception>
    public SearchResult Search(SearchRequest request) => OnSnapshot(snapshot => CatalogueSearch.Run(snapshot, request));

    /// <summary>The id of the dataset that a package id (UUID) or name leads to, duplicates and withdrawn ones included; null: none.</summary>
    public string? Resolve(string packageIdOrName) => OnSnapshot(snapshot => snapshot.Names.Resolve(packageIdOrName));

    /// <summary>The dataset's name in CKAN: the source's own where no other dataset has it, else <see cref="Core.Publication.PackageNames.Slug"/>.</summary>
    public string NameOf(Dataset dataset) => OnSnapshot(snapshot => snapshot.Names.Of(dataset));

    /// <summary>Commits. Who follows is to be cancelled before.</summary>
    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        try
        {
            if (!opened.IsBroken)
                opened.Follower.Commit();
        }
        finally
        {
            all.ForEach(one => one.Dispose());
            following.Dispose();
        }
    }

    private Opened Add(IndexFolder folder)
    {
        var added = new Opened(folder, clock);
        // One that another takes the place of may still be read: all are closed at the end.
        all.Add(added);
        return added;
    }

    private T OnSnapshot<T>(Func<Snapshot, T> ask)
    {
        var searchers = opened.Searchers;
        var snapshot = (Snapshot)searchers.Acquire();
        try
        {
            return ask(snapshot);
        }
        finally
        {
            searchers.Release(snapshot);
        }
    }

    /// <summary>A folder with what reads and writes it.</summary>
    private sealed class Opened : IDisposable
    {
        public Opened(IndexFolder folder, TimeProvider clock)
        {
            Folder = folder;
            Searchers = new SearcherManager(folder.Writer, applyAllDeletes: true, new SnapshotFactory(clock));
            Follower = new LogFollower(folder, clock, Searchers.MaybeRefreshBlocking);
        }

        public IndexFolder Folder { get; }
        public SearcherManager Searchers { get; }
        public LogFollower Follower { get; }

        /// <summary>Its folder failed: it is read, and not written any more.</summary>
        public bool IsBroken { get; set; }

        public void Dispose()
        {
            try
            {
                Searchers.Dispose();
                Folder.Dispose();
            }
            catch (Exception e) when (IsBroken && e is IOException or ObjectDisposedException)
            {
                // Nothing of it is wanted.
            }
        }
    }
}

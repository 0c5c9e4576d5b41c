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

    private readonly IndexFolder folder;
    private readonly TimeProvider clock;
    private readonly SearcherManager searchers;
    private readonly LogFollower follower;
    private readonly SemaphoreSlim following = new(1, 1);
    private volatile bool current;
    private bool disposed;

    private CatalogueIndex(IndexFolder folder, TimeProvider clock)
    {
        this.folder = folder;
        this.clock = clock;
        searchers = new SearcherManager(folder.Writer, applyAllDeletes: true, new SnapshotFactory(clock));
        follower = new LogFollower(folder, clock, searchers.MaybeRefreshBlocking);
    }

    /// <param name="folder">Null: in memory. An index of another version or one that is damaged is deleted and built anew.</param>
    /// <param name="clock">Null: the system's.</param>
    /// <exception cref="IndexInUseException">Another process writes this folder.</exception>
    public static CatalogueIndex Open(string? folder, TimeProvider? clock = null) => new(IndexFolder.Open(folder), clock ?? TimeProvider.System);

    /// <summary>Up to here searches see the change log.</summary>
    public long Position => follower.Visible;

    /// <summary>True once it has come to the end of the change log since it was opened.</summary>
    public bool IsCurrent => current;

    /// <summary>Reads the change log to its end, makes what it says visible, and lasting.</summary>
    public async Task CatchUpAsync(IStore store, CancellationToken cancellationToken)
    {
        await following.WaitAsync(cancellationToken);
        try
        {
            await follower.CatchUpAsync(store, cancellationToken);
            follower.Commit();
            current = true;
        }
        finally
        {
            following.Release();
        }
    }

    /// <summary>Until cancelled: a change is visible within two seconds. A store that is away is waited for.</summary>
    public async Task FollowAsync(IStore store, TimeProvider clock, CancellationToken cancellationToken)
    {
        var wait = Poll;
        while (true)
        {
            await following.WaitAsync(cancellationToken);
            try
            {
                await follower.CatchUpAsync(store, cancellationToken);
                follower.CommitInTime();
                current = true;
                wait = Poll;
            }
            catch (StoreException)
            {
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
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
            follower.Commit();
        }
        finally
        {
            searchers.Dispose();
            folder.Dispose();
            following.Dispose();
        }
    }

    private T OnSnapshot<T>(Func<Snapshot, T> ask)
    {
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
}

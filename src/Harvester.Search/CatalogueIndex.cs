using Harvester.Core.Ports;

namespace Harvester.Search;

/// <summary>
/// The catalogue as an index of words (Lucene): a read model that follows the change log from its own position, the same for every store, and rebuilt at will.
/// One process writes a folder; any number of threads search.
/// </summary>
public sealed class CatalogueIndex : IDisposable
{
    /// <param name="folder">Null: in memory. An index of another version or one that is damaged is deleted and built anew.</param>
    public static CatalogueIndex Open(string? folder) => throw new NotImplementedException();

    /// <summary>Up to here searches see the change log.</summary>
    public long Position => throw new NotImplementedException();

    /// <summary>True once it has come to the end of the change log since it was opened.</summary>
    public bool IsCurrent => throw new NotImplementedException();

    /// <summary>Reads the change log to its end and makes what it says visible.</summary>
    public Task CatchUpAsync(IStore store, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Until cancelled: a change is visible within two seconds. A store that is away is waited for.</summary>
    public Task FollowAsync(IStore store, TimeProvider clock, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <exception cref="SearchQueryException">The query is outside the syntax.</exception>
    public SearchResult Search(SearchRequest request) => throw new NotImplementedException();

    /// <summary>The id of the dataset that a package id (UUID) or name leads to, duplicates and withdrawn ones included; null: none.</summary>
    public string? Resolve(string packageIdOrName) => throw new NotImplementedException();

    /// <summary>The dataset's name in CKAN: the source's own where no other dataset has it, else <see cref="Core.Publication.PackageNames.Slug"/>.</summary>
    public string NameOf(Core.Model.Dataset dataset) => throw new NotImplementedException();

    public void Dispose()
    {
    }
}

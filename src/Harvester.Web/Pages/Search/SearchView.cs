using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Search;

namespace Harvester.Web.Pages.Search;

/// <summary>What the search page shows.</summary>
/// <param name="Result">Null while the index is being built.</param>
/// <param name="Datasets">Of the page, in its order.</param>
public sealed record SearchView(DatasetQuery Query, SearchResult? Result, IReadOnlyList<Dataset> Datasets)
{
    internal static async Task<SearchView> ReadAsync(DatasetQuery query, CatalogueIndex index, IStore store, CancellationToken cancellationToken)
    {
        if (!index.IsCurrent)
            return new SearchView(query, null, []);
        var result = index.Search(query.ToRequest());
        return new SearchView(query, result, await store.Datasets.ManyAsync([.. result.Hits.Select(hit => hit.Id)], cancellationToken));
    }

    /// <summary>What was found in a field of a dataset; null: nothing.</summary>
    internal Passage? Found(string id, string field) => Result?.Hits.FirstOrDefault(hit => hit.Id == id)?.Highlights.GetValueOrDefault(field);
}

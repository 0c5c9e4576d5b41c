namespace Harvester.Search;

/// <summary>One page of what was found, as of one state of the index.</summary>
public sealed record SearchResult(long Total, IReadOnlyList<SearchHit> Hits, IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets);

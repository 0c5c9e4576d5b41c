namespace Harvester.Search.Searching;

/// <summary>What a search finds whichever page of it is shown, as of one state of the index.</summary>
/// <param name="Ranked">Numbers of documents, the best first, as far as they were ranked.</param>
internal sealed record Found(long Total, IReadOnlyList<int> Ranked, IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets);

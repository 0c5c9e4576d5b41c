namespace Harvester.Search;

/// <summary>What is looked for. Conditions of different kinds are all to hold.</summary>
public sealed record SearchRequest
{
    /// <summary>Words as a person types them: all are to occur, "…" holds words together; never an error. Null: any.</summary>
    public string? Words { get; init; }

    /// <summary>Queries in CKAN's syntax (Solr's, as far as <see cref="SearchQueryException"/> does not refuse it), which rank: CKAN's <c>q</c>. Null: any.</summary>
    public string? Query { get; init; }

    /// <summary>Queries in the same syntax that only choose: CKAN's <c>fq</c> and <c>fq_list</c>.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>Facet → values, one of which is to hold: ours, without any syntax. A facet's own counts leave its own choice out, so that a reader sees what else there is.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Chosen { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Only records that stand for their group of same ones, and are there (state active).</summary>
    public bool CanonicalOnly { get; init; } = true;

    /// <summary>In the order of importance; none: by score, then newest first. See <see cref="SearchFields.Sortable"/>.</summary>
    public IReadOnlyList<SortKey> Sort { get; init; } = [];

    public int Start { get; init; }

    /// <summary>0 counts only.</summary>
    public int Rows { get; init; } = 10;

    /// <summary>Names of <see cref="SearchFields.Facets"/>.</summary>
    public IReadOnlyList<string> Facets { get; init; } = [];

    /// <summary>Values of each facet at most, the most frequent ones; -1: all.</summary>
    public int FacetLimit { get; init; } = 50;

    /// <summary>Passages of title and description with the words found in them.</summary>
    public bool Highlight { get; init; }
}

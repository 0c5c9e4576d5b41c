namespace Harvester.Search;

/// <summary>The fields of the index, under CKAN's names where it has one.</summary>
public static class SearchFields
{
    /// <summary>What can be counted.</summary>
    public static IReadOnlyList<string> Facets { get; } =
    [
        "organization", "groups", "tags", "res_format", "license_id",
        "publisher", "theme", "priority_field", "standard_dataset", "openness", "freshness", "source", "state",
        "problem", "rating", "copy", "links",
    ];

    /// <summary>What can be sorted by.</summary>
    public static IReadOnlyList<string> Sortable { get; } = ["score", "id", "name", "title_string", "metadata_modified", "metadata_created", "modified", "issued"];
}

namespace Harvester.Connectors.Ckan;

/// <summary>Where an action's packages stand in its answer.</summary>
internal enum CkanResult
{
    /// <summary>package_search: <c>result.results</c>.</summary>
    Search,

    /// <summary>package_show: <c>result</c>, or alone in an array.</summary>
    Package,

    /// <summary>current_package_list_with_resources: <c>result</c>, or its first item.</summary>
    Current,
}

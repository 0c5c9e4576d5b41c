using Harvester.Web.Requests;

namespace Harvester.Web.Ckan;

/// <summary>The table of actions.</summary>
/// <param name="Help">What <c>help_show</c> says.</param>
/// <param name="NeedsIndex">Cannot answer before the index has been built.</param>
internal sealed record CkanActions(string Name, string Help, Func<CkanCall, Task<Func<JsonBody, Task>>> Run, bool NeedsIndex = true)
{
    private static readonly CkanActions[] All =
    [
        new("package_list", "Names of all packages. Parameters: limit, offset.", PackageActions.List),
        new("package_show", "One package. Parameters: id (id or name).", PackageActions.Show),
        new("package_search", "Packages that match. Parameters: q, fq, fq_list, rows (at most 1000), start, sort, facet, facet.field, facet.limit, facet.mincount, fl.", SearchActions.Search),
        new("current_package_list_with_resources", "Packages, the last changed first. Parameters: limit, offset or page.", PackageActions.ListWithResources),
        new("resource_show", "One resource. Parameters: id.", PackageActions.ShowResource),
        new("organization_list", "Organizations with packages. Parameters: all_fields, organizations, sort, limit, offset.", GroupActions.ListOrganizations),
        new("organization_show", "One organization. Parameters: id (id or name), include_datasets.", GroupActions.ShowOrganization),
        new("group_list", "Groups with packages. Parameters: all_fields, groups, sort, limit, offset.", GroupActions.ListGroups),
        new("group_show", "One group. Parameters: id (id or name), include_datasets.", GroupActions.ShowGroup),
        new("tag_list", "Tags. Parameters: query, all_fields.", GroupActions.ListTags),
        new("status_show", "About this site.", SiteActions.Status, NeedsIndex: false),
        new("site_read", "Whether this site may be read: true.", SiteActions.Read, NeedsIndex: false),
        new("help_show", "What an action does. Parameters: name.", SiteActions.Help, NeedsIndex: false),
    ];

    private static readonly Dictionary<string, CkanActions> ByName = All.ToDictionary(action => action.Name, StringComparer.Ordinal);

    public static CkanActions? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>True for an action of CKAN that would change something.</summary>
    public static bool Writes(string name) =>
        name.EndsWith("_create", StringComparison.Ordinal) || name.EndsWith("_update", StringComparison.Ordinal) || name.EndsWith("_patch", StringComparison.Ordinal)
        || name.EndsWith("_delete", StringComparison.Ordinal) || name.EndsWith("_purge", StringComparison.Ordinal);
}

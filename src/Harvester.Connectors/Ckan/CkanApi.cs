using Harvester.Connectors.Definitions;

namespace Harvester.Connectors.Ckan;

/// <summary>Addresses of one CKAN (action API v3).</summary>
internal sealed class CkanApi(CkanBlock ckan)
{
    private const string ActionPath = "/api/3/action";

    private readonly string api = ckan.Api.AbsoluteUri.TrimEnd('/');

    public CkanIdentity Identity => ckan.Identity;

    /// <summary>Sorted by what identifies a record, so that a page begins where the last one ended.</summary>
    public Uri Search(long start, int rows)
    {
        var sort = ckan.Identity is CkanIdentity.Name ? "name" : "id";
        var filter = ckan.Filter is null ? "" : $"&fq={Uri.EscapeDataString(ckan.Filter)}";
        return new Uri($"{api}/package_search?rows={rows}&start={start}&sort={sort}%20asc{filter}");
    }

    public Uri List() => new($"{api}/package_list");

    public Uri List(int limit, long offset) => new($"{api}/package_list?limit={limit}&offset={offset}");

    public Uri Show(string idOrName) => new($"{api}/package_show?id={Uri.EscapeDataString(idOrName)}");

    /// <summary>The page that shows a record to a person.</summary>
    public string RecordUrl(string nameOrId)
    {
        var site = api.EndsWith(ActionPath, StringComparison.Ordinal) ? api[..^ActionPath.Length] : api;
        return $"{site}/dataset/{Uri.EscapeDataString(nameOrId)}";
    }
}

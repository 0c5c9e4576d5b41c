using System.Globalization;
using Harvester.Connectors.Definitions;

namespace Harvester.Connectors.Ckan;

/// <summary>Addresses of one CKAN (action API v3; v1 and v2 never had other actions, and GET serves all that only read).</summary>
internal sealed class CkanApi(CkanBlock ckan)
{
    private static readonly string[] Paths = ["/api/3/action", "/api/action"];

    private readonly string api = ckan.Api.AbsoluteUri.TrimEnd('/');

    public CkanIdentity Identity => ckan.Identity;

    /// <summary>The API without the connector file's filter; null where it has none.</summary>
    public CkanApi? Unfiltered => ckan.Filter is null ? null : new CkanApi(ckan with { Filter = null });

    /// <summary>Sorted by what identifies a record, so that a page begins where the last one ended.</summary>
    /// <param name="since">Only what changed from then on; null: everything.</param>
    public Uri Search(long start, int rows, DateTimeOffset? since = null)
    {
        var sort = ckan.Identity is CkanIdentity.Name ? "name" : "id";
        var filter = Filter(since) is { } fq ? $"&fq={Uri.EscapeDataString(fq)}" : "";
        return new Uri($"{api}/package_search?rows={rows}&start={start}&sort={sort}%20asc{filter}");
    }

    public Uri Current(int limit, long offset) => new($"{api}/current_package_list_with_resources?limit={limit}&offset={offset}");

    public Uri List() => new($"{api}/package_list");

    public Uri List(int limit, long offset) => new($"{api}/package_list?limit={limit}&offset={offset}");

    public Uri Show(string idOrName) => new($"{api}/package_show?id={Uri.EscapeDataString(idOrName)}");

    /// <summary>The same API at the other of its two usual addresses; null for an address of another form.</summary>
    public CkanApi? Elsewhere() => Site(out var path) is { } site
        ? new CkanApi(ckan with { Api = new Uri(site + (path == Paths[0] ? Paths[1] : Paths[0])) })
        : null;

    public override string ToString() => api;

    /// <summary>The page that shows a record to a person.</summary>
    public string RecordUrl(string nameOrId) => $"{Site(out _) ?? api}/dataset/{Uri.EscapeDataString(nameOrId)}";

    private string? Site(out string? path)
    {
        path = Array.Find(Paths, path => api.EndsWith(path, StringComparison.Ordinal));
        return path is null ? null : api[..^path.Length];
    }

    /// <summary>A range of Solr, both ends included, in UTC. A filter of alternatives is enclosed, lest the range join the last of them only.</summary>
    private string? Filter(DateTimeOffset? since)
    {
        if (since is not { } from)
            return ckan.Filter;
        var range = $"metadata_modified:[{from.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)} TO *]";
        if (ckan.Filter is not { } filter)
            return range;
        var alternatives = filter.Contains(" OR ", StringComparison.Ordinal) || filter.Contains("||", StringComparison.Ordinal);
        return alternatives ? $"({filter}) AND {range}" : $"{filter} AND {range}";
    }
}

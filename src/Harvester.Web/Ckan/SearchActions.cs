using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Publishing.Ckan;
using Harvester.Search;
using Harvester.Web.Requests;

namespace Harvester.Web.Ckan;

/// <summary><c>package_search</c>, with the parameters of CKAN 2.10; what CKAN itself does not know it refuses, and what only its Solr could do we refuse.</summary>
internal static class SearchActions
{
    private const int MostRows = 1000;
    private const string DefaultSort = "score desc, metadata_modified desc";

    private static readonly HashSet<string> Known =
    [
        "q", "fq", "fq_list", "rows", "start", "sort", "facet", "facet.field", "facet.limit", "facet.mincount", "fl",
        "include_private", "include_drafts", "include_deleted", "use_default_schema", "extras", "df", "wt", "callback",
    ];

    private static readonly HashSet<string> SolrOnly = ["qf", "bf", "boost", "tie", "defType", "mm"];

    public static async Task<Func<JsonBody, Task>> Search(CkanCall call)
    {
        var parameters = call.Parameters;
        var (request, mincount) = Read(parameters);
        parameters.Check();
        CheckNames(parameters.Names);
        var found = Found(call.Index, request);
        var facets = await FacetsAsync(call, found, mincount);
        var fields = parameters.List("fl") is { Count: > 0 } list ? list.SelectMany(name => name.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.Ordinal) : null;
        var sort = parameters.Text("sort") is { } given and not "rank" ? given : DefaultSort;
        return async body =>
        {
            var json = body.Json;
            json.WriteStartObject();
            json.WriteNumber("count", found.Total);
            WriteFacets(json, facets);
            json.WriteStartArray("results");
            foreach (var hits in found.Hits.Chunk(100))
            {
                foreach (var dataset in await call.Store.Datasets.ManyAsync([.. hits.Select(hit => hit.Id)], call.Cancel))
                {
                    Write(json, dataset, call.Packages, fields);
                    await body.FlushIfLargeAsync();
                }
            }

            json.WriteEndArray();
            json.WriteString("sort", sort);
            WriteSearchFacets(json, facets);
            json.WriteEndObject();
        };
    }

    private static (SearchRequest Request, int MinCount) Read(CkanParameters parameters)
    {
        var q = parameters.Text("q");
        List<string> filters = [.. parameters.List("fq").Concat(parameters.List("fq_list")).Where(filter => !string.IsNullOrWhiteSpace(filter))];
        var wantsFacets = parameters.Flag("facet", fallback: true);
        var facets = wantsFacets ? parameters.List("facet.field").Distinct(StringComparer.Ordinal).ToList() : [];
        if (facets.Find(facet => !SearchFields.Facets.Contains(facet)) is { } unknown)
            throw CkanException.Search($"there is no facet '{unknown}': there are {string.Join(", ", SearchFields.Facets)}");
        if (parameters.Text("df") is { } field and not "text")
            throw CkanException.Search($"the default field is 'text' and cannot be '{field}'");
        // Nobody who may see more reads here; what is private, a draft or deleted at a source is not in the catalogue at all.
        _ = (parameters.Flag("include_private"), parameters.Flag("include_drafts"), parameters.Flag("include_deleted"), parameters.Flag("use_default_schema"));
        var request = new SearchRequest
        {
            Query = q is null or "\"\"" or "''" ? null : q,
            Filters = filters,
            Sort = Sorted(parameters.Text("sort")),
            Start = parameters.Natural("start", 0),
            Rows = parameters.Natural("rows", 10, MostRows),
            Facets = facets,
            FacetLimit = parameters.Integer("facet.limit", 50),
        };
        return (request, parameters.Natural("facet.mincount", 1));
    }

    private static void CheckNames(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (SolrOnly.Contains(name))
                throw CkanException.Search($"the parameter '{name}' tunes Solr's scores, and there is no Solr here");
            if (!Known.Contains(name) && !name.StartsWith("ext_", StringComparison.Ordinal))
                throw CkanException.SearchQuery($"Invalid search parameters: ['{name}']");
        }
    }

    /// <summary>A query without a field is what a person typed, which CKAN gives to a parser that refuses nothing (dismax); so does this where it is no expression.</summary>
    private static SearchResult Found(CatalogueIndex index, SearchRequest request)
    {
        try
        {
            return index.Search(request);
        }
        catch (SearchQueryException e)
        {
            if (request.Query is not { } typed || typed.Contains(':') || typed.TrimStart().StartsWith("{!", StringComparison.Ordinal))
                throw CkanException.Search(e.Message);
        }

        try
        {
            return index.Search(request with { Query = null, Words = request.Query });
        }
        catch (SearchQueryException e)
        {
            throw CkanException.Search(e.Message);
        }
    }

    private static List<SortKey> Sorted(string? sort)
    {
        var keys = new List<SortKey>();
        if (sort is null or "rank")
            return keys;
        foreach (var part in sort.Split(','))
        {
            var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length is 0 or > 2 || !SearchFields.Sortable.Contains(words[0]) || (words.Length == 2 && words[1].ToLowerInvariant() is not ("asc" or "desc")))
                throw CkanException.SearchQuery($"Invalid \"sort\" parameter: '{part.Trim()}' (fields: {string.Join(", ", SearchFields.Sortable)}; asc or desc)");
            keys.Add(new SortKey(words[0], words.Length == 2 && words[1].Equals("desc", StringComparison.OrdinalIgnoreCase)));
        }

        return keys;
    }

    private static async Task<List<(string Field, List<(string Value, string Title, long Count)> Items)>> FacetsAsync(CkanCall call, SearchResult found, int mincount)
    {
        var facets = new List<(string, List<(string, string, long)>)>();
        foreach (var (field, counts) in found.Facets)
        {
            var items = new List<(string, string, long)>();
            foreach (var count in counts.Where(count => count.Count >= mincount))
            {
                var title = field switch
                {
                    "organization" => await call.Titles.OrganizationAsync(count.Value, call.Cancel),
                    "groups" => await call.Titles.GroupAsync(count.Value, call.Cancel),
                    _ => count.Value,
                };
                items.Add((count.Value, title, count.Count));
            }

            facets.Add((field, items));
        }

        return facets;
    }

    private static void WriteFacets(Utf8JsonWriter json, List<(string Field, List<(string Value, string Title, long Count)> Items)> facets)
    {
        json.WriteStartObject("facets");
        foreach (var (field, items) in facets)
        {
            json.WriteStartObject(field);
            foreach (var item in items)
                json.WriteNumber(item.Value, item.Count);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteSearchFacets(Utf8JsonWriter json, List<(string Field, List<(string Value, string Title, long Count)> Items)> facets)
    {
        json.WriteStartObject("search_facets");
        foreach (var (field, items) in facets)
        {
            json.WriteStartObject(field);
            json.WriteString("title", field);
            json.WriteStartArray("items");
            // CKAN's own order.
            foreach (var item in items.OrderByDescending(item => item.Title, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteString("name", item.Value);
                json.WriteString("display_name", item.Title);
                json.WriteNumber("count", item.Count);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Dataset dataset, PackageContext packages, HashSet<string>? fields)
    {
        if (fields is null)
        {
            PackageWriter.Write(json, dataset, packages);
            return;
        }

        using var buffer = new MemoryStream();
        using (var whole = new Utf8JsonWriter(buffer))
            PackageWriter.Write(whole, dataset, packages);
        using var package = JsonDocument.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        json.WriteStartObject();
        foreach (var member in package.RootElement.EnumerateObject().Where(member => fields.Contains(member.Name)))
            member.WriteTo(json);
        json.WriteEndObject();
    }
}

using System.Text.Json;
using Harvester.Publishing.Ckan;
using Harvester.Search;
using Harvester.Web.Requests;

namespace Harvester.Web.Ckan;

/// <summary>The actions on organizations, groups and tags: those that listed packages have, counted.</summary>
internal static class GroupActions
{
    private const string Organizations = "organization";
    private const string Groups = "groups";

    /// <summary>CKAN shows so many packages with an organization or a group at most.</summary>
    private const int MostPackages = 1000;

    /// <summary><c>organization_list(all_fields, organizations, sort, limit, offset)</c>: those with packages, by title.</summary>
    public static Task<Func<JsonBody, Task>> ListOrganizations(CkanCall call) => ListAsync(call, Organizations, "organizations", call.Titles.OrganizationAsync);

    public static Task<Func<JsonBody, Task>> ListGroups(CkanCall call) => ListAsync(call, Groups, "groups", call.Titles.GroupAsync);

    /// <summary><c>organization_show(id, include_datasets)</c>.</summary>
    public static Task<Func<JsonBody, Task>> ShowOrganization(CkanCall call) => ShowAsync(call, Organizations, call.Titles.OrganizationAsync, OrganizationWriter.Id);

    public static Task<Func<JsonBody, Task>> ShowGroup(CkanCall call) => ShowAsync(call, Groups, call.Titles.GroupAsync, OrganizationWriter.GroupId);

    /// <summary><c>tag_list(query, all_fields)</c>: by name. We have no vocabularies.</summary>
    public static Task<Func<JsonBody, Task>> ListTags(CkanCall call)
    {
        var parameters = call.Parameters;
        var query = parameters.Text("query");
        var allFields = parameters.Flag("all_fields");
        if (parameters.Text("vocabulary_id") is not null)
            throw CkanException.NotFound();
        parameters.Check();
        var tags = Counts(call, "tags").Select(count => count.Value).Where(tag => query is null || tag.Contains(query, StringComparison.OrdinalIgnoreCase));
        return Task.FromResult<Func<JsonBody, Task>>(async body =>
        {
            body.Json.WriteStartArray();
            foreach (var tag in tags.Order(StringComparer.Ordinal))
            {
                if (allFields)
                    PackageWriter.Tag(body.Json, tag);
                else
                    body.Json.WriteStringValue(tag);
                await body.FlushIfLargeAsync();
            }

            body.Json.WriteEndArray();
        });
    }

    private static async Task<Func<JsonBody, Task>> ListAsync(CkanCall call, string field, string among, Func<string, CancellationToken, Task<string>> titleOf)
    {
        var parameters = call.Parameters;
        var allFields = parameters.Flag("all_fields");
        var wanted = parameters.List(among);
        var (limit, offset) = (parameters.Natural("limit", int.MaxValue), parameters.Natural("offset", 0));
        var (key, descending) = Order(parameters);
        parameters.Check();
        var items = new List<(string Name, string Title, long Count)>();
        foreach (var count in Counts(call, field).Where(count => wanted.Count == 0 || wanted.Contains(count.Value)))
            items.Add((count.Value, await titleOf(count.Value, call.Cancel), count.Count));
        var ordered = key switch
        {
            "name" => items.OrderBy(item => item.Name, StringComparer.Ordinal),
            "package_count" => items.OrderBy(item => item.Count).ThenBy(item => item.Name, StringComparer.Ordinal),
            _ => items.OrderBy(item => item.Title, StringComparer.Ordinal).ThenBy(item => item.Name, StringComparer.Ordinal),
        };
        var page = (descending ? ordered.Reverse() : ordered).Skip(offset).Take(limit).ToList();
        return async body =>
        {
            body.Json.WriteStartArray();
            foreach (var (name, title, count) in page)
            {
                if (!allFields)
                    body.Json.WriteStringValue(name);
                else
                    WriteItem(body.Json, field, name, title, count);
                await body.FlushIfLargeAsync();
            }

            body.Json.WriteEndArray();
        };
    }

    private static async Task<Func<JsonBody, Task>> ShowAsync(CkanCall call, string field, Func<string, CancellationToken, Task<string>> titleOf, Func<string, Guid> idOf)
    {
        var parameters = call.Parameters;
        var wanted = parameters.Required("id");
        var withDatasets = parameters.Flag("include_datasets");
        _ = (parameters.Flag("include_dataset_count", true), parameters.Flag("include_extras", true), parameters.Flag("include_users"), parameters.Flag("include_groups", true), parameters.Flag("include_tags", true), parameters.Flag("include_followers"));
        parameters.Check();
        var counts = Counts(call, field);
        var found = counts.FirstOrDefault(count => count.Value == wanted)
            ?? (Guid.TryParse(wanted, out var id) ? counts.FirstOrDefault(count => idOf(count.Value) == id) : null)
            ?? throw CkanException.NotFound();
        var title = await titleOf(found.Value, call.Cancel);
        var request = new SearchRequest { Chosen = new Dictionary<string, IReadOnlyList<string>> { [field] = [found.Value] } };
        var packages = withDatasets ? PackageActions.DatasetsAsync(call, request, 0, MostPackages) : null;
        return async body =>
        {
            var json = body.Json;
            if (packages is null)
            {
                WriteItem(json, field, found.Value, title, found.Count);
                return;
            }

            // The item with one more member: the packages, as they are read.
            using var buffer = new MemoryStream();
            using (var whole = new Utf8JsonWriter(buffer))
                WriteItem(whole, field, found.Value, title, found.Count);
            using var item = JsonDocument.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
            json.WriteStartObject();
            foreach (var member in item.RootElement.EnumerateObject())
                member.WriteTo(json);
            json.WriteStartArray("packages");
            await foreach (var dataset in packages)
            {
                PackageWriter.Write(json, dataset, call.Packages);
                await body.FlushIfLargeAsync();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        };
    }

    private static void WriteItem(Utf8JsonWriter json, string field, string name, string title, long count)
    {
        if (field == Organizations)
            OrganizationWriter.Write(json, null, name, title, count);
        else
            PackageWriter.Group(json, name, title, count);
    }

    private static IReadOnlyList<FacetCount> Counts(CkanCall call, string field) =>
        call.Index.Search(new SearchRequest { Rows = 0, Facets = [field], FacetLimit = -1 }).Facets[field];

    // CKAN's sort, and the older order_by that ckanr sends; "packages" is an old word for the count.
    private static (string Key, bool Descending) Order(CkanParameters parameters)
    {
        var text = parameters.Text("sort") ?? parameters.Text("order_by");
        if (text is null)
            return ("title", false);
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var key = words[0] == "packages" ? "package_count" : words[0];
        if (words.Length > 2 || key is not ("name" or "title" or "package_count") || (words.Length == 2 && words[1] is not ("asc" or "desc")))
        {
            parameters.Fault("sort", "Cannot sort by this: give name, title or package_count, with asc or desc");
            return ("title", false);
        }

        return (key, words.Length == 2 ? words[1] == "desc" : key == "package_count");
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using Harvester.SamplePortals.Content;
using Harvester.SamplePortals.Serving;
using Microsoft.AspNetCore.Http;

namespace Harvester.SamplePortals.Ckan;

/// <summary>
/// The read side of the CKAN action API, version 3 (https://docs.ckan.org/en/2.11/api/), as the Tokyo catalogue answers it:
/// envelope, error bodies with their status, and rows capped however many are asked for.
/// </summary>
internal sealed class CkanPortal(SampleCatalogues catalogues) : IPortal
{
    private const string Api = "/api/3/action/";

    public string Host => CkanContent.Host;

    public Document? Find(string path, IQueryCollection query)
    {
        if (path == "/")
            return Document.Html("東京都オープンデータカタログサイト（見本）", "<p><a href=\"/dataset\">データセット</a></p>");
        if (path.StartsWith("/dataset/", StringComparison.Ordinal))
            return Page(path["/dataset/".Length..]);
        if (!path.StartsWith(Api, StringComparison.Ordinal))
            return null;

        var action = path[Api.Length..].TrimEnd('/');
        return action switch
        {
            "package_search" => Search(query),
            "package_list" => PackageList(query),
            "package_show" => PackageShow(query["id"]),
            "organization_list" => OrganizationList(query),
            "organization_show" => OrganizationShow(query["id"]),
            "status_show" => Success(action, new JsonObject
            {
                ["ckan_version"] = "2.11.4",
                ["site_url"] = $"http://{Host}",
                ["site_title"] = "東京都オープンデータカタログサイト（見本）",
                ["locale_default"] = "ja",
                ["extensions"] = new JsonArray("envvars", "activity"),
            }),
            _ => Document.Json(JsonValue.Create($"Bad request - Action name not known: {action}"), StatusCodes.Status400BadRequest),
        };
    }

    private Document Search(IQueryCollection query)
    {
        const string action = "package_search";
        if (!TryNumber(query["rows"], 10, out var rows))
            return ValidationError(action, "rows", "Invalid integer");
        if (!TryNumber(query["start"], 0, out var start))
            return ValidationError(action, "start", "Invalid integer");

        var filters = query["fq"].Select(text => CkanFilter.Parse(text ?? "")).ToList();
        if (filters.Contains(null))
            return Error(action, StatusCodes.Status409Conflict, "Search Query Error", $"Search Query is invalid: {query["fq"]}");
        var sort = query["sort"].FirstOrDefault(text => !string.IsNullOrEmpty(text)) ?? "score desc, metadata_modified desc";
        if (CkanSort.Parse(sort) is not { } order)
            return Error(action, StatusCodes.Status409Conflict, "Search Error", $"Search error: Can't determine a Sort Order: '{sort}'");

        var found = Packages().Where(package => filters.All(filter => filter!.Accepts(package))).ToList();
        found.Sort(order);
        var limit = Math.Min(Math.Min(rows, 1000), catalogues.CkanRowLimit);
        return Success(action, new JsonObject
        {
            ["count"] = found.Count,
            ["facets"] = new JsonObject(),
            ["results"] = new JsonArray([.. found.Skip(start).Take(limit)]),
            ["sort"] = sort,
            ["search_facets"] = new JsonObject(),
        });
    }

    private Document PackageList(IQueryCollection query)
    {
        const string action = "package_list";
        if (!TryNumber(query["limit"], int.MaxValue, out var limit))
            return ValidationError(action, "limit", "Invalid integer");
        if (!TryNumber(query["offset"], 0, out var offset))
            return ValidationError(action, "offset", "Invalid integer");
        var names = catalogues.Ckan.Select(dataset => dataset.Name).Order(StringComparer.Ordinal).Skip(offset).Take(limit);
        return Success(action, new JsonArray([.. names.Select(name => JsonValue.Create(name))]));
    }

    private Document PackageShow(string? id)
    {
        const string action = "package_show";
        if (string.IsNullOrEmpty(id))
            return ValidationError(action, "name_or_id", "Missing value");
        var dataset = catalogues.Ckan.FirstOrDefault(dataset => dataset.Name == id || CkanPackage.IdOf(dataset) == id);
        return dataset is null ? NotFound(action) : Success(action, CkanPackage.Of(dataset));
    }

    private Document OrganizationList(IQueryCollection query)
    {
        var all = bool.TryParse(query["all_fields"], out var wanted) && wanted;
        var names = catalogues.Ckan.Select(dataset => dataset.Organisation!).Distinct().Order(StringComparer.Ordinal);
        return Success("organization_list", new JsonArray([.. names.Select(JsonNode? (name) => all ? Organization(name) : JsonValue.Create(name))]));
    }

    private Document OrganizationShow(string? id)
    {
        var name = catalogues.Ckan.Select(dataset => dataset.Organisation!)
            .FirstOrDefault(name => name == id || CkanPackage.OrganizationIdOf(name) == id);
        return name is null ? NotFound("organization_show") : Success("organization_show", Organization(name));
    }

    private JsonObject Organization(string name)
    {
        var organization = CkanPackage.Organization(name);
        organization["package_count"] = catalogues.Ckan.Count(dataset => dataset.Organisation == name);
        return organization;
    }

    private Document? Page(string name) => catalogues.Ckan.Contains(name)
        ? Document.Html(catalogues.Ckan[name].Title, $"<p>{Document.Encode(catalogues.Ckan[name].Description)}</p>", catalogues.Ckan[name].Modified)
        : null;

    private IEnumerable<JsonObject> Packages() => catalogues.Ckan.Select(CkanPackage.Of);

    private static bool TryNumber(string? text, int otherwise, out int number)
    {
        number = otherwise;
        return string.IsNullOrEmpty(text) || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 0);
    }

    private Document Success(string action, JsonNode result) =>
        Document.Json(new JsonObject { ["help"] = Help(action), ["success"] = true, ["result"] = result });

    private Document NotFound(string action) => Error(action, StatusCodes.Status404NotFound, "Not Found Error", "Not found");

    private Document Error(string action, int status, string type, string message) => Failure(action, status, new JsonObject
    {
        ["message"] = message,
        ["__type"] = type,
    });

    private Document ValidationError(string action, string field, string message) => Failure(action, StatusCodes.Status409Conflict, new JsonObject
    {
        [field] = new JsonArray(message),
        ["__type"] = "Validation Error",
    });

    private Document Failure(string action, int status, JsonObject error) =>
        Document.Json(new JsonObject { ["help"] = Help(action), ["success"] = false, ["error"] = error }, status);

    private string Help(string action) => $"http://{Host}{Api}help_show?name={action}";
}

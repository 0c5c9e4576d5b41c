using System.Globalization;
using System.Text.Json.Nodes;
using Harvester.SamplePortals.Content;
using Harvester.SamplePortals.Serving;
using Microsoft.AspNetCore.Http;

namespace Harvester.SamplePortals.Dcat;

/// <summary>DCAT-US 1.1 (https://resources.data.gov/resources/dcat-us/) at /data.json, as hosted map portals write it.</summary>
internal sealed class DataJsonPortal(SampleCatalogues catalogues) : IPortal
{
    private const string Site = "http://" + ShibuyaContent.Host;

    public string Host => ShibuyaContent.Host;

    public Document? Find(string path, IQueryCollection query) => path switch
    {
        "/data.json" => Document.Json(new JsonObject
        {
            ["@context"] = "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld",
            ["@type"] = "dcat:Catalog",
            ["conformsTo"] = "https://project-open-data.cio.gov/v1.1/schema",
            ["describedBy"] = "https://project-open-data.cio.gov/v1.1/schema/catalog.json",
            ["dataset"] = new JsonArray([.. catalogues.Shibuya.Select(Dataset)]),
        }),
        "/" => Document.Html("シブヤオープンデータ（見本）", "<p><a href=\"/data.json\">data.json</a></p>"),
        _ when path.StartsWith("/maps/", StringComparison.Ordinal) && catalogues.Shibuya.Contains(path["/maps/".Length..]) =>
            Document.Html(catalogues.Shibuya[path["/maps/".Length..]].Title, ""),
        _ when path.StartsWith("/arcgis/rest/services/", StringComparison.Ordinal) && catalogues.Shibuya.Contains(path.Split('/')[4]) =>
            Document.Json(new JsonObject { ["currentVersion"] = 11.4, ["name"] = catalogues.Shibuya[path.Split('/')[4]].Title }),
        _ => null,
    };

    private static JsonNode Dataset(SampleDataset dataset)
    {
        var json = new JsonObject
        {
            ["@type"] = "dcat:Dataset",
            ["identifier"] = $"{Site}/maps/{dataset.Name}",
            ["landingPage"] = $"{Site}/maps/{dataset.Name}",
            ["title"] = dataset.Title,
            // These portals keep the editor's markup in the description.
            ["description"] = $"<div style='text-align:Left;'><p><span>{dataset.Description}</span></p></div>",
            ["keyword"] = new JsonArray([.. dataset.Keywords.Select(keyword => JsonValue.Create(keyword))]),
            ["issued"] = Instant(dataset.Issued),
            ["modified"] = Instant(dataset.Modified),
            ["publisher"] = new JsonObject { ["name"] = "渋谷区" },
            ["contactPoint"] = new JsonObject
            {
                ["@type"] = "vcard:Contact",
                ["fn"] = "渋谷区" + dataset.Unit,
                ["hasEmail"] = "mailto:opendata@city-shibuya.example",
            },
            ["accessLevel"] = "public",
            ["spatial"] = "139.6614,35.6414,139.7238,35.6920",
            ["theme"] = new JsonArray("geospatial"),
            ["license"] = Stable.Number(dataset.Name, 10) == 0 ? "" : "https://creativecommons.org/licenses/by/4.0",
            ["distribution"] = new JsonArray([Page(dataset), Service(dataset), .. dataset.Files.Select(Download)]),
        };
        foreach (var (name, value) in dataset.Overrides)
            json[name] = value?.DeepClone();
        return json;
    }

    private static JsonObject Page(SampleDataset dataset) => new()
    {
        ["@type"] = "dcat:Distribution",
        ["title"] = "ArcGIS Hub Dataset",
        ["format"] = "Web Page",
        ["mediaType"] = "text/html",
        ["accessURL"] = $"{Site}/maps/{dataset.Name}",
    };

    private static JsonObject Service(SampleDataset dataset) => new()
    {
        ["@type"] = "dcat:Distribution",
        ["title"] = "ArcGIS GeoService",
        ["format"] = "ArcGIS GeoServices REST API",
        ["mediaType"] = "application/json",
        ["accessURL"] = $"{Site}/arcgis/rest/services/{dataset.Name}/FeatureServer/0",
    };

    private static JsonNode Download(SampleFile file) => new JsonObject
    {
        ["@type"] = "dcat:Distribution",
        ["title"] = file.Format switch { "GEOJSON" => "GeoJSON", "SHP" => "Shapefile", var format => format },
        ["format"] = file.Format switch { "GEOJSON" => "GeoJSON", "SHP" => "ZIP", var format => format },
        ["mediaType"] = DcatWords.MediaType(file.Format),
        ["accessURL"] = file.Url,
    };

    private static string Instant(DateOnly day) => day.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T15:00:00.000Z";
}

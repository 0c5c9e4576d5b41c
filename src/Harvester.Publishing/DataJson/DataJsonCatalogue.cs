using System.Text.Json;
using Harvester.Core.Model;

namespace Harvester.Publishing.DataJson;

/// <summary>The members of a data.json that stand before its datasets (DCAT-US 1.1, "Catalog fields").</summary>
internal static class DataJsonCatalogue
{
    private const string Schema = "https://project-open-data.cio.gov/v1.1/schema";

    public static void WriteHead(Utf8JsonWriter json, CatalogueDescription catalogue)
    {
        json.WriteString("@context", Schema + "/catalog.jsonld");
        json.WriteString("@id", catalogue.CatalogueIri);
        json.WriteString("@type", "dcat:Catalog");
        json.WriteString("conformsTo", Schema);
        json.WriteString("describedBy", Schema + "/catalog.json");
        json.WriteString("title", catalogue.Title.Best());
        json.WriteString("description", catalogue.Description.Best());
        json.WriteString("homepage", catalogue.Address.AbsoluteUri);
        json.WriteString("rights", catalogue.MetadataRights.Best());
        if (catalogue.MetadataLicence is { } licence)
            json.WriteString("license", licence);
        json.WriteStartObject("publisher");
        json.WriteString("@type", "org:Organization");
        json.WriteString("name", catalogue.Publisher.Best());
        json.WriteEndObject();
    }
}

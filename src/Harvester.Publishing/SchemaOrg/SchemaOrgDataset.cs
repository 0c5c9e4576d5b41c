using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Harvester.Core.Model;

namespace Harvester.Publishing.SchemaOrg;

/// <summary>
/// A dataset as schema.org/Dataset in JSON-LD, as search engines read it from its page: a pure function of the dataset. No character of it can end a script element or an
/// attribute: <c>&lt;</c>, <c>&gt;</c>, <c>&amp;</c> and quotes inside texts are written as escapes.
/// </summary>
public static class SchemaOrgDataset
{
    // Japanese stays readable; this encoder escapes < > & ' " and + wherever it is used.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <param name="language">Of the page that it stands in: BCP 47.</param>
    public static string Of(Dataset dataset, CatalogueDescription catalogue, string language = "ja")
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Options))
            Write(json, dataset, catalogue, language);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, Dataset dataset, CatalogueDescription catalogue, string language)
    {
        var iri = catalogue.DatasetIri(dataset.Id);
        json.WriteStartObject();
        json.WriteString("@context", "https://schema.org/");
        json.WriteString("@type", "Dataset");
        json.WriteString("@id", iri);
        json.WriteString("url", iri);
        Text(json, "name", dataset.Title.Best());
        List(json, "alternateName", dataset.Title.Values.Where(title => title != dataset.Title.Best()));
        Text(json, "description", dataset.Description.Best());
        List(json, "keywords", dataset.Keywords?.Values.SelectMany(words => words).Concat(dataset.Groups).Distinct(StringComparer.Ordinal) ?? dataset.Groups);
        List(json, "identifier", dataset.Identifiers);
        Text(json, "datePublished", dataset.Issued);
        Text(json, "dateModified", dataset.Modified);
        List(json, "inLanguage", dataset.Language);
        Text(json, "license", dataset.Licence is { } licence ? licence.Url ?? licence.Original : null);
        Text(json, "creditText", dataset.Attribution);
        Text(json, "usageInfo", dataset.Licence?.Statement);
        Text(json, "sameAs", dataset.LandingPage);
        Text(json, "isBasedOn", dataset.Provenance.RecordUrl);
        Parties(json, dataset);
        Coverage(json, dataset);
        json.WriteStartObject("includedInDataCatalog");
        json.WriteString("@type", "DataCatalog");
        json.WriteString("@id", catalogue.CatalogueIri);
        json.WriteString("name", catalogue.Title.Best(language));
        json.WriteString("url", catalogue.Address.AbsoluteUri);
        json.WriteEndObject();
        if (dataset.Distributions.Count > 0)
        {
            json.WriteStartArray("distribution");
            foreach (var file in dataset.Distributions)
                File(json, file);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Parties(Utf8JsonWriter json, Dataset dataset)
    {
        if (dataset.Publisher.Name.Best() is not { Length: > 0 } name)
            return;
        foreach (var role in (ReadOnlySpan<string>)["creator", "publisher"])
        {
            json.WriteStartObject(role);
            json.WriteString("@type", "GovernmentOrganization");
            json.WriteString("name", name);
            Text(json, "identifier", dataset.Publisher.Code);
            if (dataset.Publisher.Unit is { } unit)
            {
                json.WriteStartObject("department");
                json.WriteString("@type", "Organization");
                json.WriteString("name", unit);
                json.WriteEndObject();
            }

            if (dataset.ContactPoint is { } contact && role == "publisher")
            {
                json.WriteStartObject("contactPoint");
                json.WriteString("@type", "ContactPoint");
                Text(json, "name", contact.Name);
                Text(json, "email", contact.Email);
                Text(json, "telephone", contact.Phone);
                Text(json, "url", contact.Url);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }
    }

    private static void Coverage(Utf8JsonWriter json, Dataset dataset)
    {
        if (dataset.Temporal is { } period && (period.Start ?? period.End) is not null)
            json.WriteString("temporalCoverage", $"{period.Start ?? ".."}/{period.End ?? ".."}");
        if (dataset.Spatial is not { } place)
            return;
        json.WriteStartObject("spatialCoverage");
        json.WriteString("@type", "Place");
        Text(json, "name", place.Name);
        Text(json, "identifier", place.Code);
        if (place.Bbox is { Count: 4 } box)
        {
            json.WriteStartObject("geo");
            json.WriteString("@type", "GeoShape");
            // South-west and north-east corner, latitude first.
            json.WriteString("box", string.Create(CultureInfo.InvariantCulture, $"{box[1]} {box[0]} {box[3]} {box[2]}"));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void File(Utf8JsonWriter json, Distribution file)
    {
        json.WriteStartObject();
        json.WriteString("@type", "DataDownload");
        Text(json, "identifier", file.Id);
        Text(json, "name", file.Title.Best());
        Text(json, "description", file.Description.Best());
        Text(json, "contentUrl", file.DownloadUrl);
        Text(json, "url", file.AccessUrl);
        Text(json, "encodingFormat", file.MediaType ?? file.Format);
        if (file.ByteSize is { } size)
            json.WriteString("contentSize", string.Create(CultureInfo.InvariantCulture, $"{size} B"));
        Text(json, "sha256", file.Checksum is { Algorithm: "sha256" } checksum ? checksum.Value : null);
        Text(json, "license", file.Licence is { } licence ? licence.Url ?? licence.Original : null);
        Text(json, "datePublished", file.Issued);
        Text(json, "dateModified", file.Modified);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
            json.WriteString(name, text);
    }

    private static void List(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        string[] given = [.. texts.Where(text => !string.IsNullOrWhiteSpace(text))];
        if (given.Length == 0)
            return;
        json.WriteStartArray(name);
        foreach (var text in given)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}

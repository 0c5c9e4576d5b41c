using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Publication;

namespace Harvester.Publishing.Ckan;

/// <summary>A distribution as a resource of CKAN's action API.</summary>
public static class ResourceWriter
{
    /// <param name="position">Index among the dataset's distributions, which CKAN's <c>position</c> is, too.</param>
    public static void Write(Utf8JsonWriter json, Dataset dataset, int position)
    {
        var file = dataset.Distributions[position];
        json.WriteStartObject();
        json.WriteNull("cache_last_updated");
        json.WriteNull("cache_url");
        json.WriteString("created", CkanDates.OfTyped(file.Issued) ?? CkanDates.Of(dataset.Provenance.FirstSeen));
        json.WriteBoolean("datastore_active", false);
        json.WriteString("description", file.Description.Best());
        PackageWriter.Translated(json, "description_translated", file.Description);
        json.WriteString("format", file.Format ?? "");
        json.WriteString("hash", file.Checksum?.Value ?? "");
        if (file.Checksum is { } checksum)
            json.WriteString("hash_algorithm", checksum.Algorithm);
        json.WriteString("id", PackageNames.ResourceId(dataset.Id, file.Id));
        json.WriteString("distribution_id", file.Id);
        json.WriteString("last_modified", CkanDates.OfTyped(file.Modified));
        json.WriteString("metadata_modified", CkanDates.Of(dataset.Provenance.LastChanged));
        json.WriteString("mimetype", file.MediaType);
        json.WriteNull("mimetype_inner");
        json.WriteString("name", file.Title.Best());
        PackageWriter.Translated(json, "name_translated", file.Title);
        json.WriteString("package_id", PackageNames.Id(dataset.Id));
        json.WriteNumber("position", position);
        json.WriteNull("resource_type");
        if (file.ByteSize is { } size)
            json.WriteNumber("size", size);
        else
            json.WriteNull("size");
        json.WriteString("state", "active");
        json.WriteString("url", file.Address ?? "");
        json.WriteNull("url_type");
        Dcat(json, file);
        json.WriteEndObject();
    }

    // The names of ckanext-dcat, of what the file itself states.
    private static void Dcat(Utf8JsonWriter json, Distribution file)
    {
        Stated(json, "access_url", file.AccessUrl);
        Stated(json, "download_url", file.DownloadUrl);
        Stated(json, "issued", file.Issued);
        Stated(json, "modified", file.Modified);
        Stated(json, "rights", file.Rights);
        if (file.Licence is { } licence)
        {
            Stated(json, "license_id", licence.Id ?? licence.Original);
            Stated(json, "license_title", licence.Original);
            Stated(json, "license_url", licence.Url);
        }

        if (file.Derived is { Count: > 0 } derived)
        {
            json.WriteStartArray("derived");
            foreach (var field in derived)
                json.WriteStringValue(field);
            json.WriteEndArray();
        }

        if (file.Openness is { } stars)
            json.WriteNumber("openness", stars);
    }

    private static void Stated(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }
}

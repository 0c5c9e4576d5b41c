using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Publishing.Dcat;

namespace Harvester.Publishing.Ckan;

/// <summary>
/// A package's <c>extras</c>: what CKAN's core has no member for, under the keys of ckanext-dcat where it has one. Where a record came from stands under <c>harvest_…</c> and
/// <c>harvester_…</c>; the key <see cref="SourceRecord.PublishedKey"/> is the mark by which an installation knows its own record when another catalogue brings it back.
/// </summary>
internal static class PackageExtras
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Utf8JsonWriter json, Dataset dataset, PackageContext context)
    {
        json.WriteStartArray("extras");
        foreach (var (key, value) in Of(dataset, context))
        {
            if (string.IsNullOrEmpty(value))
                continue;
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static IEnumerable<(string Key, string? Value)> Of(Dataset dataset, PackageContext context)
    {
        foreach (var extra in Content(dataset))
            yield return extra;
        var provenance = dataset.Provenance;
        yield return ("harvest_source_id", provenance.Source);
        yield return ("harvest_source_title", context.SourceTitle(provenance.Source));
        yield return (SourceRecord.PublishedKey, dataset.Id);
        yield return ("harvester_record_id", provenance.RecordId);
        yield return ("harvester_record_url", provenance.RecordUrl);
        yield return ("harvester_first_seen", CkanDates.Of(provenance.FirstSeen));
        yield return ("harvester_last_changed", CkanDates.Of(provenance.LastChanged));
        yield return ("harvester_canonical", dataset.Annotations?.CanonicalId);
        yield return ("harvester_standard_dataset", dataset.Annotations?.StandardDataset?.Id);
        yield return ("harvester_quality_score", dataset.Annotations?.Quality?.Score.ToString(CultureInfo.InvariantCulture));
        yield return ("harvester_quality_rating", dataset.Annotations?.Quality?.Rating);
    }

    private static IEnumerable<(string Key, string? Value)> Content(Dataset dataset)
    {
        var publisher = dataset.Publisher;
        yield return ("publisher_name", publisher.Name.Best());
        yield return ("publisher_code", publisher.Code);
        yield return ("publisher_unit", publisher.Unit);
        yield return ("publisher_organization", publisher.Organization);
        yield return ("contact_name", dataset.ContactPoint?.Name);
        yield return ("contact_email", dataset.ContactPoint?.Email);
        yield return ("contact_phone", dataset.ContactPoint?.Phone);
        yield return ("contact_url", dataset.ContactPoint?.Url);
        yield return ("attribution", dataset.Attribution);
        yield return ("theme", Listed(dataset.Themes.Where(theme => theme.IsStated).Select(theme => theme.Iri)));
        yield return ("harvester_theme", Listed(dataset.Themes.Where(theme => !theme.IsStated).Select(theme => theme.Iri)));
        yield return ("harvester_priority_fields", Listed(dataset.PriorityFields));
        yield return ("access_rights", dataset.AccessRights);
        yield return ("rights", dataset.Rights);
        yield return ("harvester_license_statement", dataset.Licence?.Statement);
        yield return ("issued", dataset.Issued);
        yield return ("modified", dataset.Modified);
        yield return ("modified_basis", dataset.ModifiedBasis is { } basis ? EnumWord.Of(basis) : null);
        yield return ("derived", dataset.Derived is { } derived ? Listed(derived) : null);
        yield return ("frequency", dataset.Frequency is { } code ? Terms.EuFrequency + code : null);
        yield return ("temporal_start", dataset.Temporal?.Start);
        yield return ("temporal_end", dataset.Temporal?.End);
        yield return ("spatial_code", dataset.Spatial?.Code);
        yield return ("spatial_text", dataset.Spatial?.Name);
        yield return ("spatial", dataset.Spatial?.Geometry?.GetRawText());
        if (dataset.Spatial?.Bbox is [var west, var south, var east, var north])
        {
            yield return ("bbox-west-long", Number(west));
            yield return ("bbox-south-lat", Number(south));
            yield return ("bbox-east-long", Number(east));
            yield return ("bbox-north-lat", Number(north));
        }

        yield return ("language", Listed(dataset.Language));
        yield return ("identifiers", Listed(dataset.Identifiers));
        yield return ("in_series", dataset.InSeries);
    }

    private static string Number(double degrees) => degrees.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A list as ckanext-dcat keeps one: as JSON in the text.</summary>
    private static string? Listed(IEnumerable<string> values) => values.ToArray() is { Length: > 0 } list ? JsonSerializer.Serialize(list, Readable) : null;
}

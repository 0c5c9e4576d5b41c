using System.Globalization;
using Harvester.Core.Model;

namespace Harvester.Publishing.Csv;

/// <summary>
/// The columns of <see cref="CsvExport"/>, in order. The order and the names are fixed: new columns are added at the end. Several values
/// in one cell are joined by <c>"; "</c>. Dates of publishers are ISO 8601 in the precision given; instants are UTC.
/// </summary>
internal static class CsvColumns
{
    public static IReadOnlyList<CsvColumn> All { get; } =
    [
        new("id", "dataset id, stable", (d, _) => d.Id),
        new("title", "title, Japanese where there is one", (d, _) => d.Title.Best()),
        new("title_en", "English title", (d, _) => d.Title.GetValueOrDefault("en")),
        new("description", "description, Japanese where there is one", (d, _) => d.Description.Best()),
        new("keywords", "keywords of all languages", (d, _) => Join(d.Keywords?.Values.SelectMany(words => words).Distinct())),
        new("publisher_code", "six-digit local government code", (d, _) => d.Publisher.Code),
        new("publisher_name", "publisher", (d, _) => d.Publisher.Name.Best()),
        new("publisher_unit", "bureau, department or section", (d, _) => d.Publisher.Unit),
        new("organization", "the source's own organisation id", (d, _) => d.Publisher.Organization),
        new("contact_name", "contact point", (d, _) => d.ContactPoint?.Name),
        new("contact_email", "its e-mail address", (d, _) => d.ContactPoint?.Email),
        new("contact_phone", "its telephone number", (d, _) => d.ContactPoint?.Phone),
        new("attribution", "credit line to show", (d, _) => d.Attribution),
        new("themes", "IRIs of the EU data-theme list", (d, _) => Join(d.Themes.Select(theme => theme.Iri))),
        new("priority_fields", "ids of the priority fields", (d, _) => Join(d.PriorityFields)),
        new("groups", "the source's own categories", (d, _) => Join(d.Groups)),
        new("licence", "SPDX id or LicenseRef-…", (d, _) => d.Licence?.Id),
        new("licence_url", "address of the licence", (d, _) => d.Licence?.Url),
        new("licence_open", "true, false; empty: unknown", (d, _) => Word(d.Licence?.Open)),
        new("licence_original", "licence in the source's own words", (d, _) => d.Licence?.Original),
        new("access_rights", "as stated", (d, _) => d.AccessRights),
        new("issued", "date of first publication", (d, _) => d.Issued),
        new("modified", "date of the last change", (d, _) => d.Modified),
        new("frequency", "EU frequency code", (d, _) => d.Frequency),
        new("temporal_start", "first day covered", (d, _) => d.Temporal?.Start),
        new("temporal_end", "last day covered", (d, _) => d.Temporal?.End),
        new("spatial_code", "code of the area covered", (d, _) => d.Spatial?.Code),
        new("spatial_name", "name of the area covered", (d, _) => d.Spatial?.Name),
        new("language", "BCP 47 tags of the data", (d, _) => Join(d.Language)),
        new("landing_page", "page about the dataset", (d, _) => d.LandingPage),
        new("distribution_id", "id within the dataset; empty: the dataset has no distribution", (_, f) => f?.Id),
        new("distribution_title", "title of the file or service", (_, f) => f?.Title.Best()),
        new("access_url", "page or service", (_, f) => f?.AccessUrl),
        new("download_url", "file", (_, f) => f?.DownloadUrl),
        new("format", "CSV, XLSX, …", (_, f) => f?.Format),
        new("media_type", "IANA media type", (_, f) => f?.MediaType),
        new("byte_size", "bytes", (_, f) => f?.ByteSize?.ToString(CultureInfo.InvariantCulture)),
        new("distribution_licence", "licence id where the file has its own", (_, f) => f?.Licence?.Id ?? f?.Licence?.Original),
        new("distribution_issued", "file's date of publication", (_, f) => f?.Issued),
        new("distribution_modified", "file's date of change", (_, f) => f?.Modified),
        new("openness", "stars, 0 to 5", (_, f) => f?.Openness?.ToString(CultureInfo.InvariantCulture)),
        new("source", "id of the harvested source", (d, _) => d.Provenance.Source),
        new("record_id", "id at the source", (d, _) => d.Provenance.RecordId),
        new("record_url", "page at the source", (d, _) => d.Provenance.RecordUrl),
        new("first_seen", "instant of the first harvest", (d, _) => Instant(d.Provenance.FirstSeen)),
        new("last_changed", "instant of the last change of content or state", (d, _) => Instant(d.Provenance.LastChanged)),
        new("state", "active or withdrawn", (d, _) => d.State == DatasetState.Active ? "active" : "withdrawn"),
        new("quality_score", "0 to 405 points", (d, _) => d.Annotations?.Quality?.Score.ToString(CultureInfo.InvariantCulture)),
        new("standard_dataset", "municipal standard dataset recognised", (d, _) => d.Annotations?.StandardDataset?.Id),
        new("canonical_id", "id of the record that stands for this one; empty: this one does", (d, _) => d.Annotations?.CanonicalId),
        new("standard_dataset_status", "candidate: by its words; checked: by its file's header", (d, _) => d.Annotations?.StandardDataset?.Status switch { null => null, StandardDatasetStatus.Checked => "checked", _ => "candidate" }),
        new("standard_dataset_edition", "current, older, prefixed, plain; empty: not checked", (d, _) => d.Annotations?.StandardDataset?.Edition),
        new("checksum_algorithm", "of the file, as stated: sha256, md5, …", (_, f) => f?.Checksum?.Algorithm),
        new("checksum", "of the file, hexadecimal", (_, f) => f?.Checksum?.Value),
    ];

    private static string? Join(IEnumerable<string>? values) => values is null ? null : string.Join("; ", values);

    private static string? Word(bool? value) => value switch { true => "true", false => "false", null => null };

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

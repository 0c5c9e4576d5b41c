using System.Globalization;
using System.Text.Json;
using Harvester.Core.Model;

namespace Harvester.Tests.Publishing.Dcat;

/// <summary>A dataset as texts by the names of its fields, so that two can be compared field by field; what has no order is put in one.</summary>
internal static class FieldValues
{
    public static IReadOnlyDictionary<string, string?> Of(Dataset dataset) => new Dictionary<string, string?>
    {
        ["title"] = Map(dataset.Title),
        ["description"] = Map(dataset.Description),
        ["keywords"] = dataset.Keywords is null ? null : Set(dataset.Keywords.SelectMany(pair => pair.Value, (pair, word) => $"{word}@{pair.Key}")),
        ["publisher.code"] = dataset.Publisher.Code,
        ["publisher.name"] = Map(dataset.Publisher.Name),
        ["publisher.unit"] = dataset.Publisher.Unit,
        ["publisher.organization"] = dataset.Publisher.Organization,
        ["contactPoint.name"] = dataset.ContactPoint?.Name,
        ["contactPoint.email"] = dataset.ContactPoint?.Email,
        ["contactPoint.phone"] = dataset.ContactPoint?.Phone,
        ["contactPoint.url"] = dataset.ContactPoint?.Url,
        ["attribution"] = dataset.Attribution,
        ["themes"] = Set(dataset.Themes.Select(theme => theme.Iri)),
        ["themes.why"] = Set(dataset.Themes.Select(theme => theme.Why)),
        ["priorityFields"] = Set(dataset.PriorityFields),
        ["groups"] = Set(dataset.Groups),
        ["groupNames"] = dataset.GroupNames is null ? null : Set(dataset.Groups.Zip(dataset.GroupNames, (title, name) => $"{title}={name}")),
        ["licence.id"] = dataset.Licence?.Id,
        ["licence.url"] = dataset.Licence?.Url,
        ["licence.open"] = dataset.Licence?.Open?.ToString(),
        ["licence.original"] = dataset.Licence?.Original,
        ["licence.basis"] = dataset.Licence?.Basis.ToString(),
        ["licence.statement"] = dataset.Licence?.Statement,
        ["accessRights"] = dataset.AccessRights,
        ["rights"] = dataset.Rights,
        ["issued"] = WithSeconds(dataset.Issued),
        ["modified"] = WithSeconds(dataset.Modified),
        ["modifiedBasis"] = dataset.ModifiedBasis?.ToString(),
        ["frequency"] = dataset.Frequency,
        ["temporal"] = dataset.Temporal is { } period ? $"{period.Start}/{period.End}" : null,
        ["spatial.code"] = dataset.Spatial?.Code,
        ["spatial.name"] = dataset.Spatial?.Name,
        ["spatial.bbox"] = dataset.Spatial?.Bbox is { } box ? string.Join(',', box.Select(side => side.ToString("R", CultureInfo.InvariantCulture))) : null,
        ["spatial.geometry"] = dataset.Spatial?.Geometry is { } geometry ? JsonSerializer.Serialize(geometry) : null,
        ["language"] = Set(dataset.Language),
        ["landingPage"] = dataset.LandingPage,
        ["identifiers"] = Set(dataset.Identifiers),
        ["inSeries"] = dataset.InSeries,
        ["derived"] = dataset.Derived is null ? null : Set(dataset.Derived),
        ["distributions.id"] = Files(dataset, file => file.Id),
        ["distributions.title"] = Files(dataset, file => Map(file.Title)),
        ["distributions.description"] = Files(dataset, file => Map(file.Description)),
        ["distributions.accessUrl"] = Files(dataset, file => file.AccessUrl),
        ["distributions.downloadUrl"] = Files(dataset, file => file.Format == "HTML" && file.AccessUrl == (file.DownloadUrl ?? file.AccessUrl) || file.AccessUrl is null && file.Format == "HTML" ? null : file.DownloadUrl),
        ["distributions.format"] = Files(dataset, file => file.Format),
        ["distributions.mediaType"] = Files(dataset, file => file.MediaType),
        ["distributions.byteSize"] = Files(dataset, file => file.ByteSize?.ToString(CultureInfo.InvariantCulture)),
        ["distributions.checksum"] = Files(dataset, file => file.Checksum?.ToString()),
        ["distributions.licence"] = Files(dataset, file => file.Licence is { } licence ? $"{licence.Id} {licence.Url} {licence.Original}" : null),
        ["distributions.rights"] = Files(dataset, file => file.Rights),
        ["distributions.issued"] = Files(dataset, file => WithSeconds(file.Issued)),
        ["distributions.modified"] = Files(dataset, file => WithSeconds(file.Modified)),
        ["distributions.openness"] = Files(dataset, file => file.Openness?.ToString(CultureInfo.InvariantCulture)),
        ["distributions.derived"] = Files(dataset, file => file.Derived is null ? null : Set(file.Derived)),
    };

    // xsd:dateTime has no time without seconds; a page's address is an access address, whatever it was called.
    private static string? WithSeconds(string? date) => date is { Length: > 16 } && date[10] == 'T' && date[16] != ':' ? date.Insert(16, ":00") : date;

    private static string? Map(IReadOnlyDictionary<string, string>? map) => map is null ? null : Set(map.Select(pair => $"{pair.Value}@{pair.Key}"));

    private static string Set(IEnumerable<string> texts) => string.Join(" | ", texts.Order(StringComparer.Ordinal));

    private static string Files(Dataset dataset, Func<Distribution, string?> value) =>
        string.Join('\n', dataset.Distributions.OrderBy(file => file.Id, StringComparer.Ordinal).Select(file => $"{file.Id}: {value(file)}"));
}

using Harvester.Core.Model;

namespace Harvester.Core.Coverage;

/// <summary>Which fields of the common schema a dataset has: the table of fields filled, by source.</summary>
public static class FilledFields
{
    private static readonly (string Name, Func<Dataset, bool> IsFilled)[] Fields =
    [
        ("description", dataset => dataset.Description is { Count: > 0 }),
        ("keywords", dataset => dataset.Keywords is { Count: > 0 }),
        ("publisher.code", dataset => dataset.Publisher.Code is not null),
        ("publisher.unit", dataset => dataset.Publisher.Unit is not null),
        ("contactPoint", dataset => dataset.ContactPoint is not null),
        ("attribution", dataset => dataset.Attribution is not null),
        ("themes", dataset => dataset.Themes.Count > 0),
        ("priorityFields", dataset => dataset.PriorityFields.Count > 0),
        ("groups", dataset => dataset.Groups.Count > 0),
        ("licence", dataset => dataset.Licence?.Id is not null),
        ("accessRights", dataset => dataset.AccessRights is not null),
        ("rights", dataset => dataset.Rights is not null),
        ("issued", dataset => dataset.Issued is not null),
        ("modified", dataset => dataset.Modified is not null),
        ("modified (stated)", dataset => dataset is { Modified: not null, ModifiedBasis: ModifiedBasis.Stated }),
        ("frequency", dataset => dataset.Frequency is not null),
        ("temporal", dataset => dataset.Temporal is not null),
        ("spatial", dataset => dataset.Spatial is not null),
        ("language", dataset => dataset.Language.Count > 0),
        ("landingPage", dataset => dataset.LandingPage is not null),
        ("identifiers", dataset => dataset.Identifiers.Count > 0),
        ("distributions", dataset => dataset.Distributions.Count > 0),
        ("distributions.downloadUrl", dataset => All(dataset, file => file.DownloadUrl is not null)),
        ("distributions.format", dataset => All(dataset, file => file.Format is not null)),
        ("distributions.mediaType", dataset => All(dataset, file => file.MediaType is not null)),
        ("distributions.byteSize", dataset => All(dataset, file => file.ByteSize is not null)),
        ("distributions.modified", dataset => All(dataset, file => file.Modified is not null)),
    ];

    /// <summary>In the order of the schema. A field of the files counts when every file has it.</summary>
    public static IReadOnlyList<string> All() => [.. Fields.Select(field => field.Name)];

    public static IEnumerable<string> Of(Dataset dataset) => Fields.Where(field => field.IsFilled(dataset)).Select(field => field.Name);

    private static bool All(Dataset dataset, Func<Distribution, bool> has) => dataset.Distributions.Count > 0 && dataset.Distributions.All(has);
}

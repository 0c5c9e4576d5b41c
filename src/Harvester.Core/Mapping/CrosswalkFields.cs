using System.Collections.Frozen;

namespace Harvester.Core.Mapping;

/// <summary>
/// The names that crosswalks and connector files may map to. <c>….stamp</c> is a time that the catalogue's software wrote (UTC where
/// it has no zone), used when the publisher stated none.
/// </summary>
public static class CrosswalkFields
{
    /// <summary>Prefix of distribution fields in a source's own rules.</summary>
    public const string DistributionPrefix = "distributions.";

    /// <summary>The vocabulary of columns of dates, in which a spreadsheet may have left day numbers.</summary>
    public const string DatesOrSerials = "dates-or-serials";

    public static IReadOnlyList<string> Dataset { get; } =
    [
        "title", "description", "keywords", "publisher.code", "publisher.name", "publisher.unit", "publisher.organization",
        "contactPoint.name", "contactPoint.email", "contactPoint.phone", "contactPoint.url", "attribution", "themes", "groups", "groups.name",
        "licence.id", "licence.title", "licence.url", "licence.original", "licence.catalogue", "accessRights", "rights", "issued", "issued.stamp", "modified",
        "modified.stamp", "modified.basis", "derived", "frequency", "temporal", "temporal.start", "temporal.end", "spatial.code", "spatial.name", "spatial.bbox",
        "spatial.west", "spatial.south", "spatial.east", "spatial.north",
        "spatial.geometry", "language", "landingPage", "identifiers", "inSeries", "origin",
    ];

    public static IReadOnlyList<string> Distribution { get; } =
    [
        "id", "title", "description", "accessUrl", "downloadUrl", "format", "mediaType", "byteSize", "checksum.algorithm", "checksum.value", "licence.id",
        "licence.title", "licence.url", "licence.original", "rights", "issued", "issued.stamp", "modified", "modified.stamp", "derived",
    ];

    /// <summary>Vocabularies that a rule may name, with the fields that they translate.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Vocabularies { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["licences"] = ["licence.id", "licence.title", "licence.url", "licence.catalogue", "distributions.licence.id", "distributions.licence.title", "distributions.licence.url"],
        ["formats"] = ["distributions.format", "distributions.mediaType"],
        ["frequencies"] = ["frequency"],
        ["publishers"] = ["publisher.code", "publisher.name", "publisher.organization"],
        ["dates"] = ["issued", "issued.stamp", "modified", "modified.stamp", "temporal", "temporal.start", "temporal.end",
            "distributions.issued", "distributions.issued.stamp", "distributions.modified", "distributions.modified.stamp"],
        [DatesOrSerials] = ["issued", "issued.stamp", "modified", "modified.stamp", "distributions.issued", "distributions.issued.stamp", "distributions.modified", "distributions.modified.stamp"],
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> All = Dataset.Concat(Distribution.Select(name => DistributionPrefix + name)).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// The short names of connector files, <c>licence</c> and <c>spatial</c>, stand for the whole: the one rule in place of all parts.
    /// Any other name is its own.
    /// </summary>
    internal static string Full(string name) => name switch
    {
        "licence" => "licence.id",
        "spatial" => "spatial.name",
        "distributions.licence" => "distributions.licence.id",
        _ => name,
    };

    /// <summary>True for a dataset field, and for <c>distributions.</c> and a distribution field, in full or short.</summary>
    public static bool IsKnown(string name) => All.Contains(Full(name));
}

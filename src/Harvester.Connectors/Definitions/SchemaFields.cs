using Harvester.Core.Mapping;

namespace Harvester.Connectors.Definitions;

/// <summary>The names that <c>fields:</c> may use: those of the common schema, dotted. A misspelt one would map nothing, silently.</summary>
internal static class SchemaFields
{
    /// <summary>Fields of a distribution.</summary>
    public static IReadOnlyList<string> Distribution { get; } =
    [
        "id", "title", "description", "accessUrl", "downloadUrl", "format", "mediaType", "byteSize", "licence", "rights", "issued", "modified",
    ];

    /// <summary>Fields of a dataset; <c>id</c> is the record id, for <c>html</c> only.</summary>
    public static IReadOnlyList<string> Dataset { get; } =
    [
        "title", "description", "keywords", "publisher.code", "publisher.name", "publisher.unit", "publisher.organization",
        "contactPoint.name", "contactPoint.email", "contactPoint.phone", "contactPoint.url", "attribution", "themes", "groups", "licence",
        "accessRights", "rights", "issued", "modified", "frequency", "temporal", "temporal.start", "temporal.end", "spatial", "language",
        "landingPage", "identifiers", "inSeries",
    ];

    /// <summary>Names that stand for the whole of a field, with the part that takes the value (as <see cref="CrosswalkFields.IsKnown"/> has it).</summary>
    public static IReadOnlyDictionary<string, string> ShortNames { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["licence"] = "licence.id",
        ["spatial"] = "spatial.name",
        ["distributions.licence"] = "distributions.licence.id",
    };

    /// <summary>What an override of a crosswalk may name: what the mapper knows, in full and short.</summary>
    public static IReadOnlyList<string> Mapped { get; } =
    [
        .. CrosswalkFields.Dataset,
        .. CrosswalkFields.Distribution.Select(field => CrosswalkFields.DistributionPrefix + field),
        .. ShortNames.Keys,
    ];

    /// <summary>What an <c>html</c> block may read from an item or its page.</summary>
    public static IReadOnlyList<string> Page { get; } = ["id", .. Dataset];
}

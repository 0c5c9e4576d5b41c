namespace Harvester.Core.Mapping;

/// <summary><c>mappings/vocabularies/publishers.yml</c>: how a source's organisation leads to a body.</summary>
public sealed record PublisherRules
{
    /// <summary>What stands before a six-digit code in an organisation id: <c>t</c> in <c>t131032</c>.</summary>
    public IReadOnlyList<string> CodePrefixes { get; init; } = [];

    /// <summary>What stands between an organisation id and the rest of a record's id: <c>d</c> in <c>t131032d0000000271</c>.</summary>
    public IReadOnlyList<string> RecordSeparators { get; init; } = [];

    /// <summary>Beginning of the ids of one body's own offices (<c>t000</c>) → the body's code.</summary>
    public IReadOnlyDictionary<string, string> OfficePrefixes { get; init; } = new Dictionary<string, string>();

    /// <summary>An office is named after its body and ends like this: 東京都 … 局.</summary>
    public IReadOnlyList<string> OfficeEndings { get; init; } = [];

    /// <summary>Names of bodies that places outside Tokyo have, too: 北区, 府中市.</summary>
    public IReadOnlyList<string> NamesElsewhere { get; init; } = [];

    /// <summary>Organisation ids or names that nothing else explains → code.</summary>
    public IReadOnlyDictionary<string, string> Organisations { get; init; } = new Dictionary<string, string>();

    /// <summary>Key of each list above → where its words were met or are defined.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; init; } = new Dictionary<string, string>();
}

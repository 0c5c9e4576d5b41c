namespace Harvester.Core.Model;

/// <summary>Where a schema field comes from in a source's record: the paths are tried in order, the first one with a value wins.</summary>
public sealed record FieldRule
{
    /// <summary>Dotted paths into the payload: <c>title</c>, <c>extras.更新頻度</c>, <c>organization.title</c>.</summary>
    public required IReadOnlyList<string> From { get; init; }

    /// <summary>Name of a vocabulary that translates the value, or null.</summary>
    public string? Vocabulary { get; init; }

    /// <summary>Used when no path has a value.</summary>
    public string? Default { get; init; }
}

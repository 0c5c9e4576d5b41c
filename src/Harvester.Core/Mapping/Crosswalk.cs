using Harvester.Core.Model;

namespace Harvester.Core.Mapping;

/// <summary>One file of <c>mappings/crosswalks/</c>: where each schema field of one kind of record comes from.</summary>
public sealed record Crosswalk
{
    /// <summary>Tag of a text that has none of its own: <c>ja</c>, or <c>und</c>.</summary>
    public required string Language { get; init; }

    /// <summary>Schema field (a name of <see cref="CrosswalkFields.Dataset"/>) → where it comes from.</summary>
    public required IReadOnlyDictionary<string, FieldRule> Fields { get; init; }

    /// <summary>Where the distributions are: paths to arrays of objects.</summary>
    public required IReadOnlyList<string> Items { get; init; }

    /// <summary>Field of a distribution (a name of <see cref="CrosswalkFields.Distribution"/>) → where it comes from, within an item.</summary>
    public required IReadOnlyDictionary<string, FieldRule> Distribution { get; init; }

    /// <summary>Other rules for the records of a catalogue that keeps what its own sources stated; null: there are none.</summary>
    public PublishedRules? Published { get; init; }

    /// <summary>What is left alone by name; whatever else no rule reads is counted, see <see cref="UnmappedField"/>.</summary>
    public IReadOnlyList<IgnoredFields> Ignored { get; init; } = [];

    /// <summary>Splits one text into several keywords, groups or languages at , ; 、 and line breaks: where the source has no lists.</summary>
    public bool SplitLists { get; init; }
}

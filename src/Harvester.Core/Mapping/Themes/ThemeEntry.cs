using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Core.Mapping.Themes;

/// <summary>One of the thirteen EU data themes.</summary>
/// <param name="Code">The last part of its IRI: <c>ENVI</c>.</param>
/// <param name="LabelJa">Ours: the list has no Japanese labels.</param>
public sealed record ThemeEntry(string Code, string Label, string LabelJa)
{
    /// <summary>Where the words were met or are defined, and how sure that is.</summary>
    public required VocabularySource Source { get; init; }
}

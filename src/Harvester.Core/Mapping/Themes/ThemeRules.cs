namespace Harvester.Core.Mapping.Themes;

/// <summary><c>mappings/vocabularies/themes.yml</c>: by which words a dataset gets themes of the EU data-theme list.</summary>
public sealed record ThemeRules
{
    /// <summary>The codes of the list that rules may lead to; of two themes that score alike the one that stands first here wins.</summary>
    public required IReadOnlyList<ThemeEntry> Themes { get; init; }

    /// <summary>How much a word counts by where it stands: the factors of its weight.</summary>
    public required ThemeFactors Factors { get; init; }

    /// <summary>A theme needs this score.</summary>
    public required int Threshold { get; init; }

    /// <summary>A further theme needs this share of the best one's score, in percent.</summary>
    public required int Share { get; init; }

    /// <summary>No dataset gets more than these.</summary>
    public required int Most { get; init; }

    public required IReadOnlyList<ThemeRule> Words { get; init; }

    /// <summary>Whole names of a source's own groups.</summary>
    public required IReadOnlyList<ThemeRule> Categories { get; init; }
}

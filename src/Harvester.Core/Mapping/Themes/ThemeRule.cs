using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Core.Mapping.Themes;

/// <summary>One row of <c>mappings/vocabularies/themes.yml</c>: words, and what they say about a dataset's theme.</summary>
/// <param name="Weights">
/// Code of the EU data-theme list → 1 (alone it decides, beside a better word it does not count), 2, or 3 (the word names the theme). Empty for words that only
/// hide shorter ones in them: 公園通り is no park.
/// </param>
/// <param name="Words">Words that are looked for in titles, keywords, groups and descriptions; or, in the list of categories, whole names.</param>
public sealed record ThemeRule(IReadOnlyDictionary<string, int> Weights, IReadOnlyList<string> Words)
{
    /// <summary>Where the words were met or are defined, and how sure that is.</summary>
    public required VocabularySource Source { get; init; }
}

namespace Harvester.Core.Mapping.Normalisers;

/// <summary>One row of <c>mappings/vocabularies/frequencies.yml</c>; the rows are tried from the top, and a code may have several.</summary>
/// <param name="Code">Code of the EU frequency list.</param>
/// <param name="Spellings">Words that mean it wherever they stand in the text.</param>
/// <param name="Exact">Words that mean it only as the whole text.</param>
public sealed record FrequencyEntry(string Code, IReadOnlyList<string> Spellings, IReadOnlyList<string> Exact)
{
    /// <summary>Where the words were met or are defined, and how sure that is.</summary>
    public required VocabularySource Source { get; init; }
}

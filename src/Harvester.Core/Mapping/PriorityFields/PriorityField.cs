using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Core.Mapping.PriorityFields;

/// <summary>One field of <c>mappings/vocabularies/priority-fields.yml</c>.</summary>
/// <param name="Id">As it stands in <see cref="Model.Dataset.PriorityFields"/>.</param>
/// <param name="Themes">Codes of the EU data-theme list: a dataset of one of these themes is of the field.</param>
/// <param name="Words">A dataset with one of these words in its title, groups or keywords is of the field.</param>
public sealed record PriorityField(string Id, string NameJa, string NameEn, IReadOnlyList<string> Themes, IReadOnlyList<string> Words)
{
    /// <summary>Where the field and its words are from, and how sure that is.</summary>
    public required VocabularySource Source { get; init; }
}

namespace Harvester.Core.Mapping.Normalisers;

/// <summary>Where the words of a vocabulary entry were met or are defined.</summary>
/// <param name="Text">A sentence for people.</param>
/// <param name="Confidence">Null for what is certain; <c>medium</c> or <c>low</c> for what nobody has looked up.</param>
public sealed record VocabularySource(string Text, string? Confidence = null);

namespace Harvester.Core.Assessment.Quality;

/// <summary>One aspect of the Japanese view of a dataset.</summary>
/// <param name="Id"><c>standard-dataset</c>, <c>machine-readability</c>, <c>freshness</c>, <c>licence</c>.</param>
/// <param name="Sentence">What was found, and what to do where something can be done.</param>
public sealed record Aspect(string Id, Bilingual Name, Grade Grade, Bilingual Sentence);

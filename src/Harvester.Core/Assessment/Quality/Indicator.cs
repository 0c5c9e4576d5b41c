namespace Harvester.Core.Assessment.Quality;

/// <summary>One metric of the metadata quality assessment: met or not, nothing between.</summary>
/// <param name="Id">Name in addresses and exports: <c>keyword-usage</c>.</param>
/// <param name="Property">The property of DCAT-AP that it looks at.</param>
/// <param name="Points">What it is worth.</param>
/// <param name="Advice">What to do to gain the points, for an officer who keeps the record.</param>
public sealed record Indicator(string Id, QualityDimension Dimension, string Property, int Points, Bilingual Name, Bilingual Advice);

namespace Harvester.Core.Model;

/// <summary>Score by the metadata quality assessment of data.europa.eu, 0 to 405 points.</summary>
public sealed record Quality(int Score, string Rating, QualityDimensions Dimensions);

namespace Harvester.Core.Model;

/// <summary>The parts of a <see cref="Quality"/> score; at most 100, 100, 110, 75 and 20 points.</summary>
public sealed record QualityDimensions(int Findability, int Accessibility, int Interoperability, int Reusability, int Contextuality);

namespace Harvester.Core.Mapping.Themes;

/// <summary>How much a word counts in each field. A description is read only where the others tell no theme.</summary>
public sealed record ThemeFactors(int Title, int Groups, int Keywords, int Description);

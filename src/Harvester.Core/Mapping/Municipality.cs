namespace Harvester.Core.Mapping;

/// <summary>One body of <c>mappings/municipalities.csv</c>: the metropolis or one of its 62 municipalities.</summary>
/// <param name="Code">Six digits, the last one a check digit.</param>
/// <param name="Kind"><c>prefecture</c>, <c>ward</c>, <c>city</c>, <c>town</c> or <c>village</c>.</param>
/// <param name="Island">True for the islands of the Izu and Ogasawara chains.</param>
public sealed record Municipality(string Code, string Name, string Kana, string EnglishName, string Kind, bool Island);

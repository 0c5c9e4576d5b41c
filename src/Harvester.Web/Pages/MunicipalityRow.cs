namespace Harvester.Web.Pages;

/// <summary>One body's active datasets. <see cref="Code"/> null: datasets whose publisher is not known.</summary>
public sealed record MunicipalityRow(string? Code, string? JapaneseName, string? EnglishName, long Datasets, long Distributions);

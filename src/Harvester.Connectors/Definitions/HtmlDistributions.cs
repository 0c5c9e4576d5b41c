namespace Harvester.Connectors.Definitions;

/// <summary>The files of an item: one element each, with the fields of a distribution.</summary>
public sealed record HtmlDistributions(HtmlItems Items, IReadOnlyDictionary<string, HtmlValue> Fields);

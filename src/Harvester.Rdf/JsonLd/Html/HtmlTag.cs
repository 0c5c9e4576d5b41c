namespace Harvester.Rdf.JsonLd.Html;

/// <summary>A start tag of a page.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Attributes">Names in lower case; of one that is given twice, the first.</param>
/// <param name="ContentStart">Where the element's content begins.</param>
/// <param name="ContentEnd">Where it ends, if it is text up to the end tag; otherwise the same as the start.</param>
internal readonly record struct HtmlTag(string Name, IReadOnlyDictionary<string, string> Attributes, int ContentStart, int ContentEnd);

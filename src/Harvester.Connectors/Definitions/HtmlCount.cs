using System.Text.RegularExpressions;

namespace Harvester.Connectors.Definitions;

/// <summary>The number of items that a listing announces. <see cref="Optional"/>: a page without it is no fault.</summary>
/// <param name="Regex">On the text in NFKC: the first group, or the whole match, is the number; null: the first number of the text.</param>
public sealed record HtmlCount(string Select, Regex? Regex, bool Optional);

namespace Harvester.Connectors.Definitions;

/// <summary>An address within an element. <see cref="Optional"/>: its absence is no fault (the last page has no next).</summary>
public sealed record HtmlLink(string Select, string Attr, bool Optional);

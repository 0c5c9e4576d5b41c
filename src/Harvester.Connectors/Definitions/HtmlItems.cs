namespace Harvester.Connectors.Definitions;

/// <summary>Which elements are items, and which of those are not (a header row).</summary>
public sealed record HtmlItems(string Select, string? Skip);

namespace Harvester.Connectors.Fetching;

/// <summary>What is said about a text's encoding.</summary>
/// <param name="File"><c>charset:</c> of the connector file.</param>
/// <param name="Header">Parameter of Content-Type.</param>
/// <param name="IsHtml">The text may name its encoding in a meta element.</param>
/// <param name="IsXml">The text may name its encoding in an XML declaration.</param>
public sealed record CharsetHints(string? File = null, string? Header = null, bool IsHtml = false, bool IsXml = false)
{
    /// <summary>What the text says of itself, where that was read already.</summary>
    internal string? Own { get; init; }
}

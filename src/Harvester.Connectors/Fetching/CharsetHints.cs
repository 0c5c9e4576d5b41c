namespace Harvester.Connectors.Fetching;

/// <summary>What is said about a text's encoding.</summary>
/// <param name="File"><c>charset:</c> of the connector file.</param>
/// <param name="Header">Parameter of Content-Type.</param>
/// <param name="IsHtml">The text may name its encoding in a meta element.</param>
public sealed record CharsetHints(string? File = null, string? Header = null, bool IsHtml = false)
{
    /// <summary>What the meta element says, where it was read already.</summary>
    internal string? Meta { get; init; }
}

namespace Harvester.Connectors.Ckan;

/// <summary>One entry of a page, as far as the connector reads it. <see cref="Fault"/> set: it cannot be used, and why.</summary>
/// <param name="Id">Null when absent, blank or no text.</param>
/// <param name="State">Null when absent or <c>active</c>.</param>
internal readonly record struct CkanPackage(
    ReadOnlyMemory<byte> Json, string? Id, string? Name, string? State, bool Private, string RawHash, string? Fault);

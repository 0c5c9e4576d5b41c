namespace Harvester.Core.Model;

/// <summary>Which municipal standard dataset this is: recognised from words (<c>candidate</c>) or from a file's header (<c>checked</c>).</summary>
public sealed record StandardDatasetMatch(string Id, StandardDatasetStatus Status, string? Edition, string? Conformance);

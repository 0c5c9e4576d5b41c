namespace Harvester.Core.Ports;

/// <summary>Which entries of the audit log are wanted; null: whatever it is.</summary>
public sealed record AuditFilter(string? Source = null, string? Municipality = null);

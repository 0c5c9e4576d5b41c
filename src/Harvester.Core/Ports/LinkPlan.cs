namespace Harvester.Core.Ports;

/// <summary>When the addresses of a dataset are to be looked at next; null: never again.</summary>
public sealed record LinkPlan(string Id, DateTimeOffset? Due);

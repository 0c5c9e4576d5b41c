namespace Harvester.Core.Model;

/// <summary>How another dataset relates to this one, with the evidence in words.</summary>
public sealed record Relation(string Id, RelationKind Kind, string Evidence);

namespace Harvester.Rdf.JsonLd;

/// <summary>What surrounds the members of one object while they are expanded.</summary>
/// <param name="Active">The active context.</param>
/// <param name="TypeScoped">The context before type-scoped contexts were applied, in which types are expanded.</param>
/// <param name="Property">The active property.</param>
/// <param name="InputType">The object's last type, expanded.</param>
internal readonly record struct Scope(ActiveContext Active, ActiveContext TypeScoped, string? Property, string? InputType);

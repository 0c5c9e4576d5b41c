namespace Harvester.Connectors.Ckan;

/// <summary>A parsed answer of the action API.</summary>
/// <param name="Count">The source's own count of what the query finds; null when it gives none.</param>
internal sealed record CkanPage(IReadOnlyList<CkanPackage> Packages, long? Count);

using Harvester.Core.Model;

namespace Harvester.Connectors.Ckan;

/// <summary>A package, or why it could not be fetched.</summary>
internal readonly record struct CkanEntry(CkanPackage Package, string? Name = null, SourceException? Fault = null);

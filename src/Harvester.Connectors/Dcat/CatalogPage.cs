namespace Harvester.Connectors.Dcat;

/// <summary>One document of the catalogue: RDF in memory, or the bytes of a data.json.</summary>
/// <param name="Url">After redirects.</param>
/// <param name="NextLink">By a Link header, or null.</param>
internal sealed record CatalogPage(Uri Url, Uri? NextLink, CatalogDocument? Document, ReadOnlyMemory<byte> Json);

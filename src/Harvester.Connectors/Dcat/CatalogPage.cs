namespace Harvester.Connectors.Dcat;

/// <summary>One document of the catalogue: RDF in memory, or the bytes of a data.json.</summary>
/// <param name="Url">After redirects.</param>
/// <param name="NextLink">By a Link header, or null.</param>
internal sealed record CatalogPage(Uri Url, Uri? NextLink, CatalogDocument? Document, ReadOnlyMemory<byte> Json)
{
    /// <summary>The datasets that the document was asked for, by their IRIs; null for a document whose datasets all count.</summary>
    public IReadOnlySet<string>? Only { get; init; }

    /// <summary>The document is none itself: it names pages that may be some.</summary>
    public bool IsSitemap { get; init; }
}
